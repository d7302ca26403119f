// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/report.h"
#include "ima/keyring.h"

/* Only the kernel can make a keyring whose name begins with a dot. */
static const char trusted[] = ".ima", plain[] = "_ima";

/* Permissions to add a key, and to get that permission again. A closed keyring has none of them. */
#define CAN_WRITE  (KEY_POS_WRITE | KEY_USR_WRITE | KEY_GRP_WRITE | KEY_OTH_WRITE)
#define CAN_CHANGE (KEY_POS_SETATTR | KEY_USR_SETATTR | KEY_GRP_SETATTR | KEY_OTH_SETATTR)
#define CLOSED                                                                        \
	(KEY_POS_VIEW | KEY_POS_READ | KEY_POS_SEARCH | KEY_POS_LINK | KEY_USR_VIEW | \
	 KEY_USR_READ | KEY_USR_SEARCH | KEY_USR_LINK)

const char *ima_keyring_state_name(enum ima_keyring_state state)
{
	static const char *const names[] = { "none", "trusted", "closed", "open", "unknown" };

	return names[state];
}

/* Parses "keyring;0;0;3f010000;_ima"; false if the key cannot be seen. */
static bool describe(key_serial_t id, char type[32], unsigned int *permissions)
{
	char *text = NULL;
	bool understood;

	if (keyctl_describe_alloc(id, &text) < 0)
		return false;
	// NOLINTNEXTLINE(cert-err34-c): the kernel's own text
	understood = sscanf(text, "%31[^;];%*d;%*d;%x;", type, permissions) == 2;
	free(text);
	return understood;
}

static enum ima_keyring_state look_at(key_serial_t id)
{
	unsigned int permissions;
	char type[32];

	if (!describe(id, type, &permissions))
		return IMA_KEYRING_UNKNOWN;
	return permissions & (CAN_WRITE | CAN_CHANGE) ? IMA_KEYRING_OPEN : IMA_KEYRING_CLOSED;
}

void ima_find_keyring(struct ima_keyring *keyring)
{
	void *content = NULL;
	int len;

	*keyring = (struct ima_keyring){ .name = trusted, .keys = -1 };
	keyring->id = find_key_by_type_and_desc("keyring", trusted, 0);
	if (keyring->id > 0) {
		keyring->state = IMA_KEYRING_TRUSTED;
	} else if (geteuid()) {
		/* An ordinary user finds only its own keyring of that name. */
		keyring->state = IMA_KEYRING_UNKNOWN;
	} else {
		/*
		 * Looks for it as the kernel will, but in the user's keyring first: a session may have no link to that
		 * one, and then would not possess its keys.
		 */
		keyring->name = plain;
		keyctl_link(KEY_SPEC_USER_KEYRING, KEY_SPEC_THREAD_KEYRING);
		keyring->id = request_key("keyring", plain, NULL, 0);
		keyring->state = keyring->id > 0 ? look_at(keyring->id) : IMA_KEYRING_NONE;
	}
	if (keyring->id > 0) {
		len = keyctl_read_alloc(keyring->id, &content);
		if (len >= 0)
			keyring->keys = len / (long)sizeof(key_serial_t);
		free(content);
	}
}

/* Root can change a user key's content, and a nested keyring's keys, without adding a key here. */
int ima_check_keyring(const struct ima_keyring *keyring)
{
	key_serial_t *keys = NULL;
	void *content = NULL;
	int len, err = 0;

	if (keyring->id <= 0 || keyring->state == IMA_KEYRING_TRUSTED)
		return 0;
	len = keyctl_read_alloc(keyring->id, &content);
	if (len < 0)
		return fail("ima: the keyring %s cannot be read: %m", keyring->name);
	keys = content;
	for (size_t i = 0; !err && i < (size_t)len / sizeof(*keys); i++) {
		unsigned int permissions;
		char type[32];

		if (!describe(keys[i], type, &permissions))
			err = fail("ima: a key of the keyring %s cannot be seen: %m",
				   keyring->name);
		else if (strcmp(type, "asymmetric") != 0)
			err = fail("ima: the keyring %s holds the %s %d, which root can change "
				   "later; only public keys (evmctl import, or keyctl padd "
				   "asymmetric) can be in it",
				   keyring->name, type, keys[i]);
	}
	free(content);
	return err;
}

int ima_close_keyring(struct ima_keyring *keyring)
{
	if (keyring->state == IMA_KEYRING_TRUSTED)
		return 0;
	if (keyring->id <= 0)
		keyring->id = add_key("keyring", plain, NULL, 0, KEY_SPEC_USER_KEYRING);
	if (keyring->id < 0)
		return fail("ima: cannot make a keyring %s: %m", plain);
	/* The kernel looks there first. */
	if (keyctl_link(keyring->id, KEY_SPEC_THREAD_KEYRING))
		return fail("ima: the keyring %s cannot be possessed: %m", plain);
	if (keyring->state != IMA_KEYRING_CLOSED) {
		/* EEXIST: it has a restriction already; the permissions close it. */
		if (keyctl_restrict_keyring(keyring->id, NULL, NULL) && errno != EEXIST)
			return fail("ima: the keyring %s cannot be restricted: %m", plain);
		if (keyctl_setperm(keyring->id, CLOSED))
			return fail("ima: the keyring %s cannot be closed: %m", plain);
	}
	ima_find_keyring(keyring);
	if (keyring->state != IMA_KEYRING_CLOSED)
		return fail("ima: the keyring %s is still open", plain);
	/* Somebody may have added a key before the keyring was closed. */
	return ima_check_keyring(keyring);
}
