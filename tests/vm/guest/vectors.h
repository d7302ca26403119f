/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_TEST_VECTORS_H
#define HOLDFAST_TEST_VECTORS_H

/* One of core/vectors.def, and the argument of the BPF program that decides it. */
struct vector {
	unsigned int level;
	int reason;
	unsigned int place;
	unsigned int got;
};

#endif
