/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel's keyrings. It lets nobody read a key that is in there, and answers root whether it has
 * one of a given id: that is asked in the words of crypto/asymmetric_keys/asymmetric_type.c.
 */
#ifndef HOLDFAST_MODULES_KEYRINGS_H
#define HOLDFAST_MODULES_KEYRINGS_H

#include <stdbool.h>
#include <linux/types.h>

enum ring {
	RING_BUILTIN,	/* .builtin_trusted_keys */
	RING_SECONDARY, /* .secondary_trusted_keys: modules are checked with this; holds the first */
	RING_MACHINE,	/* .machine: the owner's, in the second where the kernel trusts them */
	RING_PLATFORM,	/* .platform: the firmware's */
	RING_BLACKLIST, /* .blacklist: revoked */
	RINGS
};

struct keyrings {
	__s32 serials[RINGS]; /* 0: there is none, or it cannot be asked */
};

enum key_place {
	KEY_TRUSTED,
	KEY_PLATFORM, /* in .platform only: not every kernel takes it for modules */
	KEY_REVOKED,
	KEY_UNKNOWN,
	KEY_CANNOT_TELL,
};

/* Returns NULL, or why the kernel's keys cannot be asked for. */
const char *open_keyrings(struct keyrings *keyrings);

/* @ring: the name of the keyring that it is in, where it is in one. */
enum key_place find_key(const struct keyrings *keyrings, const char *id, const char **ring);

/* Whether the SHA-256 of a whole file, in hexadecimal, is one that the firmware's dbx has revoked. */
bool is_digest_revoked(const struct keyrings *keyrings, const char *digest);

/* The serial number of a keyring of that name, from a line of /proc/keys; 0: it is another's. */
__s32 parse_keyring(const char *line, const char *name);

#endif
