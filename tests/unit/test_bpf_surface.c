// SPDX-License-Identifier: GPL-2.0
/* The list of allowed abilities of BPF programs, and the check of their instructions. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "bpf_load.h"
#include "bpf_look.h"
#include "unit.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
/* Of a map whose descriptor is 3, in two instructions. */
#define MAP(dst)	WIDE(dst, BPF_PSEUDO_MAP_FD)
#define WIDE(dst, what) INSN(BPF_LD | BPF_DW | BPF_IMM, dst, what, 0, 3), INSN(0, 0, 0, 0, 0)
/* The address of one of its functions, from the next instruction on. */
#define FUNCTION(imm) \
	INSN(BPF_LD | BPF_DW | BPF_IMM, BPF_REG_2, BPF_PSEUDO_FUNC, 0, (imm)), INSN(0, 0, 0, 0, 0)
#define STORE(dst, src)	    INSN(BPF_STX | BPF_MEM | BPF_DW, dst, src, -8, 0)
#define JUMP(off)	    INSN(BPF_JMP | BPF_JA, 0, 0, off, 0)
#define UNLESS(reg, off)    INSN(BPF_JMP | BPF_JEQ | BPF_K, reg, 0, off, 0)
#define ADD_REG(dst, src)   INSN(BPF_ALU64 | BPF_ADD | BPF_X, dst, src, 0, 0)
#define CALL_BELOW(off)	    INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_CALL, 0, off)
#define WALK_MAP	    CALL(BPF_FUNC_for_each_map_elem)
#define CALL_KFUNC	    INSN(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_KFUNC_CALL, 0, 1)
#define ATOMIC(dst, src, w) INSN(BPF_STX | BPF_ATOMIC | BPF_DW, dst, src, 0, w)

static bool keeps(unsigned int context, const struct bpf_insn *insns, size_t count)
{
	struct hf_bpf_look look;
	int looks = 0;

	hf_bpf_begin(&look, context);
	do
		for (size_t i = 0; i < count; i++)
			hf_bpf_look_at(&look, &insns[i]);
	while (++looks < HF_BPF_LOOKS && hf_bpf_begin_again(&look));
	return hf_bpf_keeps_to_list(&look);
}

#define KEEPS(context, ...)                                               \
	keeps(HF_BPF_##context, (const struct bpf_insn[]){ __VA_ARGS__ }, \
	      COUNT(((const struct bpf_insn[]){ __VA_ARGS__ })))

static void what_helpers_and_kfuncs_are_called(void **state)
{
	(void)state;
	assert_true(KEEPS(PLAIN, CALL(BPF_FUNC_ktime_get_ns), EXIT));
	assert_true(KEEPS(PLAIN, CALL(BPF_FUNC_probe_read_kernel), EXIT));
	assert_false(KEEPS(PLAIN, CALL(BPF_FUNC_skb_output), EXIT));
	assert_false(KEEPS(PLAIN, CALL(BPF_FUNC_xdp_output), EXIT));
	assert_false(KEEPS(PLAIN, CALL(BPF_FUNC_trace_printk), EXIT));
	assert_false(KEEPS(PLAIN, CALL(BPF_FUNC_get_current_task_btf), EXIT));
	assert_false(KEEPS(PLAIN, CALL(0), EXIT));
	assert_false(KEEPS(PLAIN, CALL(HF_BPF_HELPERS), EXIT));
	assert_false(KEEPS(PLAIN, CALL(-1), EXIT));
	assert_false(KEEPS(PLAIN, CALL_KFUNC, EXIT));
	assert_false(KEEPS(PLAIN, WIDE(BPF_REG_1, HF_BPF_ADDRESS_OF_VARIABLE), EXIT));
	assert_false(KEEPS(PLAIN, WIDE(BPF_REG_1, 7), EXIT));
	assert_true(KEEPS(PLAIN, WIDE(BPF_REG_1, BPF_PSEUDO_MAP_VALUE), EXIT));
	assert_true(KEEPS(PLAIN, CALL(BPF_FUNC_tail_call), EXIT));
	assert_true(KEEPS(SIZED, CALL(BPF_FUNC_loop), EXIT));
	assert_false(KEEPS(SIZED, CALL(BPF_FUNC_tail_call), EXIT));
}

/* An address is no secret, but its content is: docs/threat-model.md. */
static void what_tells_addresses_of_the_kernel(void **state)
{
	(void)state;
	assert_true(KEEPS(CLOSED, CALL(BPF_FUNC_get_stack), EXIT));
	assert_true(KEEPS(CLOSED, CALL(BPF_FUNC_get_stackid), EXIT));
	assert_true(KEEPS(CLOSED, CALL(BPF_FUNC_get_func_ip), EXIT));
	assert_true(KEEPS(CLOSED, CALL(BPF_FUNC_get_current_task), EXIT));
	assert_true(KEEPS(PLAIN, CALL(BPF_FUNC_kallsyms_lookup_name), EXIT));
	assert_true(KEEPS(CLOSED, STORE(BPF_REG_10, BPF_REG_1), EXIT));
	assert_false(KEEPS(CLOSED, CALL(BPF_FUNC_get_current_task), LOAD(BPF_REG_1, BPF_REG_0, 0),
			   EXIT));
}

/* The verifier marks loads by its result, for some helpers. */
static void where_a_socket_is_cast(void **state)
{
	(void)state;
	assert_true(KEEPS(PLAIN, CALL(BPF_FUNC_skc_to_tcp_sock), EXIT));
	assert_true(
		KEEPS(PLAIN, CALL(BPF_FUNC_skc_to_tcp_sock), LOAD(BPF_REG_1, BPF_REG_0, 0), EXIT));
	assert_false(
		KEEPS(CLOSED, CALL(BPF_FUNC_skc_to_tcp_sock), LOAD(BPF_REG_1, BPF_REG_0, 0), EXIT));
	/* The program calls its own functions before the cast, and none after it. */
	assert_true(KEEPS(PLAIN, CALL_BELOW(2), CALL(BPF_FUNC_skc_to_udp6_sock), EXIT, EXIT));
	assert_false(KEEPS(PLAIN, CALL(BPF_FUNC_skc_to_udp6_sock), CALL_BELOW(1), EXIT, EXIT));
	/* A jump, back or ahead, does not change that. */
	assert_false(
		KEEPS(PLAIN, CALL_BELOW(3), CALL(BPF_FUNC_skc_to_udp6_sock), JUMP(-3), EXIT, EXIT));
	assert_false(KEEPS(PLAIN, CALL(BPF_FUNC_skc_to_udp6_sock), JUMP(1), EXIT, CALL_BELOW(1),
			   EXIT, EXIT));
	assert_true(KEEPS(PLAIN, JUMP(2), SET(BPF_REG_0, 1), EXIT, CALL_BELOW(3),
			  CALL(BPF_FUNC_skc_to_udp6_sock), JUMP(-5), EXIT, EXIT));
	assert_true(KEEPS(PLAIN, UNLESS(BPF_REG_1, 2), CALL(BPF_FUNC_skc_to_udp6_sock), EXIT,
			  CALL_BELOW(1), EXIT, EXIT));
	/* A called function does not cast. */
	assert_false(KEEPS(PLAIN, CALL_BELOW(2), CALL_BELOW(3), EXIT,
			   CALL(BPF_FUNC_skc_to_unix_sock), EXIT, EXIT));
	assert_false(
		KEEPS(PLAIN, FUNCTION(2), WALK_MAP, EXIT, CALL(BPF_FUNC_skc_to_unix_sock), EXIT));
	/* In any order of calls, and with other casts. */
	assert_false(KEEPS(PLAIN, CALL_BELOW(4), CALL_BELOW(1), EXIT,
			   CALL(BPF_FUNC_skc_to_unix_sock), EXIT, EXIT));
	assert_false(KEEPS(PLAIN, CALL_BELOW(2), CALL(BPF_FUNC_skc_to_unix_sock), EXIT,
			   CALL(BPF_FUNC_skc_to_unix_sock), EXIT));
	/* It is also refused if a helper may call a function, which finds the cast pointer on the stack. */
	assert_false(KEEPS(PLAIN, CALL(BPF_FUNC_skc_to_unix_sock), FUNCTION(3), CALL(BPF_FUNC_loop),
			   EXIT, CALL_BELOW(1), EXIT, EXIT));
	assert_false(KEEPS(PLAIN, FUNCTION(4), CALL(BPF_FUNC_skc_to_unix_sock), CALL(BPF_FUNC_loop),
			   EXIT, CALL_BELOW(1), EXIT, EXIT));
	assert_true(
		KEEPS(PLAIN, FUNCTION(3), CALL(BPF_FUNC_loop), EXIT, CALL_BELOW(1), EXIT, EXIT));
	assert_false(KEEPS(PLAIN, CALL(BPF_FUNC_skc_to_tcp6_sock),
			   ATOMIC(BPF_REG_2, BPF_REG_0, HF_BPF_LOAD_ACQUIRE), EXIT));
	assert_true(KEEPS(PLAIN, ATOMIC(BPF_REG_2, BPF_REG_0, HF_BPF_LOAD_ACQUIRE), EXIT));
}

static void what_is_loaded_where_the_context_is_closed(void **state)
{
	(void)state;
	assert_true(KEEPS(PLAIN, LOAD(BPF_REG_2, BPF_REG_1, 0), EXIT));
	assert_false(KEEPS(CLOSED, LOAD(BPF_REG_2, BPF_REG_1, 0), EXIT));
	assert_true(KEEPS(CLOSED, LOAD(BPF_REG_2, BPF_REG_10, -8), EXIT));
	assert_false(KEEPS(CLOSED, ATOMIC(BPF_REG_2, BPF_REG_1, HF_BPF_LOAD_ACQUIRE), EXIT));
	assert_true(KEEPS(CLOSED, ATOMIC(BPF_REG_1, BPF_REG_2, BPF_ADD), EXIT));
	assert_false(KEEPS(CLOSED, INSN(BPF_LDX | 0x80 | BPF_W, BPF_REG_2, BPF_REG_1, 0, 0), EXIT));
}

static void what_is_done_with_the_address_of_a_map(void **state)
{
	(void)state;
	/* The usual use: passing it to helpers. */
	assert_true(KEEPS(PLAIN, MAP(BPF_REG_1), CALL(BPF_FUNC_map_lookup_elem),
			  LOAD(BPF_REG_2, BPF_REG_0, 0), EXIT));
	assert_true(KEEPS(PLAIN, MAP(BPF_REG_6), MOVE(BPF_REG_1, BPF_REG_6),
			  CALL(BPF_FUNC_map_lookup_elem), LOAD(BPF_REG_1, BPF_REG_0, 0), EXIT));
	assert_true(KEEPS(PLAIN, MAP(BPF_REG_1), LOAD(BPF_REG_1, BPF_REG_2, 0),
			  LOAD(BPF_REG_3, BPF_REG_1, 0), EXIT));
	/* Loads from that address. */
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_1), LOAD(BPF_REG_2, BPF_REG_1, 0), EXIT));
	assert_false(KEEPS(PLAIN, WIDE(BPF_REG_1, BPF_PSEUDO_MAP_IDX),
			   LOAD(BPF_REG_2, BPF_REG_1, 0), EXIT));
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_1), MOVE(BPF_REG_2, BPF_REG_1),
			   LOAD(BPF_REG_3, BPF_REG_2, 0), EXIT));
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_1), MOVE(BPF_REG_1, BPF_REG_1),
			   LOAD(BPF_REG_2, BPF_REG_1, 0), EXIT));
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_1), SET(BPF_REG_2, 0), ADD_REG(BPF_REG_2, BPF_REG_1),
			   LOAD(BPF_REG_3, BPF_REG_2, 0), EXIT));
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_1), ADD(BPF_REG_1, 0), LOAD(BPF_REG_3, BPF_REG_1, 0),
			   EXIT));
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_1), ATOMIC(BPF_REG_2, BPF_REG_1, HF_BPF_LOAD_ACQUIRE),
			   EXIT));
	/* An atomic operation writes to one register, or to none. */
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_0), ATOMIC(BPF_REG_10, BPF_REG_1, BPF_ADD),
			   LOAD(BPF_REG_2, BPF_REG_0, 0), EXIT));
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_0), ATOMIC(BPF_REG_10, BPF_REG_1, BPF_XCHG),
			   LOAD(BPF_REG_2, BPF_REG_0, 0), EXIT));
	assert_true(KEEPS(PLAIN, MAP(BPF_REG_0), ATOMIC(BPF_REG_10, BPF_REG_1, BPF_CMPXCHG),
			  LOAD(BPF_REG_2, BPF_REG_0, 0), EXIT));
	/* Ways to lose a checker that follows the address. */
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_1), STORE(BPF_REG_10, BPF_REG_1), EXIT));
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_1), ATOMIC(BPF_REG_10, BPF_REG_1, BPF_XCHG), EXIT));
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_2), CALL_BELOW(1), EXIT, EXIT));
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_0), EXIT));
	assert_true(KEEPS(PLAIN, MAP(BPF_REG_6), CALL_BELOW(1), EXIT, EXIT));
}

static void what_is_held_across_jumps(void **state)
{
	(void)state;
	assert_true(KEEPS(PLAIN, MAP(BPF_REG_6), UNLESS(BPF_REG_1, 1),
			  LOAD(BPF_REG_2, BPF_REG_1, 0), MOVE(BPF_REG_1, BPF_REG_6),
			  CALL(BPF_FUNC_map_lookup_elem), EXIT));
	assert_false(KEEPS(PLAIN, MAP(BPF_REG_6), UNLESS(BPF_REG_1, 1), SET(BPF_REG_6, 0),
			   LOAD(BPF_REG_2, BPF_REG_6, 0), EXIT));
	/* Only after a jump that carries it there; also after several jumps. */
	assert_true(KEEPS(PLAIN, MAP(BPF_REG_6), UNLESS(BPF_REG_1, 2), UNLESS(BPF_REG_1, 2),
			  MOVE(BPF_REG_1, BPF_REG_6), MOVE(BPF_REG_1, BPF_REG_6), SET(BPF_REG_6, 0),
			  LOAD(BPF_REG_2, BPF_REG_6, 0), EXIT));
	/* The load stands before what makes it one from a map. */
	assert_false(KEEPS(PLAIN, JUMP(3), LOAD(BPF_REG_2, BPF_REG_6, 0), SET(BPF_REG_0, 1), EXIT,
			   MAP(BPF_REG_6), JUMP(-6)));
	/* By then the register holds something else, so no third pass is needed. */
	assert_false(KEEPS(PLAIN, JUMP(3), LOAD(BPF_REG_2, BPF_REG_7, 0), SET(BPF_REG_0, 1), EXIT,
			   JUMP(2), MOVE(BPF_REG_7, BPF_REG_6), JUMP(-6), MAP(BPF_REG_6),
			   JUMP(-5)));
}

static void what_a_callback_is_given(void **state)
{
	(void)state;
#define WALK WALK_MAP, EXIT
	assert_false(KEEPS(PLAIN, WALK, LOAD(BPF_REG_2, BPF_REG_1, 0), EXIT));
	assert_false(KEEPS(PLAIN, WALK, MOVE(BPF_REG_1, BPF_REG_1), LOAD(BPF_REG_2, BPF_REG_1, 0),
			   EXIT));
	assert_false(KEEPS(PLAIN, WALK, MOVE(BPF_REG_6, BPF_REG_1), LOAD(BPF_REG_2, BPF_REG_6, 0),
			   EXIT));
	assert_false(KEEPS(PLAIN, EXIT, LOAD(BPF_REG_2, BPF_REG_1, 0), WALK));
	assert_true(KEEPS(PLAIN, WALK, LOAD(BPF_REG_2, BPF_REG_3, 0), EXIT));
	assert_false(KEEPS(PLAIN, CALL(BPF_FUNC_timer_set_callback), EXIT,
			   LOAD(BPF_REG_2, BPF_REG_1, 0), EXIT));
	/* The program itself is one. */
	assert_false(KEEPS(PLAIN, LOAD(BPF_REG_2, BPF_REG_1, 0), FUNCTION(-2), WALK));
	assert_true(KEEPS(PLAIN, LOAD(BPF_REG_2, BPF_REG_1, 0), FUNCTION(3), WALK, EXIT));
	/* Elsewhere the first argument is what the program gave. */
	assert_true(KEEPS(PLAIN, CALL_BELOW(1), EXIT, LOAD(BPF_REG_2, BPF_REG_1, 0), EXIT));
}

static void which_types_are_listed(void **state)
{
	(void)state;
	assert_int_equal(hf_bpf_context_of(BPF_PROG_TYPE_XDP), HF_BPF_PLAIN);
	assert_int_equal(hf_bpf_context_of(BPF_PROG_TYPE_SYSCALL), HF_BPF_SIZED);
	assert_int_equal(hf_bpf_context_of(BPF_PROG_TYPE_PERF_EVENT), HF_BPF_CLOSED);
	assert_int_equal(hf_bpf_context_of(HF_BPF_TYPE_NETFILTER), HF_BPF_CLOSED);
	assert_int_equal(hf_bpf_context_of(BPF_PROG_TYPE_UNSPEC), HF_BPF_UNLISTED);
	assert_int_equal(hf_bpf_context_of(HF_BPF_TYPES), HF_BPF_UNLISTED);
	assert_true(hf_bpf_is_attach_listed(BPF_PROG_TYPE_KPROBE, 0));
	assert_false(hf_bpf_is_attach_listed(BPF_PROG_TYPE_KPROBE, BPF_TRACE_KPROBE_MULTI));
	assert_false(hf_bpf_is_attach_listed(BPF_PROG_TYPE_KPROBE, 56));
	assert_true(hf_bpf_is_attach_listed(BPF_PROG_TYPE_KPROBE, 48));
	assert_true(hf_bpf_is_attach_listed(BPF_PROG_TYPE_XDP, BPF_XDP));
	assert_false(hf_bpf_is_attach_listed(BPF_PROG_TYPE_XDP, BPF_XDP + 256));
	/* Of another type; of none. */
	assert_false(hf_bpf_is_attach_listed(BPF_PROG_TYPE_XDP, BPF_CGROUP_INET_EGRESS));
	assert_false(hf_bpf_is_attach_listed(BPF_PROG_TYPE_UNSPEC, BPF_TRACE_KPROBE_MULTI));
	assert_true(hf_bpf_is_attach_listed(BPF_PROG_TYPE_STRUCT_OPS, 5));
}

/* The kernel's headers agree, as far as they have the names. */
static void each_helper_is_in_a_group_once(void **state)
{
	static const char *const names[] = {
#define BPF_HELPER(number, name, GROUP) [number] = #name,
#include "bpf_surface.def"
	};
#define BPF_NAME(name, ...) #name
	static const char *const known[] = { __BPF_FUNC_MAPPER(BPF_NAME) };
	unsigned int entries = 0;

	(void)state;
	assert_int_equal(COUNT(names), HF_BPF_HELPERS);
	assert_true(COUNT(known) <= COUNT(names));
#define BPF_HELPER(number, name, GROUP) entries++;
#include "bpf_surface.def"
	assert_int_equal(entries, HF_BPF_HELPERS - 1);
	for (size_t i = 1; i < COUNT(names); i++)
		assert_non_null(names[i]);
	for (size_t i = 1; i < COUNT(known); i++)
		assert_string_equal(names[i], known[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_helpers_and_kfuncs_are_called),
		cmocka_unit_test(what_tells_addresses_of_the_kernel),
		cmocka_unit_test(where_a_socket_is_cast),
		cmocka_unit_test(what_is_loaded_where_the_context_is_closed),
		cmocka_unit_test(what_is_done_with_the_address_of_a_map),
		cmocka_unit_test(what_is_held_across_jumps),
		cmocka_unit_test(what_a_callback_is_given),
		cmocka_unit_test(which_types_are_listed),
		cmocka_unit_test(each_helper_is_in_a_group_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
