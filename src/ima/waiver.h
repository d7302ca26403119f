/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A kernel with the keyring .ima does not ask its lockdown about an image for kexec that IMA "is guaranteed to
 * appraise" (kimage_validate_signature() in kernel/kexec_file.c). It takes any rule that asks for signatures for a
 * guarantee, even one with conditions. So a rule for some files lets every image pass without a signature.
 */
#ifndef HOLDFAST_IMA_WAIVER_H
#define HOLDFAST_IMA_WAIVER_H

#include "ima/kernel.h"

enum ima_waiver {
	IMA_WAIVER_NONE, /* the lock is asked about each image that has no signature of its own */
	IMA_WAIVER_VERIFIED, /* IMA verifies each image, and nobody can change that */
	IMA_WAIVER_LOADABLE, /* root can load rules by which no image is verified */
	IMA_WAIVER_HOLE,     /* such rules are in force */
	IMA_WAIVER_UNKNOWN,  /* the rules in force cannot be read */
};

enum ima_waiver ima_find_waiver(const struct ima_kernel *kernel);

const char *ima_waiver_name(enum ima_waiver waiver);

#endif
