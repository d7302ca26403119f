/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Which BPF programs overrule security hooks: what one returns above 0 skips the hook of every
 * security module wherever the caller tests for < 0 only, as those of bpf(2) do.
 */
#ifndef HOLDFAST_MODIFIES_HOOK_BPF_H
#define HOLDFAST_MODIFIES_HOOK_BPF_H

#include "exe_path.bpf.h"

/* Of fmod_ret programs. */
#define HOOK_PREFIX	"security_"
#define HOOK_PREFIX_LEN (sizeof(HOOK_PREFIX) - 1)
/* Of LSM programs: the hooks of bpf(2), and the decision's. */
#define LSM_BPF		    "bpf_lsm_bpf"
#define LSM_BPF_LEN	    (sizeof(LSM_BPF) - 1)
#define LSM_LOCKED_DOWN	    "bpf_lsm_locked_down"
#define LSM_LOCKED_DOWN_LEN (sizeof(LSM_LOCKED_DOWN) - 1)
/* And others that a guard of ours is on, and that are tested for < 0: move_mount(2), copying credentials, kexec_load(2). */
#define LSM_MOVE_MOUNT	     "bpf_lsm_move_mount"
#define LSM_MOVE_MOUNT_LEN   (sizeof(LSM_MOVE_MOUNT) - 1)
#define LSM_CRED_PREPARE     "bpf_lsm_cred_prepare"
#define LSM_CRED_PREPARE_LEN (sizeof(LSM_CRED_PREPARE) - 1)
#define LSM_LOAD_DATA	     "bpf_lsm_kernel_load_data"
#define LSM_LOAD_DATA_LEN    (sizeof(LSM_LOAD_DATA) - 1)
#define LSM_NAME_LEN	     LSM_LOAD_DATA_LEN

/*
 * Since Linux 6.12 the verifier refuses an LSM program that returns anything but 0 and errors: it can only
 * refuse, too. One on a cgroup still says by bpf_set_retval() what it likes. Set by the loader.
 */
const volatile bool lsm_can_only_refuse = 0;

static __always_inline bool returns_what_it_likes(struct bpf_prog *prog)
{
	return !lsm_can_only_refuse || LOAD(prog, expected_attach_type) == BPF_LSM_CGROUP;
}

/*
 * fmod_ret programs on a security hook return what they like. So do these LSM programs, and the last to come
 * is the first to run; before Linux 6.12 nobody else has one on the hooks of bpf(2). Where names cannot be
 * read, every fmod_ret program counts as one: it attaches to little else.
 */
static __always_inline bool modifies_hook(struct bpf_prog *prog)
{
	bool modifies = LOAD(prog, type) == BPF_PROG_TYPE_TRACING &&
			LOAD(prog, expected_attach_type) == BPF_MODIFY_RETURN;
	char name[LSM_NAME_LEN + 1] = {};

	if (!modifies && (LOAD(prog, type) != BPF_PROG_TYPE_LSM || !returns_what_it_likes(prog)))
		return false;
	if (!can_read_kernel)
		return modifies;
	if (bpf_probe_read_kernel_str(name, sizeof(name), LOAD2(prog, aux, attach_func_name)) < 0)
		return true;
	if (modifies)
		return !bpf_strncmp(name, HOOK_PREFIX_LEN, HOOK_PREFIX);
	return !bpf_strncmp(name, LSM_BPF_LEN, LSM_BPF) ||
	       !bpf_strncmp(name, LSM_LOCKED_DOWN_LEN, LSM_LOCKED_DOWN) ||
	       !bpf_strncmp(name, LSM_MOVE_MOUNT_LEN, LSM_MOVE_MOUNT) ||
	       !bpf_strncmp(name, LSM_CRED_PREPARE_LEN, LSM_CRED_PREPARE) ||
	       !bpf_strncmp(name, LSM_LOAD_DATA_LEN, LSM_LOAD_DATA);
}

#endif
