// SPDX-License-Identifier: GPL-2.0
/* The allowed arguments of BPF programs. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "bpf_argument.h"

/* The kernel decides by the type's name, and expects another one for each type of program. */
static void what_is_the_context_of_a_packet(void **state)
{
	(void)state;
	assert_true(hf_bpf_is_packet(BPF_PROG_TYPE_XDP, "xdp_md"));
	assert_true(hf_bpf_is_packet(BPF_PROG_TYPE_SCHED_CLS, "__sk_buff"));
	assert_true(hf_bpf_is_packet(BPF_PROG_TYPE_SCHED_ACT, "__sk_buff"));
	assert_true(hf_bpf_is_packet(BPF_PROG_TYPE_SOCKET_FILTER, "__sk_buff"));
	assert_true(hf_bpf_is_packet(BPF_PROG_TYPE_CGROUP_SKB, "__sk_buff"));
	assert_false(hf_bpf_is_packet(BPF_PROG_TYPE_XDP, "__sk_buff"));
	assert_false(hf_bpf_is_packet(BPF_PROG_TYPE_SCHED_CLS, "xdp_md"));
	assert_false(hf_bpf_is_packet(BPF_PROG_TYPE_SYSCALL, "__sk_buff"));
	assert_false(hf_bpf_is_packet(0, "xdp_md"));
}

/* The engine reads a fixed number of bytes: the name may be cut off, or be followed by another one. */
static void what_is_read_of_a_name(void **state)
{
	static const char longer[] = "__sk_buffer", shorter[HF_BPF_CONTEXT_NAME] = "__sk_buf";
	static const char followed[] = "xdp_md\0int";

	(void)state;
	assert_false(hf_bpf_is_packet(BPF_PROG_TYPE_SCHED_CLS, longer));
	assert_false(hf_bpf_is_packet(BPF_PROG_TYPE_SCHED_CLS, shorter));
	assert_false(hf_bpf_is_packet(BPF_PROG_TYPE_SCHED_CLS, ""));
	assert_false(hf_bpf_is_packet(BPF_PROG_TYPE_XDP, "xdp_md_2"));
	assert_true(hf_bpf_is_packet(BPF_PROG_TYPE_XDP, followed));
}

static void which_types_are_measured(void **state)
{
	(void)state;
	assert_true(hf_bpf_is_measured(BPF_PROG_TYPE_SYSCALL, 0));
	assert_true(hf_bpf_is_measured(BPF_PROG_TYPE_RAW_TRACEPOINT_WRITABLE, 0));
	assert_true(hf_bpf_is_measured(BPF_PROG_TYPE_TRACING, BPF_TRACE_ITER));
	assert_false(hf_bpf_is_measured(BPF_PROG_TYPE_TRACING, BPF_TRACE_FENTRY));
	/* In daily use programs of these types call others. */
	assert_false(hf_bpf_is_measured(BPF_PROG_TYPE_SCHED_CLS, 0));
	assert_false(hf_bpf_is_measured(BPF_PROG_TYPE_XDP, 0));
	assert_false(hf_bpf_is_measured(BPF_PROG_TYPE_KPROBE, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_the_context_of_a_packet),
		cmocka_unit_test(what_is_read_of_a_name),
		cmocka_unit_test(which_types_are_measured),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
