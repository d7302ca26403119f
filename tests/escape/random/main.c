// SPDX-License-Identifier: GPL-2.0
/*
 * adversary: runs random programs and calls against the lock: docs/adversary.md.
 * Exit status: 0: everything was tried, and nothing passed the lock; 1: something passed; 2: it could not be tried.
 */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "count.h"
#include "generate_calls.h"
#include "oracle.h"

/* The bill of guards is checked after so many steps, and at the end. */
#define BILL_STEPS 2000
/* One step in so many makes calls instead of a program. */
#define CALL_STEPS     16
#define LEAST_ACCEPTED 30
/* The control tries at most so many times the requested programs, until each secret was found. */
#define MORE_CONTROL 5

static const char usage[] =
	"usage: adversary [--seed N] [--control N] [--programs N | --steps N | --seconds N] [--from STEP] [--show]\n"
	"		 [--lock COMMAND]\n";

struct options {
	uint64_t seed, control, programs, steps, seconds, from;
	const char *lock;
	bool show;
};

static struct kernel kernel;
static struct counts counts;
static char find[256];

/* Prints a line of TAP; the caller counts them. */
static bool check(bool passed, const char *what, const char *why)
{
	printf("%s - %s%s%s\n", passed ? "ok" : "not ok", what, passed || !*why ? "" : ": ",
	       passed ? "" : why);
	return passed;
}

static bool check_share(const char *phase)
{
	char what[128];

	snprintf(what, sizeof(what),
		 "%s: of %" PRIu64 " programs %u %% are accepted, which is %d or more", phase,
		 counts.made, accepted_share(&counts), LEAST_ACCEPTED);
	return check(accepted_share(&counts) >= LEAST_ACCEPTED, what, "");
}

static void show_program(const struct program *program)
{
	printf("%s %s, %u instructions\n", program->kind->name,
	       program->target ? program->target->name : "", program->count);
	for (unsigned int i = 0; i < program->count; i++) {
		const struct bpf_insn *insn = &program->insns[i];

		printf("%4u: %02x r%u r%u %d %d\n", i, insn->code, insn->dst_reg, insn->src_reg,
		       insn->off, insn->imm);
	}
}

/* Notes the secret that was found, or the operation that passed the lock. */
static bool tell_find(uint64_t step, const char *what, const char *where,
		      const struct program *program)
{
	snprintf(find, sizeof(find), "step %" PRIu64 ": %s%s%s", step, what, where ? ": by " : "",
		 where ?: "");
	puts(find);
	if (program)
		show_program(program);
	return true;
}

/* Without a lock nearly all programs could be attached; only some are, because it is slow. */
static void make_program(const struct options *options, uint64_t step, bool attach,
			 struct program *program)
{
	enum verdict verdict;
	bool ran;

	generate_program(&kernel, begin_step(options->seed, step), program);
	if (options->show)
		show_program(program);
	verdict = try_program_once(program, attach, &ran);
	count_program(&counts, program, verdict, ran);
}

/* Return: whether something passed. */
static bool try_step(const struct options *options, uint64_t step)
{
	static struct program program;
	bool calls = step % CALL_STEPS == 0;
	const char *where, *lost;
	int secret;

	if (calls)
		make_calls(begin_step(options->seed, step));
	else
		make_program(options, step, true, &program);
	secret = take_find(&where);
	if (secret >= 0)
		return tell_find(step, secret_names[secret], where, calls ? NULL : &program);
	watch_lock();
	lost = take_allowance();
	if (lost)
		return tell_find(step, "allowed", lost, calls ? NULL : &program);
	if (calls && !is_word_unchanged())
		return tell_find(step, "the word in the kernel's memory changed", NULL, NULL);
	if (step % BILL_STEPS != BILL_STEPS - 1)
		return false;
	printf("step %" PRIu64 ": %" PRIu64 " accepted\n", step, counts.accepted);
	fflush(stdout);
	lost = find_unguarded();
	return lost && tell_find(step, lost, NULL, NULL);
}

static bool is_each_found(const unsigned int *times)
{
	for (int i = 0; i < SECRETS; i++)
		if (!times[i])
			return false;
	return true;
}

/* Runs until each secret was found: for one that is never found without a lock, the test proves nothing. */
static bool run_control(const struct options *options)
{
	unsigned int times[SECRETS] = { 0 };
	static struct program program;
	const char *where;
	int secret;

	for (uint64_t step = 0; step < options->control ||
				(step < MORE_CONTROL * options->control && !is_each_found(times));
	     step++) {
		make_program(options, step, step % 2 == 0, &program);
		secret = take_find(&where);
		if (secret >= 0 && !times[secret]++)
			printf("unlocked: step %" PRIu64 ": %s: by %s, from %s\n", step,
			       secret_names[secret], where, program.kind->name);
	}
	print_counts(&counts, "unlocked");
	for (int i = 0; i < SECRETS; i++)
		printf("unlocked: %u times: %s\n", times[i], secret_names[i]);
	return check(is_each_found(times), "unlocked: each secret comes back", "") &
	       check_share("unlocked");
}

static bool is_enough(const struct options *options, uint64_t step, time_t begin)
{
	if (options->seconds)
		return time(NULL) - begin >= (time_t)options->seconds;
	if (options->steps)
		return step >= options->from + options->steps;
	/* The bound is for kernels that accept hardly any. */
	return counts.accepted >= options->programs || counts.made >= 10 * options->programs;
}

static bool run_sealed(const struct options *options)
{
	time_t begin = time(NULL);
	const char *lost = find_unguarded();
	uint64_t step = options->from;
	bool found = lost && tell_find(step, lost, NULL, NULL);

	memset(&counts, 0, sizeof(counts));
	begin_watch();
	for (; !found && !is_enough(options, step, begin); step++)
		found = try_step(options, step);
	if (!found) {
		lost = is_word_unchanged() ? find_unguarded() :
					     "the word in the kernel's memory changed";
		found = lost && tell_find(step, lost, NULL, NULL);
	}
	print_counts(&counts, "sealed");
	print_calls();
	printf("sealed: %" PRIu64 " steps in %ld s\n", step - options->from,
	       (long)(time(NULL) - begin));
	return check(!found, "sealed: nothing comes by", find) & (found || check_share("sealed"));
}

static uint64_t number_of(const char *text)
{
	char *end;
	uint64_t number;

	errno = 0;
	number = strtoull(text, &end, 10);
	if (errno || end == text || *end) {
		fprintf(stderr, "adversary: '%s' is no number\n%s", text, usage);
		exit(2);
	}
	return number;
}

static struct options read_options(int argc, char **argv)
{
	static const struct option known[] = {
		{ "seed", required_argument, NULL, 's' },
		{ "control", required_argument, NULL, 'c' },
		{ "programs", required_argument, NULL, 'p' },
		{ "steps", required_argument, NULL, 'n' },
		{ "seconds", required_argument, NULL, 't' },
		{ "from", required_argument, NULL, 'f' },
		{ "lock", required_argument, NULL, 'l' },
		{ "show", no_argument, NULL, 'v' },
		{ NULL, 0, NULL, 0 },
	};
	struct options options = {
		.seed = (uint64_t)time(NULL),
		.control = 2000,
		.programs = 10000,
		.lock = "holdfast lock confidentiality --native=no --seal",
	};
	int option;

	while ((option = getopt_long(argc, argv, "", known, NULL)) >= 0) {
		uint64_t *number = option == 's' ? &options.seed :
				   option == 'c' ? &options.control :
				   option == 'p' ? &options.programs :
				   option == 'n' ? &options.steps :
				   option == 't' ? &options.seconds :
				   option == 'f' ? &options.from :
						   NULL;

		if (number) {
			*number = number_of(optarg);
		} else if (option == 'l') {
			options.lock = optarg;
		} else if (option == 'v') {
			options.show = true;
		} else {
			fputs(usage, stderr);
			exit(2);
		}
	}
	return options;
}

int main(int argc, char **argv)
{
	struct options options = read_options(argc, argv);
	bool passed = true;

	printf("seed %" PRIu64 "\n", options.seed);
	fflush(stdout);
	plant_secrets();
	create_maps();
	prepare_runs();
	learn_kernel(&kernel);
	plant_address(read_operations(kernel.operations_offset));
	note_allowed();
	if (options.control)
		passed = run_control(&options);
	fflush(stdout);
	if (system(options.lock)) {
		fprintf(stderr, "adversary: %s failed\n", options.lock);
		return 2;
	}
	passed &= run_sealed(&options);
	return passed ? 0 : 1;
}
