/* SPDX-License-Identifier: GPL-2.0 */
/* From numbers to words and back. A misspelt word never means another one. */
#ifndef HOLDFAST_BASE_NAMES_H
#define HOLDFAST_BASE_NAMES_H

#include <stdbool.h>

#include "decide.h"
#include "engine_abi.h"

/* The facts of reasons.def on a reason. */
struct reason_text {
	const char *name;
	const char *kernel_name; /* without LOCKDOWN_ */
	bool own;		 /* holdfast's own: no kernel has that name */
	enum hf_level level;
	const char *since; /* release of the kernel, or of holdfast */
	const char *summary;
	const char *loss;
	const char *tools;
	const char *gives; /* after "a program with an exception can"; "": there is none */
};

extern const struct reason_text reason_texts[HF_REASONS];

/* A digest of the names in their order. Builds with the same digest agree on the numbers of the reasons. */
unsigned int reasons_digest(void);

const char *level_name(unsigned int level); /* "unknown": it is none of ours */
const char *verdict_name(unsigned int verdict);
const char *engine_name(unsigned int engine);

/* The number of one of those words, below @count, or -1. */
int find_word(const char *word, const char *(*name)(unsigned int), unsigned int count);

/*
 * The reason of that name, or HF_REASON_UNKNOWN: a name that this version does not know may be a newer kernel's.
 */
int find_reason(const char *name);

/*
 * Both return 0, or -1 after saying on stderr that the name is unknown, and which names are valid. A forced build knows
 * no level below its own.
 */
int parse_level(const char *name, enum hf_level *level);
int parse_reason(const char *name, enum hf_reason *reason);

/*
 * Marks in @wanted the reasons that a command line names, or all of them if it names none.
 * Returns 0, or -1 as parse_reason() does.
 */
int parse_reasons(int argc, char **argv, bool wanted[HF_REASONS]);

#endif
