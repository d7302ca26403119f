// SPDX-License-Identifier: GPL-2.0
/* holdfast boot: the initramfs runs it. It decides on the level, locks, and reports loudly. */
#include <getopt.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/reboot.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/options.h"
#include "base/report.h"
#include "base/tell.h"
#include "base/text_file.h"
#include "commands/commands.h"
#include "lock/boot_check.h"
#include "lock/boot_params.h"
#include "lock/boot_record.h"
#include "lock/lock.h"
#include "lock/request_policy.h"
#include "policy/show.h"
#include "policy/policy.h"

static const char help[] =
	"The initramfs runs this before the root file system is mounted. The kernel's command line names\n"
	"the level, or the image does: by a policy in /etc/holdfast, or by a level in /etc/holdfast/level.\n"
	"\n"
	"  holdfast=none|integrity|confidentiality\n"
	"  lockdown=integrity|confidentiality       the kernel's own; the higher of both counts\n"
	"  holdfast.seal=yes|no\n"
	"  holdfast.on_failure=continue|shell|poweroff\n"
	"\n"
	"Exit status: 0, locked as wanted; 1, it failed and the boot goes on; 3, it failed and a shell is\n"
	"wanted. The first line of /run/holdfast.boot says the same. It is there only if this command\n"
	"came to its end.\n";

#define LEVEL_FILE  "/etc/holdfast/level"
#define POLICY_FILE "/etc/holdfast/holdfast.conf"

/* The next after EXIT_OK, EXIT_FAILED and EXIT_USAGE. */
#define EXIT_SHELL 3

/* Time to read, before the screen goes dark. */
#define SECONDS_BEFORE_POWEROFF 5

/* Redirects stderr to a file, whose text goes to the console and the log. */
static int begin_words(int *err)
{
	int said = memfd_create("stderr", MFD_CLOEXEC);

	*err = dup(STDERR_FILENO);
	dup2(said, STDERR_FILENO);
	return said;
}

static void end_words(int said, int err, char *words, size_t size)
{
	ssize_t len = pread(said, words, size - 1, 0);

	words[len > 0 ? len : 0] = '\0';
	dup2(err, STDERR_FILENO);
	close(err);
	close(said);
}

/* A misspelt or unreadable level may have meant any level, so the strictest is taken. */
static void take_strictest(struct boot_params *params)
{
	params->failed = true;
	params->level = HF_CONFIDENTIALITY;
}

/* Whether the image's policy has the last line that `holdfast policy show` writes. */
static bool policy_is_whole(void)
{
	static const char end[] = POLICY_END "\n";
	char *text = read_text_file(AT_FDCWD, POLICY_FILE);
	size_t len = text ? strlen(text) : 0;
	bool whole = len >= strlen(end) && !strcmp(text + len - strlen(end), end);

	free(text);
	return whole;
}

/*
 * Reads the image's policy, which was merged into one file when the image was made. Returns NULL after saying why it
 * cannot be used. A truncated policy is refused: it may have lost its level or its seal.
 */
static struct policy *read_image_policy(void)
{
	struct policy *policy = policy_read("");

	if (!policy || policy_is_whole())
		return policy;
	fail("%s: it was cut off: its last line is not '%s', which `holdfast policy show` "
	     "writes; make the image again",
	     POLICY_FILE, POLICY_END);
	policy_free(policy);
	return NULL;
}

/* Asks for the image's policy at the chosen level. If the image has none, the root file system may bring one. */
static void build_request(struct boot_params *params, struct policy *policy,
			  struct lock_request *request)
{
	const struct lock_request level_alone = { .for_policy = true };

	*request = level_alone;
	if (policy) {
		policy->level = policy->level_under_secure_boot = params->level;
		if (request_policy(policy, request)) {
			take_strictest(params);
			*request = level_alone;
		}
	}
	request->level = params->level;
	request->seal |= params->seal;
}

static int lock_by(struct boot_params *params, struct lock_request *request)
{
	struct lock_outcome outcome = { 0 };
	int err = lock_in_turn(request, &outcome);

	if (err && request->seal) {
		/* A lock without its seal is better than none, and it is reported. */
		params->failed = true;
		request->seal = false;
		memset(&outcome, 0, sizeof(outcome));
		err = lock_in_turn(request, &outcome);
	}
	return err;
}

/* Locks as the image and the command line say. Errors go to stderr. */
static int lock_as_wanted(struct boot_params *params)
{
	bool has_policy = policy_is_there("");
	struct policy *policy = has_policy ? read_image_policy() : NULL;
	char *image = policy	 ? strdup(level_name(policy_level(policy))) :
		      has_policy ? NULL :
				   read_text_file(AT_FDCWD, LEVEL_FILE);
	struct lock_request request;
	int err = 0;

	if (!image && !has_policy && errno != ENOENT)
		image = strdup(""); /* no level, and no permission for none */
	read_boot_params(image, params);
	if (has_policy && !policy)
		take_strictest(params);
	free(image);
	if (params->level != HF_NONE) {
		build_request(params, policy, &request);
		err = lock_by(params, &request);
		free_request(&request);
	}
	policy_free(policy);
	return err;
}

/* @details: the errors, in lines. */
static int follow_up(const struct boot_params *params, bool is_locked, const char *details)
{
	char message[256], *record;

	snprintf(message, sizeof(message), "%s %s; what follows: %s",
		 is_locked ? "NOT AS WANTED, but locked at" :
			     "FAILED: NOT LOCKED, and was to be at",
		 level_name(params->level), boot_failure_name(params->on_failure));
	tell(EMERGENCY, message);
	record = must_format("%s\n%s", message, details);
	write_boot_record(boot_failure_name(params->on_failure), record);
	free(record);
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
	/* A machine that was to be locked must not run unlocked. */
	tell(EMERGENCY, "the machine cannot be powered off; it stops here");
	for (;;)
		pause();
}

static int boot(void)
{
	struct boot_params params;
	char words[4096], message[64], *details;
	int said, stderr_before, err, status;

	said = begin_words(&stderr_before);
	err = lock_as_wanted(&params);
	end_words(said, stderr_before, words, sizeof(words));
	details = must_format("%s%s", params.notes, words);
	tell_lines(ERROR, params.notes);
	tell_lines(ERROR, words);
	if (err || params.failed) {
		status = follow_up(&params, !err, details);
		free(details);
		return status;
	}
	free(details);
	if (params.level != HF_NONE) {
		snprintf(message, sizeof(message), "locked at %s", level_name(params.level));
		tell(NOTICE, message);
	}
	return write_boot_record(BOOT_RECORD_OK, "") ? EXIT_FAILED : EXIT_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	bool check = false;
	int c;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c != 'c')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		check = true;
	}
	if (optind < argc)
		return fail_usage("boot: no arguments, but got '%s'", argv[optind]);
	return !check ? boot() : check_boot() ? EXIT_FAILED : EXIT_OK;
}

static const struct command_option options[] = {
	{ .name = "check",
	  .letter = 'c',
	  .help = "later, on the real root: fail if a lock was asked for and is not there" },
	OPTIONS_END,
};

const struct command boot_command = {
	.name = "boot",
	.run = run,
	.operands = "",
	.kind = OPERANDS_NONE,
	.summary = "Lock as the kernel's command line says; for the initramfs",
	.help = help,
	.options = options,
};
