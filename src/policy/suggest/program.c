// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/quote.h"
#include "policy/elf_needs.h"
#include "policy/suggest/program.h"
#include "policy/text/values.h"
#include "policy/verity.h"

/* A version may follow: python3.11, lua5.4. */
static const char *const interpreters[] = {
	"ash",	"awk",	"bash",	  "busybox", "csh",    "dash", "deno", "elvish", "expect", "fish",
	"gawk", "gdb",	"gjs",	  "guile",   "java",   "ksh",  "lua",  "luajit", "mawk",   "mksh",
	"nawk", "node", "nodejs", "nu",	     "perl",   "php",  "pwsh", "pypy",	 "python", "rbash",
	"ruby", "sh",	"tclsh",  "tcsh",    "toybox", "wish", "yash", "zsh",
};

/* The dynamic loader, called by its name, runs any program, and is the one that is seen then. */
static const char *const loaders[] = { "ld-linux", "ld-musl", "ld.so" };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

bool is_interpreter(const char *name)
{
	for (size_t i = 0; i < COUNT(interpreters); i++) {
		size_t len = strlen(interpreters[i]);

		if (!strncmp(name, interpreters[i], len) &&
		    !name[len + strspn(name + len, "0123456789.-")])
			return true;
	}
	for (size_t i = 0; i < COUNT(loaders); i++)
		if (!strncmp(name, loaders[i], strlen(loaders[i])))
			return true;
	return false;
}

/* Second control characters, which a policy does not take either, are 0xc2 and another byte. */
static bool has_control(const char *path)
{
	for (const unsigned char *c = (const unsigned char *)path; *c; c++)
		if (*c < 0x20 || *c == 0x7f || (*c == 0xc2 && c[1] < 0xa0))
			return true;
	return false;
}

/* What it tries is recorded as anybody's. */
static bool is_ourselves(const char *path)
{
	char *self = realpath("/proc/self/exe", NULL);
	bool same = self && !strcmp(self, path);

	free(self);
	return same;
}

const char *explain_path(const char *path)
{
	if (!path || !*path)
		return "the record does not say which program it was";
	if (!strncmp(path, "...", 3))
		return "the record has only the end of the program's path";
	if (strchr(path, '?'))
		return "a '?' in the program's path may stand for a byte that is not text";
	if (has_control(path) || strchr(path, '#') || path[strlen(path) - 1] == ' ')
		return "a policy cannot name a path with '#', control characters or a blank at its "
		       "end";
	if (!is_plain_path(path))
		return "it is no whole path of a program";
	if (is_ourselves(path))
		return "it is holdfast, which tries its own lock and has to be refused";
	return NULL;
}

static void look_at_file(int fd, struct program_look *look)
{
	struct stat st;
	int err;

	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		look->unfit = must_format("there is no regular file now");
	} else if (is_script(fd)) {
		look->unfit = must_format("there is a script now: the kernel runs its interpreter, "
					  "and knows no other program");
	} else {
		err = measure_verity(fd, &look->verity);
		look->measured = !err;
		if (err)
			look->unmeasured = must_format("%s", err == -ENODATA ?
								     "it has no fs-verity digest" :
								     explain_verity(err));
	}
}

/* The path in the record is one without links: where there is one now, it is another file. */
static bool leads_elsewhere(const char *path, struct program_look *look)
{
	char *real = realpath(path, NULL), *shown;

	if (!real) {
		look->unmeasured = must_format("it cannot be looked at: %s", strerror(errno));
		return true;
	}
	if (strcmp(real, path) != 0) {
		shown = printable(real);
		look->unfit = must_format("the path leads to another file now: %s", shown);
		free(shown);
	}
	free(real);
	return look->unfit;
}

void look_at_program(const char *path, struct program_look *look)
{
	int fd;

	memset(look, 0, sizeof(*look));
	if (leads_elsewhere(path, look))
		return;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW);
	if (fd < 0) {
		look->unmeasured = must_format("it cannot be looked at: %s", strerror(errno));
		return;
	}
	look_at_file(fd, look);
	close(fd);
}

void free_program_look(struct program_look *look)
{
	free(look->unfit);
	free(look->unmeasured);
}
