// SPDX-License-Identifier: GPL-2.0
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/btf.h>

#include "engine/types/kernel_numbers.h"
#include "engine/types/kernel_types.h"
#include "engine/types/reduced_types.h"

/*
 * struct inner { int kept; int dropped; };
 * union half { int low; struct inner *high; };
 * enum state { STATE_ON = 3 };
 * typedef const volatile struct inner shown;
 * struct outer { struct inner in[4]; struct inner *at; struct { shown deep; }; enum state state; int unused; };
 * int outer(void);
 */
static struct btf *make_types(void)
{
	struct btf *btf = btf__new_empty();
	int number = btf__add_int(btf, "int", 4, BTF_INT_SIGNED);
	int inner = btf__add_struct(btf, "inner", 8);
	int pointer, array, list, anonymous, state, proto;

	btf__add_field(btf, "kept", number, 0, 0);
	btf__add_field(btf, "dropped", number, 32, 0);
	pointer = btf__add_ptr(btf, inner);
	btf__add_union(btf, "half", 8);
	btf__add_field(btf, "low", number, 0, 0);
	btf__add_field(btf, "high", pointer, 0, 0);
	state = btf__add_enum(btf, "state", 4);
	btf__add_enum_value(btf, "STATE_ON", 3);
	array = btf__add_array(btf, number, inner, 4);
	list = btf__add_volatile(btf, inner);
	list = btf__add_const(btf, list);
	list = btf__add_typedef(btf, "shown", list);
	anonymous = btf__add_struct(btf, NULL, 8);
	btf__add_field(btf, "deep", list, 0, 0);
	btf__add_struct(btf, "outer", 64);
	btf__add_field(btf, "in", array, 0, 0);
	btf__add_field(btf, "at", pointer, 256, 0);
	btf__add_field(btf, NULL, anonymous, 320, 0);
	btf__add_field(btf, "state", state, 384, 0);
	btf__add_field(btf, "unused", number, 416, 0);
	proto = btf__add_func_proto(btf, number);
	btf__add_func(btf, "outer", BTF_FUNC_GLOBAL, proto);
	return btf;
}

/* The object's own types: outer___mine { in, deep, at, state } and inner { kept }. */
static struct btf *make_object(void)
{
	struct btf *btf = btf__new_empty();
	int number = btf__add_int(btf, "int", 4, BTF_INT_SIGNED);

	btf__add_struct(btf, "outer___mine", 4);
	btf__add_field(btf, "in", number, 0, 0);
	btf__add_field(btf, "at", number, 0, 0);
	btf__add_field(btf, "deep", number, 0, 0);
	btf__add_field(btf, "state", number, 0, 0);
	btf__add_struct(btf, "inner", 4);
	btf__add_field(btf, "kept", number, 0, 0);
	return btf;
}

/* The buffer ends with the file, so that a read past it is found. */
static int parse(struct kernel_types *types, const struct btf *btf, char **bytes, size_t cut)
{
	__u32 size;
	const void *data = btf__raw_data(btf, &size);

	*bytes = malloc(size - cut);
	assert_non_null(*bytes);
	memcpy(*bytes, data, size - cut);
	return kernel_types_parse(types, *bytes, size - cut);
}

struct found {
	const struct kernel_types *types;
	unsigned int ids[16], functions;
	size_t count;
};

static void note(void *data, unsigned int id, size_t name)
{
	struct found *found = data;

	(void)name;
	if (is_named_type(kernel_type(found->types, id)))
		found->ids[found->count++] = id;
	else
		found->functions++;
}

static int find(const struct btf *btf, const char *name, unsigned int kind)
{
	return btf__find_by_name_kind(btf, name, kind);
}

static const struct btf_member *member_of(const struct btf *btf, const char *type, int i)
{
	return btf_members(btf__type_by_id(btf, (__u32)find(btf, type, BTF_KIND_STRUCT))) + i;
}

static void reduced_types_are_those_of_the_object(void **state)
{
	struct btf *kernel = make_types(), *object = make_object(), *reduced;
	struct name_set names = { 0 }, members = { 0 };
	const struct btf_member *member;
	const struct btf_type *type;
	struct kernel_types types;
	struct found found = { .types = &types };
	char *bytes, *small;
	size_t len;

	(void)state;
	assert_int_equal(parse(&types, kernel, &bytes, 0), 0);
	assert_int_equal(types.count, btf__type_cnt(kernel) - 1);
	ask_for_types(&names, &members, object);
	kernel_types_look_up(&types, &names, note, &found);
	/* outer, inner; and the function by the name of one. */
	assert_int_equal(found.count, 2);
	assert_int_equal(found.functions, 1);
	small = reduce_types(&types, &members, found.ids, found.count, &len);
	assert_non_null(small);
	reduced = btf__new(small, (__u32)len);
	assert_non_null(reduced);

	type = btf__type_by_id(reduced, (__u32)find(reduced, "outer", BTF_KIND_STRUCT));
	assert_int_equal(type->size, 64);
	assert_int_equal(btf_vlen(type), 4);
	assert_int_equal(btf__resolve_size(reduced, btf_members(type)[0].type), 32);
	assert_true(btf_is_ptr(btf__type_by_id(reduced, btf_members(type)[1].type)));
	assert_int_equal(btf_members(type)[1].offset, 256);
	/* Nameless members are followed, through a typedef and modifiers. */
	member = btf_members(btf__type_by_id(reduced, btf_members(type)[2].type));
	assert_string_equal(btf__name_by_offset(reduced, member->name_off), "deep");
	assert_int_equal(btf__resolve_type(reduced, member->type),
			 find(reduced, "inner", BTF_KIND_STRUCT));
	type = btf__type_by_id(reduced, btf_members(type)[3].type);
	assert_string_equal(btf__name_by_offset(reduced, btf_enum(type)->name_off), "STATE_ON");
	assert_int_equal(btf_enum(type)->val, 3);

	type = btf__type_by_id(reduced, (__u32)find(reduced, "inner", BTF_KIND_STRUCT));
	assert_int_equal(btf_vlen(type), 1);
	assert_int_equal(type->size, 8);
	assert_string_equal(btf__name_by_offset(reduced, member_of(reduced, "inner", 0)->name_off),
			    "kept");
	/* Nothing asks for these. */
	assert_true(find(reduced, "half", BTF_KIND_UNION) < 0);
	assert_true(find(reduced, "outer", BTF_KIND_FUNC) < 0);

	btf__free(reduced);
	btf__free(object);
	btf__free(kernel);
	name_set_free(&names);
	name_set_free(&members);
	kernel_types_free(&types);
	free(small);
	free(bytes);
}

static void refuse(struct btf *btf, size_t cut, size_t at, unsigned char value)
{
	struct kernel_types types;
	char *bytes;
	__u32 size;
	const char *data = btf__raw_data(btf, &size);

	bytes = malloc(size - cut);
	assert_non_null(bytes);
	memcpy(bytes, data, size - cut);
	if (at)
		bytes[at] = (char)value;
	assert_int_equal(kernel_types_parse(&types, bytes, size - cut), -EINVAL);
	kernel_types_free(&types);
	free(bytes);
}

/* libbpf reads the types then. */
static void what_is_not_understood_is_refused(void **state)
{
	const size_t first = sizeof(struct btf_header) + offsetof(struct btf_type, info);
	struct btf *btf = make_types();
	__u32 size;

	(void)state;
	btf__raw_data(btf, &size);
	for (size_t cut = 1; cut < size; cut++)
		refuse(btf, cut, 0, 0);
	/* A kind of type that is yet to come. */
	refuse(btf, 0, first + 3, 31);
	/* The second, a structure, with more members than there is room for. */
	refuse(btf, 0, first + sizeof(struct btf_type) + sizeof(__u32) + 1, 255);
	refuse(btf, 0, offsetof(struct btf_header, hdr_len), 255);
	refuse(btf, 0, offsetof(struct btf_header, version), 2);
	btf__free(btf);
}

static void names_are_found_by_their_whole_text(void **state)
{
	struct name_set set = { 0 };
	char text[400][8];

	(void)state;
	assert_int_equal(name_set_find(&set, "a"), -1);
	for (size_t i = 0; i < 400; i++) {
		snprintf(text[i], sizeof(text[i]), "n%zu", i);
		assert_int_equal(name_set_add(&set, text[i], strlen(text[i])), i);
	}
	for (size_t i = 0; i < 400; i++) {
		assert_int_equal(name_set_find(&set, text[i]), i);
		assert_int_equal(name_set_add(&set, text[i], strlen(text[i])), i);
	}
	assert_int_equal(name_set_find(&set, "n"), -1);
	assert_int_equal(name_set_find(&set, "n400"), -1);
	assert_int_equal(name_set_find(&set, "n39a"), -1);
	assert_int_equal(name_set_find(&set, ""), -1);
	/* It reads only the given number of bytes. */
	assert_int_equal(name_set_add(&set, "task___mine", 4), 400);
	assert_int_equal(name_set_find(&set, "task"), 400);
	assert_int_equal(name_set_find(&set, "task___mine"), -1);
	name_set_free(&set);
}

struct value {
	const char *name;
	int number;
};

/* An enum of this name is the only type, and is noted. */
static void note_enum(const char *name, const struct value *values, size_t count)
{
	struct btf *btf = btf__new_empty();
	struct kernel_types types;
	char *bytes;

	btf__add_enum(btf, name, 4);
	for (size_t i = 0; i < count; i++)
		btf__add_enum_value(btf, values[i].name, values[i].number);
	assert_int_equal(parse(&types, btf, &bytes, 0), 0);
	kernel_numbers_note(&types, 1);
	kernel_types_free(&types);
	free(bytes);
	btf__free(btf);
}

#define NOTE_ENUM(name, ...)                                   \
	note_enum(name, (const struct value[]){ __VA_ARGS__ }, \
		  sizeof((const struct value[]){ __VA_ARGS__ }) / sizeof(struct value))

static void the_kernels_numbers_are_taken_by_name(void **state)
{
	struct kernel_numbers numbers;

	(void)state;
	assert_int_equal(kernel_numbers_get(&numbers), -ESRCH);
	NOTE_ENUM("another", { "LOCKDOWN_INTEGRITY_MAX", 1 },
		  { "LOCKDOWN_CONFIDENTIALITY_MAX", 2 });
	assert_int_equal(kernel_numbers_get(&numbers), -ESRCH);
	NOTE_ENUM("lockdown_reason", { "LOCKDOWN_NONE", 0 }, { "LOCKDOWN_KCORE", 9 },
		  { "LOCKDOWN_MSR", 3 }, { "LOCKDOWN_NEW", 5 }, { "DEV_MEM", 6 },
		  { "LOCKDOWN_KEXEC", 0 }, { "LOCKDOWN_TIOCSSERIAL", HF_NUMBERS },
		  { "LOCKDOWN_BPF_ARGUMENT", 4 }, { "LOCKDOWN_INTEGRITY_MAX", 7 },
		  { "LOCKDOWN_CONFIDENTIALITY_MAX", 12 });
	assert_int_equal(kernel_numbers_get(&numbers), 0);
	assert_int_equal(numbers.integrity_max, 7);
	assert_int_equal(numbers.confidentiality_max, 12);
	for (int i = 0; i < HF_NUMBERS; i++)
		assert_int_equal(numbers.reasons[i], i == 9 ? HF_REASON_KCORE :
						     i == 3 ? HF_REASON_MSR :
							      HF_REASON_UNKNOWN);
	/* One without the bounds decides nothing. */
	NOTE_ENUM("lockdown_reason", { "LOCKDOWN_KCORE", 9 }, { "LOCKDOWN_INTEGRITY_MAX", 7 });
	assert_int_equal(kernel_numbers_get(&numbers), -ESRCH);
	NOTE_ENUM("lockdown_reason", { "LOCKDOWN_KCORE", 9 },
		  { "LOCKDOWN_CONFIDENTIALITY_MAX", 12 });
	assert_int_equal(kernel_numbers_get(&numbers), -ESRCH);
}

/* As in the kernel's types: bytes after a name's NUL are ignored. */
static void names_are_found_among_others(void **state)
{
	static const char all[] = "\0a\0ab\0abc\0abcd\0abcde\0b\0\xff\x80\x01\0abcdx\0\x80zz\0end";
	struct name_set set = { 0 };
	size_t count = 0;

	(void)state;
	for (const char *text = all; text < all + sizeof(all); text += strlen(text) + 1) {
		size_t room = (size_t)(all + sizeof(all) - text);

		assert_int_equal(name_set_find_in(&set, text, room), -1);
		if (*text)
			assert_int_equal(name_set_add(&set, text, strlen(text)), count++);
	}
	for (const char *text = all; text < all + sizeof(all); text += strlen(text) + 1) {
		size_t room = (size_t)(all + sizeof(all) - text);

		assert_int_equal(name_set_find_in(&set, text, room), name_set_find(&set, text));
		assert_int_equal(name_set_find(&set, text) >= 0, *text != '\0');
	}
	name_set_free(&set);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reduced_types_are_those_of_the_object),
		cmocka_unit_test(what_is_not_understood_is_refused),
		cmocka_unit_test(names_are_found_by_their_whole_text),
		cmocka_unit_test(the_kernels_numbers_are_taken_by_name),
		cmocka_unit_test(names_are_found_among_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
