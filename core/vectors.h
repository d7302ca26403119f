/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_VECTORS_H
#define HOLDFAST_VECTORS_H

#include "decide.h"
#include "exception.h"

/* One of core/vectors.def, and the argument of a program that decides it. */
struct vector {
	hf_reason_set audited;
	hf_reason_set allowed;
	unsigned int level;
	int reason;
	unsigned int place;
	unsigned int got;
};

/* As vectors.def writes sets of reasons. */
#define ALL	   (~0ULL)
#define ONLY(NAME) (1ULL << HF_REASON_##NAME)

struct exception_vector {
	struct hf_exception exception;
	struct hf_range detail;
	unsigned int got;
};

struct given_vector {
	struct hf_exception exception;
	unsigned int digest[HF_DIGEST_WORDS];
	unsigned int got;
};

/* As they are: clang-format takes an initializer for a block of statements. */
// clang-format off
#define NO_RANGES   { .count = 0 }
#define RANGES(...) { .count = sizeof((struct hf_range[]){ __VA_ARGS__ }) / sizeof(struct hf_range), \
		      .ranges = { __VA_ARGS__ } }
/* 64 of one, ten apart. */
#define EIGHT(n)                                                                             \
	{ (n), 1 }, { (n) + 10, 1 }, { (n) + 20, 1 }, { (n) + 30, 1 }, { (n) + 40, 1 },      \
		{ (n) + 50, 1 }, { (n) + 60, 1 }, { (n) + 70, 1 }
#define FULL RANGES(EIGHT(0), EIGHT(80), EIGHT(160), EIGHT(240), EIGHT(320), EIGHT(400), \
		    EIGHT(480), EIGHT(560))
#define DIGEST(n) { (n), (n), (n), (n), (n), (n), (n), (n) }
#define PROGRAMS(...) { .count = 1, .programs = { __VA_ARGS__ } }
// clang-format on

#endif
