// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <keyutils.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "modules/keyrings.h"

static const char *const names[RINGS] = {
	[RING_BUILTIN] = ".builtin_trusted_keys",
	[RING_SECONDARY] = ".secondary_trusted_keys",
	[RING_MACHINE] = ".machine",
	[RING_PLATFORM] = ".platform",
	[RING_BLACKLIST] = ".blacklist",
};

enum answer { HAS, LACKS, DOES_NOT_SAY };

/* EACCES: the key exists. Root may see keys, but only the kernel may use them. */
static enum answer search_ring(__s32 ring, const char *type, const char *prefix, const char *id)
{
	char *wanted = must_format("%s:%s", prefix, id);
	long found = keyctl_search(ring, type, wanted, 0);

	free(wanted);
	if (found >= 0 || errno == EACCES)
		return HAS;
	return errno == ENOKEY ? LACKS : DOES_NOT_SAY;
}

static enum answer ask_ring(__s32 ring, const char *id)
{
	return search_ring(ring, "asymmetric", "ex", id);
}

__s32 parse_keyring(const char *line, const char *name)
{
	unsigned int serial, uid;
	char type[16], found[64];

	/* Only the kernel makes keyrings whose names begin with a dot. */
	if (sscanf(line, "%x %*s %*s %*s %*x %u %*s %15s %63[^:]", &serial, &uid, type, found) != 4)
		return 0;
	return !uid && !strcmp(type, "keyring") && !strcmp(found, name) ? (__s32)serial : 0;
}

const char *open_keyrings(struct keyrings *keyrings)
{
	FILE *keys = fopen("/proc/keys", "re");
	char line[4096];

	memset(keyrings, 0, sizeof(*keyrings));
	if (!keys)
		return "/proc/keys cannot be read";
	while (fgets(line, sizeof(line), keys))
		for (unsigned int i = 0; i < RINGS; i++)
			if (!keyrings->serials[i])
				keyrings->serials[i] = parse_keyring(line, names[i]);
	fclose(keys);
	if (!keyrings->serials[RING_BUILTIN])
		return "/proc/keys shows no .builtin_trusted_keys: this takes root, in no container";
	/* A kernel without .secondary_trusted_keys checks with .builtin_trusted_keys. */
	if (!keyrings->serials[RING_SECONDARY])
		keyrings->serials[RING_SECONDARY] = keyrings->serials[RING_BUILTIN];
	/* No key has this id: another answer means that the keyring itself cannot be searched. */
	if (ask_ring(keyrings->serials[RING_SECONDARY], "00") != LACKS)
		return "the kernel does not let its keys be searched";
	return NULL;
}

static enum answer ask(const struct keyrings *keyrings, enum ring ring, const char *id)
{
	return keyrings->serials[ring] ? ask_ring(keyrings->serials[ring], id) : LACKS;
}

/* In the order of the kernel's verify_pkcs7_message_sig(). */
enum key_place find_key(const struct keyrings *keyrings, const char *id, const char **ring)
{
	static const enum ring inside[] = { RING_BUILTIN, RING_MACHINE };
	enum answer trusted;

	*ring = NULL;
	if (!*id || !keyrings->serials[RING_SECONDARY])
		return KEY_CANNOT_TELL;
	if (ask(keyrings, RING_BLACKLIST, id) == HAS) {
		*ring = names[RING_BLACKLIST];
		return KEY_REVOKED;
	}
	trusted = ask(keyrings, RING_SECONDARY, id);
	if (trusted == DOES_NOT_SAY)
		return KEY_CANNOT_TELL;
	if (trusted == HAS) {
		*ring = names[RING_SECONDARY];
		for (unsigned int i = 0; i < sizeof(inside) / sizeof(inside[0]); i++)
			if (ask(keyrings, inside[i], id) == HAS)
				*ring = names[inside[i]];
		return KEY_TRUSTED;
	}
	if (ask(keyrings, RING_PLATFORM, id) != HAS)
		return KEY_UNKNOWN;
	*ring = names[RING_PLATFORM];
	return KEY_PLATFORM;
}

/* Searches with the format of the kernel's certs/blacklist.c. */
bool is_digest_revoked(const struct keyrings *keyrings, const char *digest)
{
	__s32 ring = keyrings->serials[RING_BLACKLIST];

	return ring && search_ring(ring, "blacklist", "bin", digest) == HAS;
}
