// SPDX-License-Identifier: GPL-2.0
#include <inttypes.h>
#include <stdio.h>

#include "count.h"

void count_program(struct counts *counts, const struct program *program, enum verdict verdict,
		   bool ran)
{
	counts->made++;
	counts->ran += ran;
	counts->run[program->kind - kinds] += ran;
	if (verdict != ACCEPTED) {
		*(verdict == REFUSED_BY_LOCK ? &counts->by_lock : &counts->by_verifier) += 1;
		counts->refused[program->kind - kinds]++;
		return;
	}
	counts->accepted++;
	counts->kinds[program->kind - kinds]++;
	for (unsigned int i = 0; i < program->called_count; i++)
		counts->helpers[program->called[i]]++;
}

unsigned int accepted_share(const struct counts *counts)
{
	return counts->made ? (unsigned int)(counts->accepted * 100 / counts->made) : 0;
}

void print_counts(const struct counts *counts, const char *phase)
{
	unsigned int reached = 0;

	printf("%s: %" PRIu64 " programs made, %" PRIu64 " accepted (%u %%), %" PRIu64
	       " refused by the lock (EPERM), %" PRIu64 " by the verifier, %" PRIu64 " run\n",
	       phase, counts->made, counts->accepted, accepted_share(counts), counts->by_lock,
	       counts->by_verifier, counts->ran);
	printf("%s: kinds, accepted of all, and run:", phase);
	for (unsigned int i = 0; i < kinds_count; i++)
		if (counts->kinds[i] + counts->refused[i])
			printf(" %s %" PRIu64 "/%" PRIu64 ",%" PRIu64, kinds[i].name,
			       counts->kinds[i], counts->kinds[i] + counts->refused[i],
			       counts->run[i]);
	printf("\n%s: helpers, calls in accepted programs:", phase);
	for (unsigned int i = 0; i < MAX_HELPERS; i++) {
		if (counts->helpers[i])
			printf(" %s %" PRIu64, helpers[i].name, counts->helpers[i]);
		reached += counts->helpers[i] != 0;
	}
	printf("\n%s: %u helpers reached\n", phase, reached);
	fflush(stdout);
}
