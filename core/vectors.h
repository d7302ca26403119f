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
#define RANGES(...) { .count = sizeof((struct hf_range[]){ __VA_ARGS__ }) / \
			       sizeof(struct hf_range),			    \
		      .ranges = { __VA_ARGS__ } }
/* 64 of one, ten apart. */
#define FULL \
	RANGES({ 0, 1 }, { 10, 1 }, { 20, 1 }, { 30, 1 }, { 40, 1 }, { 50, 1 }, \
	       { 60, 1 }, { 70, 1 }, { 80, 1 }, { 90, 1 }, { 100, 1 }, { 110, 1 }, \
	       { 120, 1 }, { 130, 1 }, { 140, 1 }, { 150, 1 }, { 160, 1 }, { 170, 1 }, \
	       { 180, 1 }, { 190, 1 }, { 200, 1 }, { 210, 1 }, { 220, 1 }, { 230, 1 }, \
	       { 240, 1 }, { 250, 1 }, { 260, 1 }, { 270, 1 }, { 280, 1 }, { 290, 1 }, \
	       { 300, 1 }, { 310, 1 }, { 320, 1 }, { 330, 1 }, { 340, 1 }, { 350, 1 }, \
	       { 360, 1 }, { 370, 1 }, { 380, 1 }, { 390, 1 }, { 400, 1 }, { 410, 1 }, \
	       { 420, 1 }, { 430, 1 }, { 440, 1 }, { 450, 1 }, { 460, 1 }, { 470, 1 }, \
	       { 480, 1 }, { 490, 1 }, { 500, 1 }, { 510, 1 }, { 520, 1 }, { 530, 1 }, \
	       { 540, 1 }, { 550, 1 }, { 560, 1 }, { 570, 1 }, { 580, 1 }, { 590, 1 }, \
	       { 600, 1 }, { 610, 1 }, { 620, 1 }, { 630, 1 })
#define DIGEST(n) { [0 ... HF_DIGEST_WORDS - 1] = (n) }
#define PROGRAMS(...) { .count = 1, .programs = { __VA_ARGS__ } }
// clang-format on

#endif
