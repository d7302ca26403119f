// SPDX-License-Identifier: GPL-2.0
/*
 * Small versions of daemons' programs, for bpf-job: the types, helpers and attach points by which systemd (252 to 257)
 * restricts units to interfaces, ports and file systems, and by which other daemons direct sockets.
 */
#include <stdbool.h>
#include <linux/bpf.h>
#include <bpf/bpf_core_read.h>
#include <bpf/bpf_endian.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>

#define AF_INET 2
#define REFUSE	0
#define LET_BY	1
#define EPERM	1
#define RULES	4

/* Set before the load, as systemd does. */
const volatile bool is_allow_list = 0;

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u8);
} interfaces SEC(".maps");

/* RestrictNetworkInterfaces= */
static __always_inline int judge_interface(const struct __sk_buff *skb)
{
	__u32 index = skb->ifindex;

	return !!bpf_map_lookup_elem(&interfaces, &index) == is_allow_list ? LET_BY : REFUSE;
}

SEC("cgroup_skb/egress")
int judge_egress(struct __sk_buff *skb)
{
	return judge_interface(skb);
}

SEC("cgroup_skb/ingress")
int judge_ingress(struct __sk_buff *skb)
{
	return judge_interface(skb);
}

struct rule {
	__u32 family, protocol;
	__u16 ports, first; /* 0 ports: any */
};

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, RULES);
	__type(key, __u32);
	__type(value, struct rule);
} denied SEC(".maps");

/* SocketBindDeny= */
SEC("cgroup/bind4")
int judge_bind(struct bpf_sock_addr *ctx)
{
	__u16 port = bpf_ntohs((__u16)ctx->user_port);

#pragma unroll
	for (__u32 i = 0; i < RULES; i++) {
		__u32 at = i;
		struct rule *rule = bpf_map_lookup_elem(&denied, &at);

		if (!rule || !rule->family)
			break;
		if (rule->family == ctx->family &&
		    (!rule->protocol || rule->protocol == ctx->protocol) &&
		    (!rule->ports || (port >= rule->first && port - rule->first < rule->ports)))
			return REFUSE;
	}
	return LET_BY;
}

struct super_block {
	unsigned long s_magic;
} __attribute__((preserve_access_index));

struct inode {
	struct super_block *i_sb;
} __attribute__((preserve_access_index));

struct file {
	struct inode *f_inode;
} __attribute__((preserve_access_index));

struct {
	__uint(type, BPF_MAP_TYPE_HASH);
	__uint(max_entries, 16);
	__type(key, unsigned long);
	__type(value, __u8);
} magics SEC(".maps");

/* RestrictFileSystems= */
SEC("lsm/file_open")
int BPF_PROG(judge_open, struct file *file, int ret)
{
	unsigned long magic = BPF_CORE_READ(file, f_inode, i_sb, s_magic);

	return ret ? ret : bpf_map_lookup_elem(&magics, &magic) ? -EPERM : 0;
}

struct {
	__uint(type, BPF_MAP_TYPE_SOCKHASH);
	__uint(max_entries, 16);
	__type(key, __u32);
	__type(value, __u64);
} joined SEC(".maps");

/* Stores each new connection in a map, under its own port. */
SEC("sockops")
int join(struct bpf_sock_ops *ctx)
{
	__u32 port = ctx->local_port;

	if (ctx->family == AF_INET && (ctx->op == BPF_SOCK_OPS_ACTIVE_ESTABLISHED_CB ||
				       ctx->op == BPF_SOCK_OPS_PASSIVE_ESTABLISHED_CB))
		bpf_sock_hash_update(ctx, &joined, &port, BPF_NOEXIST);
	return 1;
}

/* Passes a sender's messages to its peer without TCP, except those that begin with an x. */
SEC("sk_msg")
int direct(struct sk_msg_md *ctx)
{
	char *data = (char *)(long)ctx->data, *end = (char *)(long)ctx->data_end;
	__u32 peer = bpf_ntohl(ctx->remote_port);

	if (data + 1 > end || *data == 'x')
		return SK_DROP;
	return (int)bpf_msg_redirect_hash(ctx, &joined, &peer, BPF_F_INGRESS);
}

struct {
	__uint(type, BPF_MAP_TYPE_SOCKMAP);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, __u64);
} listening SEC(".maps");

/* Directs connections to port 7 to the socket in the map. */
SEC("sk_lookup")
int find_listener(struct bpf_sk_lookup *ctx)
{
	struct bpf_sock *sk;
	__u32 only = 0;
	long err;

	if (ctx->local_port != 7)
		return SK_PASS;
	sk = bpf_map_lookup_elem(&listening, &only);
	if (!sk)
		return SK_PASS;
	err = bpf_sk_assign(ctx, sk, 0);
	bpf_sk_release(sk);
	return err ? SK_DROP : SK_PASS;
}

char LICENSE[] SEC("license") = "GPL";
