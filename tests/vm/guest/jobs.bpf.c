// SPDX-License-Identifier: GPL-2.0
/* Usual jobs of BPF on a locked machine, which iproute2 loads: tests/vm/cases/bpf_jobs.sh. */
#include <linux/bpf.h>
#include <linux/if_ether.h>
#include <linux/in.h>
#include <linux/ip.h>
#include <linux/pkt_cls.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} dropped SEC(".maps");

/* Drops pings. */
SEC("xdp")
int drop_pings(struct xdp_md *ctx)
{
	void *data = (void *)(long)ctx->data, *end = (void *)(long)ctx->data_end;
	struct ethhdr *link = data;
	struct iphdr *ip = data + sizeof(*link);
	__u64 *count;
	__u32 only = 0;

	if ((void *)(ip + 1) > end || link->h_proto != bpf_htons(ETH_P_IP) ||
	    ip->protocol != IPPROTO_ICMP)
		return XDP_PASS;
	count = bpf_map_lookup_elem(&dropped, &only);
	if (count)
		__sync_fetch_and_add(count, 1);
	return XDP_DROP;
}

/* Sends pings back to their senders. */
SEC("tc")
int return_pings(struct __sk_buff *skb)
{
	struct iphdr ip;

	if (bpf_skb_load_bytes(skb, ETH_HLEN, &ip, sizeof(ip)) || ip.protocol != IPPROTO_ICMP)
		return TC_ACT_OK;
	return (int)bpf_redirect(skb->ifindex, 0);
}

char LICENSE[] SEC("license") = "GPL";
