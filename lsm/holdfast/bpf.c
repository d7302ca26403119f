// SPDX-License-Identifier: GPL-2.0
/* Holdfast: which BPF programs keep to the list of harmless ones at confidentiality. */
#include <linux/array_size.h>
#include <linux/bpf.h>
#include <linux/lsm_hooks.h>
#include <linux/security.h>

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
 * Return: 0, or the answer of security_locked_down() if the program does not keep to the list.
 */
#if SERIES_6_12
static int guard_load(struct bpf_prog *prog, union bpf_attr *attr, struct bpf_token *token)
#else
static int guard_load(struct bpf_prog *prog, union bpf_attr *attr, struct bpf_token *token,
		      bool kernel)
#endif
{
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
