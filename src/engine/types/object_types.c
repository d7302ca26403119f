// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>

#include "base/memory.h"
#include "engine/types/kernel_functions.h"
#include "engine/types/kernel_numbers.h"
#include "engine/types/object_types.h"
#include "engine/types/reduced_types.h"

#define SEALS (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

/* libbpf needs a path, and a descriptor has one only if /proc is mounted. */
static int open_file(struct object_types *types)
{
	types->file = memfd_create("types", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	if (types->file < 0)
		return -1;
	snprintf(types->path, sizeof(types->path), "/proc/self/fd/%d", types->file);
	if (!access(types->path, R_OK))
		return 0;
	close(types->file);
	types->file = -1;
	return -1;
}

void object_types_open(struct object_types *types, struct bpf_object_open_opts *opts)
{
	types->file = -1;
	kernel_functions_register();
	if (kernel_types_get() && !open_file(types))
		opts->btf_custom_path = types->path;
}

/* The names that an object asks for, and the ids of the types that have them. */
struct asked {
	const struct kernel_types *types;
	struct name_set names, members;
	unsigned int *ids;
	size_t count;
};

static void note_found(void *data, unsigned int id, size_t name)
{
	struct asked *asked = data;
	const struct btf_type *type = kernel_type(asked->types, id);

	if (btf_is_func(type)) {
		kernel_functions_note(asked->names.names[name].text, id);
	} else if (is_named_type(type)) {
		kernel_numbers_note(asked->types, id);
		asked->ids = must_grow(asked->ids, asked->count, sizeof(*asked->ids));
		asked->ids[asked->count++] = id;
	}
}

/* Another process may have opened the file before it was sealed, and have written to it. */
static bool is_as_written(int file, const char *bytes, size_t len)
{
	void *sealed = mmap(NULL, len, PROT_READ, MAP_PRIVATE, file, 0);
	bool same = sealed != MAP_FAILED && !memcmp(sealed, bytes, len);

	if (sealed != MAP_FAILED)
		munmap(sealed, len);
	return same && lseek(file, 0, SEEK_END) == (off_t)len;
}

static int write_file(int file, const char *bytes, size_t len)
{
	ssize_t written = write(file, bytes, len);

	if (written != (ssize_t)len)
		return written < 0 ? -errno : -EIO;
	if (fcntl(file, F_ADD_SEALS, SEALS))
		return -errno;
	return is_as_written(file, bytes, len) ? 0 : -EBUSY;
}

static int reduce(int file, const struct asked *asked)
{
	size_t len;
	char *bytes = reduce_types(asked->types, &asked->members, asked->ids, asked->count, &len);
	int err = bytes ? write_file(file, bytes, len) : -ENOMEM;

	free(bytes);
	return err;
}

int object_types_fill(const struct object_types *types, const struct bpf_object *object)
{
	struct asked asked = { .types = kernel_types_get() };
	int err = 0;

	kernel_functions_ask(&asked.names, object);
	name_set_add(&asked.names, KERNEL_NUMBERS, strlen(KERNEL_NUMBERS));
	if (!asked.types) {
		kernel_functions_find(&asked.names);
		kernel_numbers_find();
	} else {
		ask_for_types(&asked.names, &asked.members, bpf_object__btf(object));
		kernel_types_look_up(asked.types, &asked.names, note_found, &asked);
	}
	if (types->file >= 0)
		err = reduce(types->file, &asked);
	name_set_free(&asked.names);
	name_set_free(&asked.members);
	free(asked.ids);
	return err;
}

void object_types_close(struct object_types *types)
{
	if (types->file >= 0)
		close(types->file);
	types->file = -1;
}
