/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The keys that IMA verifies signatures with. With CONFIG_INTEGRITY_TRUSTED_KEYRING it is the
 * kernel's own `.ima`, which takes keys that one of the kernel's has signed. Without, it is the first
 * keyring named `_ima` that the kernel finds among those of the process for which it first verifies
 * one, and it keeps that until reboot: root's, with what root puts in.
 */
#ifndef HOLDFAST_IMA_KEYRING_H
#define HOLDFAST_IMA_KEYRING_H

#include <stdbool.h>
#include <keyutils.h>

enum ima_keyring_state {
	IMA_KEYRING_NONE,    /* there is none yet */
	IMA_KEYRING_TRUSTED, /* the kernel's own */
	IMA_KEYRING_CLOSED,  /* nobody can add a key, or make that possible again */
	IMA_KEYRING_OPEN, /* root can add a key, unless a restriction that cannot be seen is on it */
	IMA_KEYRING_UNKNOWN, /* it cannot be seen */
};

struct ima_keyring {
	enum ima_keyring_state state;
	key_serial_t id;
	const char *name;
	long keys; /* -1: they cannot be counted */
};

const char *ima_keyring_state_name(enum ima_keyring_state state);

/* What it finds, this process possesses; nothing else changes. */
void ima_find_keyring(struct ima_keyring *keyring);

/*
 * 0 where nothing in it can be changed behind its back: only public keys are in it, no keyring
 * that would take others and no key whose content can be updated. Else -1 after saying what there is.
 */
int ima_check_keyring(const struct ima_keyring *keyring);

/*
 * Makes it one that nobody can add a key to, until reboot; makes one where there is none. The
 * process possesses it then before all others of that name. -1 after saying what failed.
 */
int ima_close_keyring(struct ima_keyring *keyring);

#endif
