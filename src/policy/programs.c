// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/quote.h"
#include "base/words.h"
#include "policy/elf_needs.h"
#include "policy/programs.h"
#include "policy/text/places.h"
#include "policy/text/values.h"
#include "policy/verdict.h"
#include "policy/verity.h"

static const struct place *find_place(const struct policy *policy,
				      const struct policy_exception *exception, const char *key)
{
	return &find_exception_origin(policy, exception, key)->value;
}

/* How much of a reason an exception has, where that is no part of it that the policy names. */
static const char *how_much(const struct policy_exception *exception, unsigned int reason)
{
	if (policy_reasons_of_files(exception) & hf_set_of((int)reason))
		return " (with the files that are listed only)";
	if (reason == HF_REASON_MSR && !exception->registers.count)
		return " (there is no Registers=: all of them)";
	if (reason == HF_REASON_IOPORT && !exception->ports.count)
		return " (there is no Ports=: all of them)";
	if (reason == HF_REASON_DEVICE_DMA && !exception->devices.count)
		return " (there is no Devices=: all of them)";
	return hf_has_paths(reason) && !exception->paths.count ?
		       " (there is no Paths=: all of it)" :
		       "";
}

static void warn_of_gift(const struct policy *policy, const struct policy_exception *exception)
{
	const struct place *at = find_place(policy, exception, "Reason");

	for (unsigned int r = 0; r < HF_REASONS; r++) {
		if (!(exception->reasons & hf_set_of((int)r)))
			continue;
		warn_at(at, "a program with the exception %s can %s%s", exception->name,
			reason_texts[r].gives, how_much(exception, r));
	}
	for (unsigned int i = 0; i < exception->registers.count; i++) {
		if (exception->registers.list[i].mask == ALL_BITS)
			continue;
		warn_at(find_place(policy, exception, "Registers"),
			"register 0x%x of exception %s has a mask, which only the built-in LSM "
			"enforces; a lock with the engine bpf refuses this policy",
			exception->registers.list[i].range.first, exception->name);
		break;
	}
	if (exception->unverified)
		warn_at(find_place(policy, exception, "Unverified"),
			"root can replace the program, and has the exception %s then",
			exception->name);
}

static void warn_of_libraries(const struct place *at, const char *program, int fd)
{
	struct elf_needs needs;
	char *names, *interpreter, *shown;
	size_t size = 1;

	if (read_elf_needs(fd, &needs)) {
		warn_at(at, "%s is no ELF program", program);
		return;
	}
	for (size_t i = 0; i < needs.library_count; i++)
		size += strlen(needs.libraries[i]) + 2;
	names = must_alloc(size);
	for (size_t i = 0; i < needs.library_count; i++)
		append_word(names, size, needs.libraries[i]);
	shown = printable(names);
	interpreter = printable(needs.interpreter ? needs.interpreter : "");
	if (needs.interpreter)
		warn_at(at,
			"%s runs code of its interpreter %s and its libraries (%s), which nothing "
			"verifies; Libraries=verified and Library= have them verified, as "
			"`holdfast enroll --libraries` prints them",
			program, interpreter, *shown ? shown : "none");
	free(interpreter);
	free(shown);
	free(names);
	free_elf_needs(&needs);
}

static void warn_of_digest(const struct policy *policy, const struct policy_exception *exception,
			   const char *program, int fd)
{
	const struct place *at = find_place(policy, exception, "Verity");
	char text[VERITY_TEXT_SIZE];
	struct verity verity;
	int err = measure_verity(fd, &verity);

	if (err) {
		warn_at(at, "%s: %s", program, explain_verity(err));
		return;
	}
	if (has_digest(&exception->verity, &verity))
		return;
	format_verity(verity.digest, text);
	warn_at(at, "%s is not what Verity= says: its digest is %s", program, text);
}

/* The engine compares the path that the kernel has: one without links. */
static void warn_of_links(const struct place *at, const char *program, const char *kind,
			  const char *name)
{
	char *real = realpath(program, NULL), quoted[QUOTE_SIZE];

	if (real && strcmp(real, program) != 0)
		warn_at(at, "the path leads through a link, and the %s %s never applies; write %s",
			kind, name, quote(quoted, real, strlen(real)));
	free(real);
}

static int check_open_program(const struct policy *policy, const struct policy_exception *exception,
			      const char *program, int fd)
{
	const struct place *at = find_place(policy, exception, "Program");
	struct stat st;

	if (fstat(fd, &st) || !S_ISREG(st.st_mode)) {
		warn_at(at, "%s is no regular file", program);
		return 0;
	}
	if (is_script(fd)) {
		problem(at,
			"%s is a script: the kernel runs its interpreter, as for every script; "
			"valid: a compiled program",
			program);
		return -1;
	}
	if (exception->unverified)
		warn_of_links(at, exception->program, "exception", exception->name);
	if (!exception->verified_libraries)
		warn_of_libraries(at, program, fd);
	if (exception->verity.count)
		warn_of_digest(policy, exception, program, fd);
	return 0;
}

static int check_program(const struct policy *policy, const struct policy_exception *exception)
{
	char program[QUOTE_SIZE];
	int fd = open(exception->program, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int err;

	quote(program, exception->program, strlen(exception->program));
	if (fd < 0) {
		warn_at(find_place(policy, exception, "Program"), "%s cannot be looked at: %m",
			program);
		return 0;
	}
	err = check_open_program(policy, exception, program, fd);
	close(fd);
	return err;
}

/* What it is for may not be installed, or be another one: it is not wrong. */
static void check_quiet(const struct policy *policy, const struct policy_quiet *quiet)
{
	const struct place *at = &find_quiet_origin(policy, quiet, "Program")->value;
	int fd = open(quiet->program, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	char program[QUOTE_SIZE];

	quote(program, quiet->program, strlen(quiet->program));
	warn_of_links(at, quiet->program, "quiet rule", quiet->name);
	if (fd < 0)
		warn_at(at, "%s cannot be looked at: %m", program);
	else if (is_script(fd))
		warn_at(at,
			"%s is a script: events have its interpreter, and the quiet rule %s never "
			"applies",
			program, quiet->name);
	if (fd >= 0)
		close(fd);
}

int check_programs(const struct policy *policy)
{
	int err = 0;

	for (size_t i = 0; i < policy->exception_count; i++) {
		const struct policy_exception *exception = &policy->exceptions[i];

		warn_of_gift(policy, exception);
		if (exception->program && check_program(policy, exception))
			err = -1;
	}
	for (size_t i = 0; i < policy->quiet_count; i++)
		check_quiet(policy, &policy->quiet[i]);
	return err;
}
