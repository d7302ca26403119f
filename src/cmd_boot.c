// SPDX-License-Identifier: GPL-2.0
/* holdfast boot: what the initramfs runs. Decides what to lock at, has it done, and is loud. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/reboot.h>
#include <unistd.h>

#include "boot_params.h"
#include "commands.h"
#include "names.h"
#include "options.h"
#include "report.h"

const char cmd_boot_help[] =
	"What the initramfs runs, before the root file system is mounted. The kernel's command line\n"
	"says at which level to lock, or a file that was put into the image:\n\n"
	"  holdfast=none|integrity|confidentiality\n"
	"  lockdown=integrity|confidentiality       the kernel's own; the higher of both counts\n"
	"  holdfast.seal=yes|no\n"
	"  holdfast.on_failure=continue|shell|poweroff\n\n"
	"Exits with 0 where it is locked as wanted, with 1 where that failed and the boot is to go\n"
	"on, with 3 where it failed and a shell is wanted.\n";

#define LEVEL_FILE "/etc/holdfast/level"

/* Behind EXIT_OK, EXIT_FAILED and EXIT_USAGE. */
#define EXIT_SHELL 3

/* Time to read, before the screen goes dark. */
#define SECONDS_BEFORE_POWEROFF 5

/* The kernel's levels of messages. "quiet" hides a notice from the console, and nothing emergent. */
enum urgency { EMERGENCY = 0, ERROR = 3, NOTICE = 5 };

/* To the kernel's log, which outlives the initramfs, and its consoles; and to stderr. */
static void tell(enum urgency urgency, const char *message)
{
	int fd = open("/dev/kmsg", O_WRONLY | O_CLOEXEC);
	char text[600];
	int len;

	/*
	 * One write is one message, without the newline it waits for the next one, and dprintf()
	 * wants to seek, which fails there.
	 */
	len = snprintf(text, sizeof(text), "<%u>holdfast: %.512s\n", urgency, message);
	if (fd >= 0) {
		if (write(fd, text, (size_t)len) < 0)
			fail("cannot write to /dev/kmsg: %m");
		close(fd);
	}
	if (urgency != NOTICE)
		fail("%s", message);
}

static void tell_lines(enum urgency urgency, char *text)
{
	char *rest = text;
	char *line;

	while ((line = strsep(&rest, "\n"))) {
		if (!strncmp(line, "holdfast: ", 10))
			line += 10;
		if (*line)
			tell(urgency, line);
	}
}

/* The whole of a file as a string, to be freed. NULL, with errno, where it cannot be read. */
static char *read_file(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = NULL;
	size_t size = 0;
	ssize_t len;

	if (!file)
		return NULL;
	/* Up to a byte that no text has. */
	len = getdelim(&text, &size, '\0', file);
	if (len < 0 && !ferror(file) && text)
		*text = '\0';
	else if (len < 0) {
		free(text);
		text = NULL;
	}
	fclose(file);
	return text;
}

/*
 * `holdfast lock`, with what it says on stderr in @words. Its outcome is not for the console, which
 * is quiet where all is well.
 */
static int run_lock(const struct boot_params *params, char *words, size_t size)
{
	char *argv[8], lock[] = "lock", for_policy[] = "--for-policy", level[32];
	int null = open("/dev/null", O_WRONLY | O_CLOEXEC);
	int said = memfd_create("stderr", MFD_CLOEXEC);
	int out = dup(STDOUT_FILENO), err = dup(STDERR_FILENO);
	int argc = 0, status;
	ssize_t len;

	snprintf(level, sizeof(level), "%s", level_name(params->level));
	argv[argc++] = lock;
	argv[argc++] = level;
	/* The policy is on the real root. */
	argv[argc++] = for_policy;
	argv[argc] = NULL;
	fflush(stdout);
	dup2(null, STDOUT_FILENO);
	dup2(said, STDERR_FILENO);
	optind = 0; /* a command line of its own */
	status = cmd_lock(argc, argv);
	fflush(stdout);
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	len = pread(said, words, size - 1, 0);
	words[len > 0 ? len : 0] = '\0';
	close(out);
	close(err);
	close(said);
	close(null);
	return status;
}

static int follow_up(const struct boot_params *params, bool is_locked)
{
	char message[256];

	snprintf(message, sizeof(message), "%s %s; what follows: %s",
		 is_locked ? "NOT AS WANTED, but locked at" :
			     "FAILED: NOT LOCKED, and was to be at",
		 level_name(params->level), boot_failure_name(params->on_failure));
	tell(EMERGENCY, message);
	switch (params->on_failure) {
	case BOOT_CONTINUE:
		return EXIT_FAILED;
	case BOOT_SHELL:
		return EXIT_SHELL;
	case BOOT_POWEROFF:
		break;
	}
	sync();
	sleep(SECONDS_BEFORE_POWEROFF);
	reboot(RB_POWER_OFF);
	/* Nothing that was to be locked goes on unlocked. */
	tell(EMERGENCY, "the machine cannot be powered off; it stops here");
	for (;;)
		pause();
}

int cmd_boot(int argc, char **argv)
{
	static const struct option options[] = { OPTIONS_END };
	struct boot_params params;
	char words[4096] = "", message[64];
	char *line, *image;
	int status;
	int c;

	while ((c = next_option(argc, argv, options)) != -1)
		return c == 'h' ? EXIT_OK : EXIT_USAGE;
	if (optind < argc)
		return fail_usage("boot: no arguments, but got '%s'", argv[optind]);
	line = read_file("/proc/cmdline");
	image = read_file(LEVEL_FILE);
	if (!image && errno != ENOENT)
		image = strdup(""); /* no level, and no permission for none */
	decide_boot(line, image, &params);
	free(line);
	free(image);
	tell_lines(ERROR, params.notes);
	if (params.level == HF_NONE)
		return EXIT_OK;
	status = run_lock(&params, words, sizeof(words));
	tell_lines(ERROR, words);
	/* The seal's guards refuse to move mounts, which is what switch_root has to do. */
	if (params.seal) {
		tell(ERROR,
		     "holdfast.seal=yes: the root is to be switched, and a seal would refuse "
		     "that; not sealed: run `holdfast seal` behind it");
		params.failed = true;
	}
	if (status != EXIT_OK || params.failed)
		return follow_up(&params, status == EXIT_OK);
	snprintf(message, sizeof(message), "locked at %s", level_name(params.level));
	tell(NOTICE, message);
	return EXIT_OK;
}
