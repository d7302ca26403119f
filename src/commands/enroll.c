// SPDX-License-Identifier: GPL-2.0
#include <getopt.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/options.h"
#include "base/quote.h"
#include "base/report.h"
#include "commands/commands.h"
#include "policy/elf_needs.h"
#include "policy/libraries.h"
#include "policy/policy.h"
#include "policy/verity.h"

static const char help[] =
	"Turns on fs-verity for PROGRAM, for good: the file can be replaced, but no longer written to.\n"
	"Prints the section of a policy that gives it an exception, called NAME or like PROGRAM.\n";

/* Turns fs-verity on, and writes the digest's text. Returns 0, or -1 after saying why it cannot. */
static int enroll_file(const char *path, char text[VERITY_TEXT_SIZE])
{
	char *shown = printable(path);
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int err = fd < 0 ? -errno : 0;
	struct verity verity;

	if (fd < 0) {
		fail("enroll: %s: %s", shown, strerror(-err));
	} else if (is_script(fd)) {
		err = fail("enroll: %s is a script: the kernel runs its interpreter, and an "
			   "exception for an interpreter is one for every script; enroll a "
			   "compiled program",
			   shown);
	} else {
		err = enable_verity(fd);
		if (!err)
			err = measure_verity(fd, &verity);
		if (err)
			fail("enroll: %s: %s", shown, explain_verity(err));
		else
			format_verity(verity.digest, text);
	}
	if (fd >= 0)
		close(fd);
	free(shown);
	return err ? -1 : 0;
}

/* The section's name: @given, or else the program's. NULL after saying that it is invalid. */
static const char *choose_name(const char *given, const char *path)
{
	const char *name = given ? given : strrchr(path, '/') + 1;
	char quoted[QUOTE_SIZE];

	if (is_exception_name(name))
		return name;
	fail("enroll: no exception can be named '%s'; give a NAME of letters, digits, '.', '_' and "
	     "'-'",
	     quote(quoted, name, strlen(name)));
	return NULL;
}

/* Writes the policy's lines for the libraries into *@lines. Returns 0, or -1 if one could not be enrolled. */
static int enroll_libraries(const char *program, char **lines)
{
	struct libraries libraries = { 0 };
	int err = find_libraries(program, &libraries);
	char *comments = must_copy("", 0), *digests = must_copy("", 0);

	for (size_t i = 0; i < libraries.count; i++) {
		char text[VERITY_TEXT_SIZE], *shown = printable(libraries.paths[i]);
		char *comments_before = comments, *digests_before = digests;

		if (enroll_file(libraries.paths[i], text)) {
			err = -1;
		} else {
			comments = must_format("%s# %s\n", comments_before, shown);
			digests = must_format("%s%s%s", digests_before, *digests ? " " : "", text);
			free(comments_before);
			free(digests_before);
		}
		free(shown);
	}
	*lines = must_format("Libraries=verified\n%s%s%s%s", comments, *digests ? "Library=" : "",
			     digests, *digests ? "\n" : "");
	free(comments);
	free(digests);
	free_libraries(&libraries);
	return err;
}

static void print_section(const char *name, const char *path, const char *digest,
			  const char *libraries)
{
	printf("[Exception %s]\n"
	       "# What it may do, see `holdfast explain`; Registers= narrows msr, Ports= ioport,\n"
	       "# Paths= debugfs and tracefs.\n"
	       "Reason=\nProgram=%s\nVerity=%s\n%s",
	       name, path, digest, libraries ? libraries : "");
	if (libraries)
		fail("enroll: note: libraries that %s loads later, by dlopen(3), are not "
		     "included: plugins, and modules of the name service",
		     name);
}

/* Checks that a policy can name the path. */
static int check_path(const char *path)
{
	char *shown = printable(path);
	int err = 0;

	for (const char *c = path; *c; c++)
		if ((unsigned char)*c < 0x20 || *c == 0x7f || *c == '#')
			err = -1;
	if (err)
		fail("enroll: %s: a policy cannot name a path with '#' or control characters; "
		     "rename it",
		     shown);
	free(shown);
	return err;
}

static int enroll(const char *program, const char *given, bool with_libraries)
{
	char text[VERITY_TEXT_SIZE];
	char *path = realpath(program, NULL), *libraries = NULL;
	const char *name = NULL;
	int err = -1;

	if (!path)
		fail("enroll: %s: %m", program);
	else if (!check_path(path))
		name = choose_name(given, path);
	if (name)
		err = enroll_file(path, text);
	if (!err && with_libraries)
		err = enroll_libraries(path, &libraries);
	if (!err)
		print_section(name, path, text, libraries);
	free(libraries);
	free(path);
	return err ? EXIT_FAILED : EXIT_OK;
}

static int run(const struct command *command, int argc, char **argv)
{
	bool with_libraries = false;
	int c;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c != 'l')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		with_libraries = true;
	}
	if (argc - optind < 1 || argc - optind > 2)
		return fail_usage("enroll: give one PROGRAM, and at most one NAME for its "
				  "exception");
	if (argv[optind + 1] && !is_exception_name(argv[optind + 1]))
		return fail_usage("enroll: no exception can be named '%s'; valid: letters, digits, "
				  "'.', '_' and '-'",
				  argv[optind + 1]);
	return enroll(argv[optind], argv[optind + 1], with_libraries);
}

static const struct command_option options[] = {
	{ .name = "libraries",
	  .letter = 'l',
	  .help = "the same for its interpreter and its libraries, and allow it no others" },
	OPTIONS_END,
};

const struct command enroll_command = {
	.name = "enroll",
	.run = run,
	.operands = "PROGRAM [NAME]",
	.kind = OPERANDS_FILES,
	.summary = "Have the kernel verify a program, for an exception of the policy",
	.help = help,
	.options = options,
};
