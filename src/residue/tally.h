/* SPDX-License-Identifier: GPL-2.0 */
/* The report of `holdfast lock` on residue, and its decision whether to lock in spite of it. */
#ifndef HOLDFAST_RESIDUE_TALLY_H
#define HOLDFAST_RESIDUE_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <jansson.h>

struct residue_tally {
	bool looked;
	size_t found;
	size_t unknown; /* places that were not looked at */
};

/*
 * Looks for residue: everywhere with @must_be_clean, and else where that is cheap. Returns 0, or, with
 * @must_be_clean, -1 after naming the residue and the gaps.
 */
int residue_check(bool must_be_clean, struct residue_tally *tally);

/* Prints a line for lock, or nothing if it has not looked. */
void print_residue_tally(const struct residue_tally *tally);

/* @number, or null if it has not looked. */
json_t *residue_tally_json(const struct residue_tally *tally, size_t number);

#endif
