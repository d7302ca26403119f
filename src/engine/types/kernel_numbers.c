// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <string.h>

#include "engine/types/kernel_numbers.h"
#include "kernel/reasons.h"

#define PREFIX "LOCKDOWN_"

/* The kernel's name of each reason; those of ours have none. */
static const char *const names[HF_REASONS] = {
#define REASON(NAME, ...) [HF_REASON_##NAME] = #NAME,
#define OWN_REASON(...)
#include "reasons.def"
#undef REASON
};

static struct kernel_numbers found;

_Static_assert(HF_REASON_UNKNOWN <= 0xff, "a reason fits into a byte");

static void clear_found(void)
{
	memset(&found, 0, sizeof(found));
	memset(found.reasons, HF_REASON_UNKNOWN, sizeof(found.reasons));
}

/* The kernel asks about no number below 1. */
static void note_number(const char *name, int number)
{
	if (!strcmp(name, "INTEGRITY_MAX"))
		found.integrity_max = number;
	if (!strcmp(name, "CONFIDENTIALITY_MAX"))
		found.confidentiality_max = number;
	for (int reason = 0; reason < HF_REASONS; reason++)
		if (names[reason] && !strcmp(name, names[reason]) && number > 0 &&
		    number < HF_NUMBERS)
			found.reasons[number] = (unsigned char)reason;
}

void kernel_numbers_note(const struct kernel_types *types, unsigned int id)
{
	const struct btf_type *type = kernel_type(types, id);

	if (!btf_is_enum(type) || strcmp(kernel_type_string(types, type->name_off), KERNEL_NUMBERS))
		return;
	clear_found();
	for (int i = 0; i < btf_vlen(type); i++) {
		const char *name = kernel_type_string(types, btf_enum(type)[i].name_off);

		if (!strncmp(name, PREFIX, strlen(PREFIX)))
			note_number(name + strlen(PREFIX), btf_enum(type)[i].val);
	}
}

void kernel_numbers_find(void)
{
	static const char *const bounds[] = { "INTEGRITY_MAX", "CONFIDENTIALITY_MAX" };

	clear_found();
	for (int i = 0; i < 2; i++)
		note_number(bounds[i], kernel_reason_number(bounds[i]));
	for (int reason = 0; reason < HF_REASONS; reason++)
		if (names[reason])
			note_number(names[reason], kernel_reason_number(names[reason]));
}

int kernel_numbers_get(struct kernel_numbers *numbers)
{
	if (found.integrity_max <= 0 || found.confidentiality_max <= found.integrity_max)
		return -ESRCH;
	*numbers = found;
	return 0;
}
