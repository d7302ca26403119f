/* SPDX-License-Identifier: GPL-2.0 */
/* Counts a run's coverage. */
#ifndef HOLDFAST_TESTS_RANDOM_COUNT_H
#define HOLDFAST_TESTS_RANDOM_COUNT_H

#include <stdbool.h>
#include <stdint.h>

#include "run_program.h"

struct counts {
	uint64_t made, accepted, by_lock, by_verifier, ran;
	uint64_t kinds[MAX_KINDS], refused[MAX_KINDS], run[MAX_KINDS], helpers[MAX_HELPERS];
};

void count_program(struct counts *counts, const struct program *program, enum verdict verdict,
		   bool ran);

/* Prints them, each line with @phase in front. */
void print_counts(const struct counts *counts, const char *phase);

/* The percentage of generated programs that were accepted. */
unsigned int accepted_share(const struct counts *counts);

#endif
