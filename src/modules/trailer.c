// SPDX-License-Identifier: GPL-2.0
#include <endian.h>
#include <stdint.h>
#include <string.h>

#include "modules/trailer.h"

static const char marker[] = "~Module signature appended~\n";

/* The kernel's PKEY_ID_PKCS7 (MODULE_SIGNATURE_TYPE_PKCS7 since 7.0), the only type that it accepts. */
#define TYPE_PKCS7 2

/* The layout in the file: bytes, then a big-endian number. */
struct block {
	uint8_t algorithm;
	uint8_t hash;
	uint8_t type;
	uint8_t signer_size;
	uint8_t key_id_size;
	uint8_t padding[3];
	uint32_t signature_size;
};

_Static_assert(sizeof(struct block) == 12, "the kernel's struct module_signature");

static int has_marker(const unsigned char *file, size_t size)
{
	const size_t len = sizeof(marker) - 1;

	return size > len && !memcmp(file + size - len, marker, len);
}

enum trailer find_trailer(const unsigned char *file, size_t size, struct module_parts *parts)
{
	static const uint8_t zeros[3];
	struct block block;

	memset(parts, 0, sizeof(*parts));
	parts->content_size = size;
	if (!has_marker(file, size))
		return TRAILER_NONE;
	size -= sizeof(marker) - 1;
	if (size <= sizeof(block))
		return TRAILER_BROKEN;
	size -= sizeof(block);
	memcpy(&block, file + size, sizeof(block));
	block.signature_size = be32toh(block.signature_size);
	/* The checks come in the kernel's order. */
	if (block.signature_size >= size)
		return TRAILER_BROKEN;
	if (block.type != TYPE_PKCS7)
		return TRAILER_FOREIGN;
	if (block.algorithm || block.hash || block.signer_size || block.key_id_size ||
	    memcmp(block.padding, zeros, sizeof(zeros)) != 0)
		return TRAILER_BROKEN;
	parts->signature_size = block.signature_size;
	parts->content_size = size - block.signature_size;
	return TRAILER_FOUND;
}
