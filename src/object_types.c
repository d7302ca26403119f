// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>

#include "kernel_functions.h"
#include "memory.h"
#include "object_types.h"
#include "reduced_types.h"

#define SEALS (F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE)

/* Where /proc is not mounted, a descriptor has no path. */
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

/* Those of the types that are asked for. */
struct found_types {
	const struct kernel_types *types;
	unsigned int *ids;
	size_t count;
};

static void note_type(void *data, unsigned int id, size_t name)
{
	struct found_types *found = data;
	const struct btf_type *type = kernel_type(found->types, id);

	(void)name;
	if (!btf_is_composite(type) && !btf_is_any_enum(type) && !btf_is_typedef(type))
		return;
	found->ids = must_grow(found->ids, found->count, sizeof(*found->ids));
	found->ids[found->count++] = id;
}

/* Another process may have opened it before it was sealed, and what it wrote would be read. */
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

static int reduce(int file, const struct kernel_types *types, const struct bpf_object *object)
{
	struct found_types found = { .types = types };
	struct asked_types asked = { 0 };
	int err = -ENOMEM;
	size_t len;
	char *bytes;

	ask_for_types(&asked, bpf_object__btf(object));
	kernel_types_look_up(types, &asked.names, note_type, &found);
	bytes = reduce_types(types, &asked, found.ids, found.count, &len);
	if (bytes)
		err = write_file(file, bytes, len);
	free(bytes);
	free(found.ids);
	asked_types_free(&asked);
	return err;
}

int object_types_fill(const struct object_types *types, const struct bpf_object *object)
{
	const struct kernel_types *kernel = kernel_types_get();

	kernel_functions_find(kernel, object);
	return types->file < 0 ? 0 : reduce(types->file, kernel, object);
}

void object_types_close(struct object_types *types)
{
	if (types->file >= 0)
		close(types->file);
	types->file = -1;
}
