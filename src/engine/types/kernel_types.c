// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "engine/types/kernel_types.h"

/* Knows the kinds of libbpf 1.1 and Linux 6.1. A later kind has an unknown size, so the rest cannot be read. */
static ssize_t size_of_type(const struct btf_type *type)
{
	size_t count = btf_vlen(type), rest;

	switch (btf_kind(type)) {
	case BTF_KIND_PTR:
	case BTF_KIND_FWD:
	case BTF_KIND_TYPEDEF:
	case BTF_KIND_VOLATILE:
	case BTF_KIND_CONST:
	case BTF_KIND_RESTRICT:
	case BTF_KIND_FUNC:
	case BTF_KIND_FLOAT:
	case BTF_KIND_TYPE_TAG:
		rest = 0;
		break;
	case BTF_KIND_INT:
		rest = sizeof(__u32);
		break;
	case BTF_KIND_ARRAY:
		rest = sizeof(struct btf_array);
		break;
	case BTF_KIND_STRUCT:
	case BTF_KIND_UNION:
		rest = count * sizeof(struct btf_member);
		break;
	case BTF_KIND_ENUM:
		rest = count * sizeof(struct btf_enum);
		break;
	case BTF_KIND_ENUM64:
		rest = count * sizeof(struct btf_enum64);
		break;
	case BTF_KIND_FUNC_PROTO:
		rest = count * sizeof(struct btf_param);
		break;
	case BTF_KIND_VAR:
		rest = sizeof(struct btf_var);
		break;
	case BTF_KIND_DATASEC:
		rest = count * sizeof(struct btf_var_secinfo);
		break;
	case BTF_KIND_DECL_TAG:
		rest = sizeof(struct btf_decl_tag);
		break;
	default:
		return -1;
	}
	return (ssize_t)(sizeof(*type) + rest);
}

const struct btf_type *kernel_type(const struct kernel_types *types, unsigned int id)
{
	return (const void *)(types->types + types->places[id]);
}

const char *kernel_type_string(const struct kernel_types *types, unsigned int offset)
{
	return offset < types->strings_len ? types->strings + offset : "";
}

/* @types->places has room for as many types as fit into @len. */
static int note_places(struct kernel_types *types, size_t len)
{
	ssize_t size;

	for (size_t at = 0; at < len; at += (size_t)size) {
		const struct btf_type *type = (const void *)(types->types + at);

		if (len - at < sizeof(*type))
			return -EINVAL;
		size = size_of_type(type);
		if (size < 0 || (size_t)size > len - at)
			return -EINVAL;
		types->places[++types->count] = (unsigned int)at;
	}
	return 0;
}

int kernel_types_parse(struct kernel_types *types, const char *bytes, size_t len)
{
	const struct btf_header *header = (const void *)bytes;
	size_t rest;

	memset(types, 0, sizeof(*types));
	if (len < sizeof(*header) || header->magic != BTF_MAGIC || header->version != BTF_VERSION ||
	    header->hdr_len < sizeof(*header) || header->hdr_len > len)
		return -EINVAL;
	rest = len - header->hdr_len;
	if (header->type_off > rest || header->type_len > rest - header->type_off ||
	    header->type_off % sizeof(__u32) || header->hdr_len % sizeof(__u32) ||
	    header->str_off > rest || header->str_len > rest - header->str_off)
		return -EINVAL;
	types->bytes = bytes;
	types->types = bytes + header->hdr_len + header->type_off;
	types->strings = bytes + header->hdr_len + header->str_off;
	types->strings_len = header->str_len;
	if (!types->strings_len || types->strings[types->strings_len - 1])
		return -EINVAL;
	/* Allocates the most that may be needed; only the used part is touched. */
	types->places =
		malloc((header->type_len / sizeof(struct btf_type) + 1) * sizeof(*types->places));
	return types->places ? note_places(types, header->type_len) : -ENOMEM;
}

void kernel_types_free(struct kernel_types *types)
{
	free(types->places);
	memset(types, 0, sizeof(*types));
}

/* Since Linux 6.16 the file can be mapped without a copy. */
static char *map_file(int fd, size_t len)
{
	char *bytes = mmap(NULL, len, PROT_READ, MAP_PRIVATE, fd, 0);
	size_t done = 0;
	ssize_t got;

	if (bytes != MAP_FAILED)
		return bytes;
	bytes = malloc(len);
	while (bytes && done < len) {
		got = read(fd, bytes + done, len - done);
		if (got <= 0) {
			errno = got ? errno : EIO;
			free(bytes);
			return NULL;
		}
		done += (size_t)got;
	}
	return bytes;
}

static int read_kernel(struct kernel_types *types)
{
	int fd = open(KERNEL_TYPES, O_RDONLY | O_CLOEXEC), err = 0;
	const char *bytes = NULL;
	struct stat st;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) || !(bytes = map_file(fd, (size_t)st.st_size)))
		err = -errno;
	close(fd);
	return err ?: kernel_types_parse(types, bytes, (size_t)st.st_size);
}

const struct kernel_types *kernel_types_get(void)
{
	static struct kernel_types types;
	static int err = 1;

	if (err > 0)
		err = read_kernel(&types);
	errno = -err;
	return err ? NULL : &types;
}

void kernel_types_look_up(const struct kernel_types *types, const struct name_set *names,
			  void (*found)(void *data, unsigned int id, size_t name), void *data)
{
	for (unsigned int id = 1; id <= types->count; id++) {
		__u32 offset = kernel_type(types, id)->name_off;
		long name = offset && offset < types->strings_len ?
				    name_set_find_in(names, types->strings + offset,
						     types->strings_len - offset) :
				    -1;

		if (name >= 0)
			found(data, id, (size_t)name);
	}
}
