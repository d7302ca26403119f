/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_TEST_VECTORS_H
#define HOLDFAST_TEST_VECTORS_H

/* One of core/vectors.def, and the argument of the BPF program that decides it. */
struct vector {
	unsigned long long audited;
	unsigned int level;
	int reason;
	unsigned int place;
	unsigned int got;
};

/* As vectors.def writes sets of reasons. */
#define ALL	   (~0ULL)
#define ONLY(NAME) (1ULL << HF_REASON_##NAME)

#endif
