// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/libbpf.h>

#include "base/report.h"
#include "engine/bpf/failure.h"

static struct {
	const char *step, *name;
} at;

/* The end of libbpf's warnings, for a message if the load fails: the verifier gives its cause last. */
static char libbpf_words[2048];
/* The program or map that libbpf named last: "the program locked_down". */
static char libbpf_named[80];

/* In all of libbpf's versions a warning begins with its subject: "libbpf: prog 'locked_down': ...". */
static void note_named(const char *words)
{
	char name[64];

	if (sscanf(words, "libbpf: prog '%63[^']'", name) == 1)
		snprintf(libbpf_named, sizeof(libbpf_named), "the program %s", name);
	else if (sscanf(words, "libbpf: map '%63[^']'", name) == 1)
		snprintf(libbpf_named, sizeof(libbpf_named), "the map %s", name);
}

static int keep_words(enum libbpf_print_level level, const char *format, va_list args)
{
	const size_t room = sizeof(libbpf_words) - 1;
	size_t used = strlen(libbpf_words);
	size_t len, drop;
	char *words;

	if (level != LIBBPF_WARN || vasprintf(&words, format, args) < 0)
		return 0;
	note_named(words);
	len = strlen(words);
	if (len > room) {
		memmove(words, words + len - room, room + 1);
		len = room;
	}
	drop = used + len > room ? used + len - room : 0;
	memmove(libbpf_words, libbpf_words + drop, used - drop);
	memcpy(libbpf_words + used - drop, words, len + 1);
	free(words);
	return 0;
}

void keep_libbpf_words(void)
{
	libbpf_set_print(keep_words);
}

int engine_step(const char *step, const char *name)
{
	at.step = step;
	at.name = name;
	return 0;
}

int fail_at_step(const char *what, int err)
{
	const char *name = at.name ?: libbpf_named;
	const char *between = at.name ? " " : *name ? ": " : "";

	if (err == -EOPNOTSUPP)
		return fail(
			"no program can have exceptions here: they need BPF task storage, which this "
			"kernel lacks (Linux 6.18 and later need a processor with cmpxchg16b for it); "
			"nothing is locked");
	return fail("the BPF engine cannot be %s: %s (to %s%s%s, with libbpf %s); nothing is "
		    "locked\n%s",
		    what, strerror(-err), at.step, between, name, libbpf_version_string(),
		    libbpf_words);
}
