// SPDX-License-Identifier: GPL-2.0
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "engine/types/reduced_types.h"

struct reduction {
	const struct kernel_types *types;
	const struct name_set *members;
	unsigned int *numbers; /* the new id of each kernel type, by its old id; 0: none */
	unsigned int *ids;     /* the old id of each new one; the first new id is 1 */
	size_t count;
	FILE *records, *strings;
	unsigned int strings_len;
};

/* Our TYPE___FLAVOR stands for the kernel's TYPE. */
static size_t essential_len(const char *name)
{
	const char *flavor = strstr(name, "___");

	return flavor && flavor != name ? (size_t)(flavor - name) : strlen(name);
}

bool is_named_type(const struct btf_type *type)
{
	return btf_is_composite(type) || btf_is_any_enum(type) || btf_is_typedef(type);
}

static void ask_for_members(struct name_set *members, const struct btf *object,
			    const struct btf_type *type)
{
	for (int i = 0; i < btf_vlen(type); i++) {
		const char *name = btf__name_by_offset(object, btf_members(type)[i].name_off);

		name_set_add(members, name, strlen(name));
	}
}

void ask_for_types(struct name_set *names, struct name_set *members, const struct btf *object)
{
	for (unsigned int id = 1; id < btf__type_cnt(object); id++) {
		const struct btf_type *type = btf__type_by_id(object, id);
		const char *name = btf__name_by_offset(object, type->name_off);

		if (btf_is_composite(type))
			ask_for_members(members, object, type);
		if (*name && is_named_type(type))
			name_set_add(names, name, essential_len(name));
	}
}

/* Nothing asks for a type without a size; void takes its place. */
static bool is_of_data(const struct btf_type *type)
{
	return !btf_is_func(type) && !btf_is_func_proto(type) && !btf_is_var(type) &&
	       !btf_is_datasec(type) && !btf_is_decl_tag(type);
}

/* The new id of a type, which gets the next one if it has none yet. */
static unsigned int number(struct reduction *r, unsigned int id)
{
	if (!id || id > r->types->count || !is_of_data(kernel_type(r->types, id)))
		return 0;
	if (!r->numbers[id]) {
		r->ids = must_grow(r->ids, r->count, sizeof(*r->ids));
		r->ids[r->count++] = id;
		r->numbers[id] = (unsigned int)r->count;
	}
	return r->numbers[id];
}

static unsigned int put_string(struct reduction *r, unsigned int offset)
{
	const char *text = kernel_type_string(r->types, offset);
	unsigned int at = r->strings_len;
	size_t size = strlen(text) + 1;

	if (!offset)
		return 0;
	fwrite(text, size, 1, r->strings);
	r->strings_len += (unsigned int)size;
	return at;
}

/* A member without a name may contain members that are asked for. */
static bool is_asked_for(const struct reduction *r, const struct btf_member *member)
{
	return !member->name_off ||
	       name_set_find(r->members, kernel_type_string(r->types, member->name_off)) >= 0;
}

static void put_members(struct reduction *r, const struct btf_type *type)
{
	struct btf_type record = *type;
	unsigned int count = 0;

	for (int i = 0; i < btf_vlen(type); i++)
		count += is_asked_for(r, &btf_members(type)[i]);
	record.name_off = put_string(r, type->name_off);
	record.info = (type->info & ~0xffffU) | count;
	fwrite(&record, sizeof(record), 1, r->records);
	for (int i = 0; i < btf_vlen(type); i++) {
		struct btf_member member = btf_members(type)[i];

		if (!is_asked_for(r, &member))
			continue;
		member.name_off = put_string(r, member.name_off);
		member.type = number(r, member.type);
		fwrite(&member, sizeof(member), 1, r->records);
	}
}

static void put_array(struct reduction *r, const struct btf_array *array)
{
	struct btf_array record = {
		.type = number(r, array->type),
		.index_type = number(r, array->index_type),
		.nelems = array->nelems,
	};

	fwrite(&record, sizeof(record), 1, r->records);
}

/* Both kinds of value begin with the name's offset. */
static void put_values(struct reduction *r, const struct btf_type *type)
{
	size_t size = btf_is_enum(type) ? sizeof(struct btf_enum) : sizeof(struct btf_enum64);
	const char *value = (const char *)(type + 1);
	struct btf_enum64 record;

	for (int i = 0; i < btf_vlen(type); i++, value += size) {
		memcpy(&record, value, size);
		record.name_off = put_string(r, record.name_off);
		fwrite(&record, size, 1, r->records);
	}
}

static void put_type(struct reduction *r, const struct btf_type *type)
{
	struct btf_type record = *type;

	if (btf_is_composite(type)) {
		put_members(r, type);
		return;
	}
	record.name_off = put_string(r, type->name_off);
	if (btf_is_mod(type) || btf_is_typedef(type) || btf_is_type_tag(type))
		record.type = number(r, type->type);
	else if (btf_is_ptr(type))
		record.type = 0;
	fwrite(&record, sizeof(record), 1, r->records);
	if (btf_is_int(type))
		fwrite(type + 1, sizeof(__u32), 1, r->records);
	else if (btf_is_array(type))
		put_array(r, btf_array(type));
	else if (btf_is_any_enum(type))
		put_values(r, type);
}

static char *join(const char *records, size_t records_len, const char *strings, size_t strings_len,
		  size_t *len)
{
	struct btf_header header = {
		.magic = BTF_MAGIC,
		.version = BTF_VERSION,
		.hdr_len = sizeof(header),
		.type_len = (__u32)records_len,
		.str_off = (__u32)records_len,
		.str_len = (__u32)strings_len,
	};
	char *bytes = malloc(sizeof(header) + records_len + strings_len);

	if (!bytes)
		return NULL;
	memcpy(bytes, &header, sizeof(header));
	memcpy(bytes + sizeof(header), records, records_len);
	memcpy(bytes + sizeof(header) + records_len, strings, strings_len);
	*len = sizeof(header) + records_len + strings_len;
	return bytes;
}

char *reduce_types(const struct kernel_types *types, const struct name_set *members,
		   const unsigned int *ids, size_t count, size_t *len)
{
	char *records = NULL, *strings = NULL, *bytes = NULL;
	size_t records_len, strings_len;
	struct reduction r = {
		.types = types,
		.members = members,
		.numbers = must_alloc((types->count + 1) * sizeof(*r.numbers)),
		.records = must_have(open_memstream(&records, &records_len)),
		.strings = must_have(open_memstream(&strings, &strings_len)),
	};

	/* The empty string comes first; it stands for "no name". */
	fputc('\0', r.strings);
	r.strings_len = 1;
	for (size_t i = 0; i < count; i++)
		number(&r, ids[i]);
	/* put_type() gives out more ids. */
	for (size_t i = 0; i < r.count; i++)
		put_type(&r, kernel_type(types, r.ids[i]));
	if (!(ferror(r.records) | ferror(r.strings) | fclose(r.records) | fclose(r.strings)))
		bytes = join(records, records_len, strings, strings_len, len);
	free(records);
	free(strings);
	free(r.numbers);
	free(r.ids);
	return bytes;
}
