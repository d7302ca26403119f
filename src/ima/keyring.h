/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The keyring whose keys IMA verifies signatures with. With CONFIG_INTEGRITY_TRUSTED_KEYRING it is the kernel's own
 * `.ima`, which only takes keys that a key of the kernel's has signed. Without, it is a keyring named `_ima`: when the
 * kernel verifies its first signature, it takes the one that it finds first among the process's keyrings, and keeps it
 * until reboot. That keyring is root's, and root fills it.
 */
#ifndef HOLDFAST_IMA_KEYRING_H
#define HOLDFAST_IMA_KEYRING_H

#include <stdbool.h>
#include <keyutils.h>

enum ima_keyring_state {
	IMA_KEYRING_NONE,    /* none exists yet */
	IMA_KEYRING_TRUSTED, /* the kernel's own */
	IMA_KEYRING_CLOSED,  /* nobody can add a key, or open it again */
	IMA_KEYRING_OPEN, /* root can add a key, unless it has a restriction, which cannot be seen */
	IMA_KEYRING_UNKNOWN, /* it cannot be seen */
};

struct ima_keyring {
	enum ima_keyring_state state;
	key_serial_t id;
	const char *name;
	long keys; /* -1: they cannot be counted */
};

const char *ima_keyring_state_name(enum ima_keyring_state state);

/* Finds the keyring. This process then possesses it; nothing else changes. */
void ima_find_keyring(struct ima_keyring *keyring);

/*
 * Checks that the keyring holds only public keys: no keyring that could take other keys, and no key whose content can
 * be updated. Returns 0, or -1 after naming the other key.
 */
int ima_check_keyring(const struct ima_keyring *keyring);

/*
 * Closes the keyring until reboot, so that nobody can add a key; makes one if there is none. The process then possesses
 * it before all others of that name. Returns 0, or -1 after saying what failed.
 */
int ima_close_keyring(struct ima_keyring *keyring);

#endif
