// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "policy/text/msr_names.h"

struct msr_name {
	const char *name;
	unsigned int number;
};

static const struct msr_name names[] = {
#define MSR(NAME, number) { #NAME, number },
#include "policy/text/msr_names.def"
};

static int compare_names(const void *wanted, const void *entry)
{
	return strcmp(wanted, ((const struct msr_name *)entry)->name);
}

bool find_msr(const char *name, unsigned int *number)
{
	const struct msr_name *found =
		bsearch(name, names, sizeof(names) / sizeof(*names), sizeof(*names), compare_names);

	if (found)
		*number = found->number;
	return found;
}
