/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The kernel's keyrings. Nobody can read their keys, but root can ask whether one with a given id exists. The question
 * has the format of crypto/asymmetric_keys/asymmetric_type.c.
 */
#ifndef HOLDFAST_MODULES_KEYRINGS_H
#define HOLDFAST_MODULES_KEYRINGS_H

#include <stdbool.h>
#include <linux/types.h>

enum ring {
	RING_BUILTIN,	/* .builtin_trusted_keys */
	RING_SECONDARY, /* .secondary_trusted_keys: checks modules; includes the builtin one */
	RING_MACHINE,	/* .machine: the owner's; in the secondary one if the kernel trusts them */
	RING_PLATFORM,	/* .platform: the firmware's */
	RING_BLACKLIST, /* .blacklist: revoked */
	RINGS
};

struct keyrings {
	__s32 serials[RINGS]; /* 0: there is none, or it cannot be searched */
};

enum key_place {
	KEY_TRUSTED,
	KEY_PLATFORM, /* in .platform only: not every kernel takes it for modules */
	KEY_REVOKED,
	KEY_UNKNOWN,
	KEY_CANNOT_TELL,
};

/* Returns NULL, or why the kernel's keys cannot be searched. */
const char *open_keyrings(struct keyrings *keyrings);

/* @ring: returns the name of the keyring that holds the key, if one does. */
enum key_place find_key(const struct keyrings *keyrings, const char *id, const char **ring);

/* Whether the firmware's dbx has revoked @digest, the SHA-256 of a whole file in hexadecimal. */
bool is_digest_revoked(const struct keyrings *keyrings, const char *digest);

/* The serial number of a keyring of that name, from a line of /proc/keys; 0: the line is about another. */
__s32 parse_keyring(const char *line, const char *name);

#endif
