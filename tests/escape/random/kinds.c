// SPDX-License-Identifier: GPL-2.0
/* The table of kinds. Attach types are numbers if older headers lack their names. */
#include <stddef.h>

#include "kinds.h"
#include "random.h"

#define BPF_TYPE_NETFILTER   32
#define BPF_ATTACH_NETFILTER 45

#define NO_PACKET -1, -1, -1
#define NO_TARGETS   \
	TARGET_NONE, \
	{            \
		NULL \
	}
#define ANY		 0, 3, true
#define ZERO_ONE	 0, 1, false
#define ONE		 1, 1, false
#define ZERO		 0, 0, false
#define AT(type, member) (int)offsetof(struct type, member)
#define SKB		 AT(__sk_buff, data), AT(__sk_buff, data_end), AT(__sk_buff, sk)
#define SKB_ONLY	 AT(__sk_buff, data), AT(__sk_buff, data_end), -1

#define PLAIN(name, type, attach, way, returns, weight, ...)                             \
	{                                                                                \
		name, BPF_PROG_TYPE_##type, attach, NO_TARGETS, way, returns, 0, weight, \
			__VA_ARGS__                                                      \
	}
/* Not by the one above, which would count what @returns stands for as more than one argument. */
#define ADDRESS(name, attach, returns)                                                            \
	{                                                                                         \
		name, BPF_PROG_TYPE_CGROUP_SOCK_ADDR, attach, NO_TARGETS, RUN_CGROUP, returns, 0, \
			2, -1, -1, AT(bpf_sock_addr, sk)                                          \
	}
/* Of functions whose arguments the kernel's types describe. */
#define TRACING(name, attach, target, way, returns, flags, weight, ...)                            \
	{                                                                                          \
		name, BPF_PROG_TYPE_TRACING, attach, target, { __VA_ARGS__ }, way, returns, flags, \
			weight, NO_PACKET                                                          \
	}

const struct kind kinds[] = {
	PLAIN("socket_filter", SOCKET_FILTER, 0, RUN_SOCKET, ANY, 6, -1, -1, -1),
	PLAIN("sched_cls", SCHED_CLS, 0, RUN_TEST, ANY, 10, SKB),
	PLAIN("sched_act", SCHED_ACT, 0, RUN_TEST, ANY, 4, SKB),
	PLAIN("xdp", XDP, 0, RUN_TEST, ANY, 8, AT(xdp_md, data), AT(xdp_md, data_end), -1),
	PLAIN("cgroup_skb", CGROUP_SKB, BPF_CGROUP_INET_EGRESS, RUN_CGROUP, ZERO_ONE, 6, SKB),
	PLAIN("cgroup_sock", CGROUP_SOCK, BPF_CGROUP_INET_SOCK_CREATE, RUN_CGROUP, ZERO_ONE, 3,
	      NO_PACKET),
	PLAIN("cgroup_post_bind", CGROUP_SOCK, BPF_CGROUP_INET4_POST_BIND, RUN_CGROUP, ZERO_ONE, 2,
	      NO_PACKET),
	ADDRESS("cgroup_bind", BPF_CGROUP_INET4_BIND, ZERO_ONE),
	ADDRESS("cgroup_connect", BPF_CGROUP_INET4_CONNECT, ZERO_ONE),
	ADDRESS("cgroup_sendmsg", BPF_CGROUP_UDP4_SENDMSG, ZERO_ONE),
	ADDRESS("cgroup_recvmsg", BPF_CGROUP_UDP4_RECVMSG, ONE),
	ADDRESS("cgroup_getsockname", BPF_CGROUP_INET4_GETSOCKNAME, ONE),
	PLAIN("cgroup_device", CGROUP_DEVICE, BPF_CGROUP_DEVICE, RUN_CGROUP, ZERO_ONE, 3,
	      NO_PACKET),
	PLAIN("cgroup_sysctl", CGROUP_SYSCTL, BPF_CGROUP_SYSCTL, RUN_CGROUP, ZERO_ONE, 3,
	      NO_PACKET),
	PLAIN("cgroup_getsockopt", CGROUP_SOCKOPT, BPF_CGROUP_GETSOCKOPT, RUN_CGROUP, ZERO_ONE, 2,
	      -1, -1, AT(bpf_sockopt, sk)),
	PLAIN("cgroup_setsockopt", CGROUP_SOCKOPT, BPF_CGROUP_SETSOCKOPT, RUN_CGROUP, ZERO_ONE, 2,
	      -1, -1, AT(bpf_sockopt, sk)),
	PLAIN("sock_ops", SOCK_OPS, BPF_CGROUP_SOCK_OPS, RUN_CGROUP, ZERO_ONE, 3, -1, -1,
	      AT(bpf_sock_ops, sk)),
	PLAIN("lwt_in", LWT_IN, 0, RUN_TEST, ANY, 3, SKB_ONLY),
	PLAIN("lwt_out", LWT_OUT, 0, RUN_TEST, ANY, 3, SKB_ONLY),
	PLAIN("lwt_xmit", LWT_XMIT, 0, RUN_TEST, ANY, 3, SKB_ONLY),
	PLAIN("lwt_seg6local", LWT_SEG6LOCAL, 0, RUN_NOT, ANY, 2, SKB_ONLY),
	PLAIN("sk_skb", SK_SKB, BPF_SK_SKB_STREAM_VERDICT, RUN_NOT, ANY, 3, SKB),
	PLAIN("sk_msg", SK_MSG, BPF_SK_MSG_VERDICT, RUN_NOT, ANY, 2, -1, -1, AT(sk_msg_md, sk)),
	PLAIN("sk_reuseport", SK_REUSEPORT, BPF_SK_REUSEPORT_SELECT, RUN_NOT, ANY, 2, NO_PACKET),
	PLAIN("sk_lookup", SK_LOOKUP, BPF_SK_LOOKUP, RUN_TEST, ZERO_ONE, 3, -1, -1,
	      AT(bpf_sk_lookup, sk)),
	PLAIN("flow_dissector", FLOW_DISSECTOR, BPF_FLOW_DISSECTOR, RUN_TEST, ZERO, 2, SKB_ONLY),
	PLAIN("lirc_mode2", LIRC_MODE2, BPF_LIRC_MODE2, RUN_NOT, ANY, 1, NO_PACKET),
	PLAIN("kprobe", KPROBE, 0, RUN_NOT, ANY, 3, NO_PACKET),
	PLAIN("tracepoint", TRACEPOINT, 0, RUN_NOT, ANY, 2, NO_PACKET),
	PLAIN("perf_event", PERF_EVENT, 0, RUN_PERF, ANY, 3, NO_PACKET),
	{ "raw_tracepoint",
	  BPF_PROG_TYPE_RAW_TRACEPOINT,
	  0,
	  TARGET_NONE,
	  { "sys_exit", "sys_enter", "sched_switch" },
	  RUN_RAW_TRACEPOINT,
	  ANY,
	  0,
	  4,
	  NO_PACKET },
	TRACING("fentry", BPF_TRACE_FENTRY, TARGET_FUNCTION, RUN_TRAMPOLINE, ZERO, 0, 4,
		"shmem_file_llseek", "generic_file_llseek_size", "udp_sendmsg", "ip_rcv",
		"vfs_read"),
	TRACING("fexit", BPF_TRACE_FEXIT, TARGET_FUNCTION, RUN_TRAMPOLINE, ZERO, 0, 4,
		"shmem_file_llseek", "generic_file_llseek_size", "udp_sendmsg", "ip_rcv",
		"vfs_read"),
	TRACING("fmod_ret", BPF_MODIFY_RETURN, TARGET_FUNCTION, RUN_TRAMPOLINE, ANY, 0, 3,
		"security_locked_down", "security_bpf", "security_bpf_prog", "security_bpf_map"),
	TRACING("tp_btf", BPF_TRACE_RAW_TP, TARGET_TRACEPOINT, RUN_TRAMPOLINE, ANY, 0, 4,
		"sys_exit", "sys_enter", "sched_switch", "net_dev_queue", "netif_receive_skb"),
	TRACING("iter", BPF_TRACE_ITER, TARGET_ITERATOR, RUN_ITERATOR, ZERO, 0, 3, "task",
		"task_file", "bpf_map", "bpf_prog", "udp"),
	{ "lsm",
	  BPF_PROG_TYPE_LSM,
	  BPF_LSM_MAC,
	  TARGET_HOOK,
	  { "file_open", "socket_create", "socket_bind", "socket_sendmsg", "inode_getattr" },
	  RUN_TRAMPOLINE,
	  -1,
	  0,
	  false,
	  0,
	  3,
	  NO_PACKET },
	{ "struct_ops",
	  BPF_PROG_TYPE_STRUCT_OPS,
	  0,
	  TARGET_OPERATIONS,
	  { "tcp_congestion_ops" },
	  RUN_NOT,
	  ANY,
	  0,
	  1,
	  NO_PACKET },
	{ "syscall", BPF_PROG_TYPE_SYSCALL, 0, NO_TARGETS, RUN_TEST, ANY, BPF_F_SLEEPABLE, 5,
	  NO_PACKET },
	{ "netfilter", (enum bpf_prog_type)BPF_TYPE_NETFILTER, BPF_ATTACH_NETFILTER, NO_TARGETS,
	  RUN_TEST, ZERO_ONE, 0, 2, NO_PACKET },
};

const unsigned int kinds_count = COUNT_OF(kinds);
