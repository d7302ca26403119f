// SPDX-License-Identifier: GPL-2.0
/* The kernel's types: attach targets, their arguments, and members of structures. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kernel.h"
#include "random.h"

static const struct btf_type *skip_names(const struct btf *btf, uint32_t id, uint32_t *found)
{
	const struct btf_type *type = btf__type_by_id(btf, id);

	while (btf_is_mod(type) || btf_is_typedef(type)) {
		id = type->type;
		type = btf__type_by_id(btf, id);
	}
	*found = id;
	return type;
}

uint32_t pointed_structure(const struct btf *btf, uint32_t id)
{
	const struct btf_type *type = skip_names(btf, id, &id);

	if (!btf_is_ptr(type))
		return 0;
	type = skip_names(btf, type->type, &id);
	return btf_is_struct(type) ? id : 0;
}

static unsigned int load_size(uint64_t size)
{
	return size == 1 || size == 2 || size == 4 || size == 8 ? (unsigned int)size : 0;
}

static int64_t size_of(const struct btf *btf, uint32_t id)
{
	return btf__resolve_size(btf, id);
}

unsigned int pick_member(const struct kernel *kernel, uint32_t id, uint64_t choice, int *offset,
			 uint32_t *structure)
{
	const struct btf_type *type = btf__type_by_id(kernel->btf, id);
	const struct btf_member *member;
	uint32_t bits, inner;

	*structure = 0;
	if (id == kernel->structures['t'] && choice % 4 == 0) {
		*offset = kernel->wanted_offset;
		return 8;
	}
	choice /= 4;
	*offset = 0;
	for (int depth = 0; depth < 6; depth++) {
		if (!btf_is_struct(type) || !btf_vlen(type))
			break;
		bits = (uint32_t)(choice % btf_vlen(type));
		choice = choice / btf_vlen(type) * 31 + 7;
		member = btf_members(type) + bits;
		if (btf_member_bitfield_size(type, bits) || btf_member_bit_offset(type, bits) % 8)
			return 0;
		*offset += (int)(btf_member_bit_offset(type, bits) / 8);
		*structure = pointed_structure(kernel->btf, member->type);
		type = skip_names(kernel->btf, member->type, &inner);
		id = inner;
	}
	if (btf_is_composite(type) || btf_is_array(type) || *offset > 30000)
		return 0;
	return load_size((uint64_t)size_of(kernel->btf, id));
}

/* @first: the parameter that is the first argument. */
static void describe_arguments(const struct btf *btf, struct target *target, uint32_t prototype,
			       unsigned int first)
{
	const struct btf_type *type = btf__type_by_id(btf, prototype);
	const struct btf_param *params = btf_params(type);

	for (unsigned int i = first; i < btf_vlen(type) && target->arguments < MAX_ARGUMENTS; i++)
		target->structures[target->arguments++] = pointed_structure(btf, params[i].type);
}

static void find_function(const struct btf *btf, struct target *target, const char *name)
{
	int id = btf__find_by_name_kind(btf, name, BTF_KIND_FUNC);

	if (id <= 0)
		return;
	target->id = (uint32_t)id;
	describe_arguments(btf, target, btf__type_by_id(btf, target->id)->type, 0);
}

/* A type of pointers to functions, whose first parameter is not the program's. */
static void find_tracepoint(const struct btf *btf, struct target *target, const char *name)
{
	int id = btf__find_by_name_kind(btf, name, BTF_KIND_TYPEDEF);
	const struct btf_type *type;

	if (id <= 0)
		return;
	target->id = (uint32_t)id;
	type = btf__type_by_id(btf, btf__type_by_id(btf, target->id)->type);
	describe_arguments(btf, target, type->type, 1);
}

static void find_operations(const struct btf *btf, struct target *target, const char *name)
{
	int id = btf__find_by_name_kind(btf, name, BTF_KIND_STRUCT);
	const struct btf_type *type;

	if (id <= 0)
		return;
	type = btf__type_by_id(btf, btf_members(btf__type_by_id(btf, (uint32_t)id))->type);
	if (!btf_is_ptr(type))
		return;
	target->id = (uint32_t)id;
	describe_arguments(btf, target, type->type, 0);
}

void find_targets(const struct btf *btf, const struct kind *kind, struct ability *ability)
{
	static const char *const prefixes[] = {
		[TARGET_HOOK] = "bpf_lsm_",
		[TARGET_TRACEPOINT] = "btf_trace_",
		[TARGET_ITERATOR] = "bpf_iter_",
		[TARGET_OPERATIONS] = NULL,
	};
	struct target *target;
	char name[64];

	for (int i = 0; i < MAX_TARGETS && kind->targets[i]; i++) {
		snprintf(name, sizeof(name), "%s%s", prefixes[kind->target] ?: "",
			 kind->targets[i]);
		target = &ability->targets[ability->targets_count];
		target->name = kind->targets[i];
		if (kind->target == TARGET_NONE)
			target->id = 1;
		else if (kind->target == TARGET_TRACEPOINT)
			find_tracepoint(btf, target, name);
		else if (kind->target == TARGET_OPERATIONS)
			find_operations(btf, target, name);
		else
			find_function(btf, target, name);
		if (target->id)
			ability->targets_count++;
	}
}
