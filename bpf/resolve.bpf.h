/* SPDX-License-Identifier: GPL-2.0 */
/*
 * From the running kernel's number to our reason. The numbers change from kernel to kernel; a build
 * with fixed numbers would mistake the number of kcore for that of a harmless reason. So the loader
 * looks the names up in the kernel's own types.
 */
#ifndef HOLDFAST_RESOLVE_BPF_H
#define HOLDFAST_RESOLVE_BPF_H

#include "kernel.bpf.h"
#include "engine_abi.h"

/* Set by the loader, which loads nothing without it. */
const volatile unsigned char reason_of_number[HF_NUMBERS];
const volatile int integrity_max, confidentiality_max;

static __always_inline int resolve_reason(int number)
{
	__u32 place = (__u32)number;

	return place < HF_NUMBERS ? reason_of_number[place] : HF_REASON_UNKNOWN;
}

static __always_inline enum hf_level resolve_place(int number)
{
	return hf_place(number, integrity_max, confidentiality_max);
}

#endif
