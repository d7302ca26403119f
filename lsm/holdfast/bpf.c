// SPDX-License-Identifier: GPL-2.0
/*
 * Holdfast: which BPF programs keep to the list of harmless ones at confidentiality, and which have
 * an argument that the kernel takes for larger than it is.
 */
#include <linux/array_size.h>
#include <linux/bpf.h>
#include <linux/btf.h>
#include <linux/lsm_hooks.h>
#include <linux/security.h>

#include "core/bpf_argument.h"
#include "core/bpf_look.h"
#include "holdfast.h"

/**
 * look_at_all - look at each instruction of a program
 * @look: the look, which has begun
 * @prog: the program, before the verifier
 */
static void look_at_all(struct hf_bpf_look *look, const struct bpf_prog *prog)
{
	u32 i;

	for (i = 0; i < prog->len; i++)
		hf_bpf_look_at(look, &prog->insnsi[i]);
}

/**
 * keeps_to_list - whether the list allows a program with all its calls and loads
 * @prog: the program, before the verifier
 *
 * Return: true if it is.
 */
static bool keeps_to_list(const struct bpf_prog *prog)
{
	unsigned int context = hf_bpf_context_of(prog->type), looks = 0;
	struct hf_bpf_look look;

	if (context == HF_BPF_UNLISTED ||
	    !hf_bpf_is_attach_listed(prog->type, prog->expected_attach_type))
		return false;
	hf_bpf_begin(&look, context);
	do
		look_at_all(&look, prog);
	while (++looks < HF_BPF_LOOKS && hf_bpf_begin_again(&look));
	return hf_bpf_keeps_to_list(&look);
}

/**
 * is_sized - whether an argument of a function is a number or the context of a packet
 * @target: the program with the function
 * @id: the argument's type
 *
 * Return: true if it is.
 */
static bool is_sized(const struct bpf_prog *target, u32 id)
{
	const struct btf *btf = target->aux->btf;
	const struct btf_type *type = btf_type_skip_modifiers(btf, id, NULL);

	if (btf_type_is_int(type) || btf_is_any_enum(type))
		return true;
	if (!btf_type_is_ptr(type))
		return false;
	type = btf_type_skip_modifiers(btf, type->type, NULL);
	return __btf_type_is_struct(type) &&
	       hf_bpf_is_packet(target->type, btf_name_by_offset(btf, type->name_off));
}

/**
 * replaces_memory - whether a program replaces a function that takes other pointers
 * @prog: the program, before the verifier
 *
 * Return: true if it does, and if the function is not known.
 */
static bool replaces_memory(const struct bpf_prog *prog)
{
	const struct bpf_prog *target = prog->aux->dst_prog;
	const struct btf_type *type;
	u32 i;

	if (!target || !target->aux->btf)
		return true;
	type = btf_type_by_id(target->aux->btf, prog->aux->attach_btf_id);
	type = type && btf_type_is_func(type) ? btf_type_by_id(target->aux->btf, type->type) : NULL;
	if (!type)
		return true;
	for (i = 0; i < btf_type_vlen(type); i++)
		if (!is_sized(target, btf_params(type)[i].type))
			return true;
	return false;
}

/**
 * calls_another - whether a program may call another one
 * @prog: the program, before the verifier
 *
 * Return: true if it may.
 */
static bool calls_another(const struct bpf_prog *prog)
{
	const struct bpf_insn *insn = prog->insnsi;
	u32 i;

	for (i = 0; i < prog->len; i++, insn++)
		if (insn->code == (BPF_JMP | BPF_CALL) && !insn->src_reg &&
		    insn->imm == BPF_FUNC_tail_call)
			return true;
	return false;
}

/**
 * has_larger_argument - whether the kernel may take an argument for larger than it is
 * @prog: the program, before the verifier
 *
 * Return: true if it may.
 */
static bool has_larger_argument(const struct bpf_prog *prog)
{
	if (prog->type == BPF_PROG_TYPE_EXT)
		return replaces_memory(prog);
	return hf_bpf_is_measured(prog->type, prog->expected_attach_type) && calls_another(prog);
}

/**
 * guard_load - decide about a program before the verifier
 * @prog: the program
 * @attr: the request
 * @token: the BPF token that it comes with, or NULL
#if !SERIES_6_12
 * @kernel: whether the kernel itself asks
#endif
 *
 * Where the list cannot decide, the verifier asks, at each load by a typed pointer.
 *
 * Return: 0, or the answer of security_locked_down() if the kernel may take the program's argument
 * for larger than it is, or if the program does not keep to the list.
 */
#if SERIES_6_12
static int guard_load(struct bpf_prog *prog, union bpf_attr *attr, struct bpf_token *token)
#else
static int guard_load(struct bpf_prog *prog, union bpf_attr *attr, struct bpf_token *token,
		      bool kernel)
#endif
{
	int err = has_larger_argument(prog) ? security_locked_down(LOCKDOWN_BPF_ARGUMENT) : 0;

	if (err)
		return err;
	return keeps_to_list(prog) ? 0 : security_locked_down(LOCKDOWN_BPF_TYPED_READ);
}

static struct security_hook_list bpf_hooks[] __ro_after_init = {
	LSM_HOOK_INIT(bpf_prog_load, guard_load),
};

/**
 * holdfast_init_bpf - take the hook before the verifier
 * @id: of this module
 */
void __init holdfast_init_bpf(const struct lsm_id *id)
{
	security_add_hooks(bpf_hooks, ARRAY_SIZE(bpf_hooks), id);
}
