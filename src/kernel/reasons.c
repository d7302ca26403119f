// SPDX-License-Identifier: GPL-2.0
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <bpf/btf.h>

#include "kernel/reasons.h"

#define PREFIX "LOCKDOWN_"

static struct btf *kernel_btf;

/* The enum's type, kept until exit; NULL: the kernel has no BTF or no such enum. */
static const struct btf_type *find_enum(void)
{
	static const struct btf_type *found;
	int id;

	if (found)
		return found;
	kernel_btf = btf__load_vmlinux_btf();
	if (!kernel_btf)
		return NULL;
	id = btf__find_by_name_kind(kernel_btf, "lockdown_reason", BTF_KIND_ENUM);
	if (id > 0)
		found = btf__type_by_id(kernel_btf, id);
	return found;
}

int kernel_reason_number(const char *kernel_name)
{
	const struct btf_type *type = find_enum();

	if (!type)
		return -ENOENT;
	for (int i = 0; i < btf_vlen(type); i++) {
		const struct btf_enum *value = btf_enum(type) + i;
		const char *name = btf__name_by_offset(kernel_btf, value->name_off);

		if (!strncmp(name, PREFIX, strlen(PREFIX)) &&
		    !strcmp(name + strlen(PREFIX), kernel_name))
			return value->val;
	}
	return 0;
}

void kernel_reason_name(int number, char *name, size_t size)
{
	const struct btf_type *type = find_enum();

	for (int i = 0; type && i < btf_vlen(type); i++) {
		const struct btf_enum *value = btf_enum(type) + i;
		const char *text = btf__name_by_offset(kernel_btf, value->name_off);

		if (value->val != number || strncmp(text, PREFIX, strlen(PREFIX)))
			continue;
		snprintf(name, size, "%s", text + strlen(PREFIX));
		for (char *c = name; *c; c++)
			*c = (char)(*c == '_' ? '-' : tolower((unsigned char)*c));
		return;
	}
	snprintf(name, size, "number-%d", number);
}
