// SPDX-License-Identifier: GPL-2.0
/* A probe's answer: an operation that could not be tried never counts as denied. */
#include "unit.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/syscall.h>

#include "confinement.h"
#include "machine.h"
#include "probe.h"

/* The machine, as the tests pretend it to be. */
static const char *confinement;
static bool confined_device_only, capable, initial, time_flies;
static char unloaded[32];
static long long slept;

const char *find_confinement(bool device)
{
	return confined_device_only && !device ? NULL : confinement;
}

bool in_initial_user_namespace(void)
{
	return initial;
}

bool has_capability(int capability)
{
	assert_int_equal(capability, CAP_SYS_BOOT);
	return capable;
}

const char *capability_name(int capability)
{
	return capability == CAP_SYS_BOOT ? "CAP_SYS_BOOT" : "another";
}

void unload_module(const char *name)
{
	snprintf(unloaded, sizeof(unloaded), "%s", name);
}

/* Replaces the C library's function in this program; optionally a hundred times faster. */
/* NOLINTNEXTLINE(readability-inconsistent-declaration-parameter-name) */
int nanosleep(const struct timespec *want, struct timespec *left)
{
	long long ns = want->tv_sec * 1000000000LL + want->tv_nsec;
	struct timespec real;

	slept += ns;
	if (time_flies)
		ns /= 100;
	real = (struct timespec){ .tv_sec = ns / 1000000000, .tv_nsec = ns % 1000000000 };
	return (int)syscall(SYS_nanosleep, &real, left);
}

static int set_up(void **state)
{
	(void)state;
	confinement = NULL;
	confined_device_only = time_flies = false;
	capable = initial = true;
	unloaded[0] = '\0';
	slept = 0;
	return 0;
}

/* The expected answer in one expression; probe_answer() computes it differently. */
static enum probe_outcome wanted_outcome(int err, int behind, int expected)
{
	if (err == behind)
		return PROBE_OPEN;
	if (err == 0 || err == ENOSYS)
		return PROBE_UNREACHABLE;
	return err == expected ? PROBE_DENIED : PROBE_OTHERWISE;
}

static void every_errno_has_its_outcome(void **state)
{
	static const int behinds[] = { 0, EINVAL, ENOSYS, ENOEXEC };
	static const int expecteds[] = { EPERM, EACCES, EINVAL };
	struct probe_result res;

	(void)state;
	for (int err = 0; err <= EHWPOISON; err++)
		for (size_t b = 0; b < ARRAY_SIZE(behinds); b++)
			for (size_t e = 0; e < ARRAY_SIZE(expecteds); e++) {
				memset(&res, 0, sizeof(res));
				probe_answer(&res, err, behinds[b], expecteds[e]);
				assert_int_equal(res.outcome,
						 wanted_outcome(err, behinds[b], expecteds[e]));
				assert_int_equal(!!*res.why,
						 res.outcome == PROBE_OTHERWISE ||
							 res.outcome == PROBE_UNREACHABLE);
			}
	probe_answer(&res, EPERM, 0, EPERM);
	assert_int_equal(res.err, EPERM);
	probe_answer(&res, ENOSYS, 0, EPERM);
	assert_int_equal(res.err, 0);
}

static void confined_refusals_do_not_count(void **state)
{
	struct probe_result res = { .opens_device = true };

	(void)state;
	confinement = "a seccomp filter confines this process";
	probe_answer(&res, EPERM, 0, EPERM);
	assert_int_equal(res.outcome, PROBE_OTHERWISE);
	assert_int_equal(res.err, EPERM);
	assert_contains(res.why, "seccomp");
	probe_answer(&res, EACCES, 0, EACCES);
	assert_int_equal(res.outcome, PROBE_OTHERWISE);
	/* No sandbox returns this errno, and none makes an operation succeed. */
	probe_answer(&res, EINVAL, 0, EINVAL);
	assert_int_equal(res.outcome, PROBE_DENIED);
	probe_answer(&res, 0, 0, EPERM);
	assert_int_equal(res.outcome, PROBE_OPEN);

	confined_device_only = true;
	probe_answer(&res, EPERM, 0, EPERM);
	assert_int_equal(res.outcome, PROBE_OTHERWISE);
	res.opens_device = false;
	probe_answer(&res, EPERM, 0, EPERM);
	assert_int_equal(res.outcome, PROBE_DENIED);
}

static void last_answer_counts_alone(void **state)
{
	struct probe_result res = { 0 };

	(void)state;
	probe_otherwise(&res, EBUSY, "%s", "in use");
	probe_open(&res);
	assert_int_equal(res.outcome, PROBE_OPEN);
	assert_int_equal(res.err, 0);
	assert_string_equal(res.why, "");
	probe_denied(&res, EPERM, EPERM);
	probe_unreachable(&res, "gone");
	assert_int_equal(res.outcome, PROBE_UNREACHABLE);
	assert_int_equal(res.err, 0);
	assert_string_equal(res.why, "gone");
}

static void say_denied(struct probe_result *res)
{
	probe_denied(res, EPERM, EPERM);
}

static void say_nothing(struct probe_result *res)
{
	(void)res;
}

static void say_control_failed(struct probe_result *res)
{
	probe_unreachable(res, "no such device");
}

static void deny_and_die(struct probe_result *res)
{
	snprintf(res->module, sizeof(res->module), "dummy");
	probe_denied(res, EPERM, EPERM);
	kill(getpid(), SIGKILL);
}

static void deny_and_abort(struct probe_result *res)
{
	probe_denied(res, EPERM, EPERM);
	signal(SIGABRT, SIG_DFL);
	abort();
}

static void deny_and_leave(struct probe_result *res)
{
	probe_denied(res, EPERM, EPERM);
	_exit(1);
}

static void deny_and_hang(struct probe_result *res)
{
	snprintf(res->module, sizeof(res->module), "dummy");
	probe_denied(res, EPERM, EPERM);
	for (;;)
		pause();
}

static struct probe_result run(void (*function)(struct probe_result *))
{
	struct probe probe = { .name = "test", .capability = CAP_SYS_BOOT, .run = function };
	struct probe_result res;

	probe_run(&probe, false, &res);
	return res;
}

static void assert_unreachable(struct probe_result res, const char *why)
{
	assert_int_equal(res.outcome, PROBE_UNREACHABLE);
	assert_int_equal(res.err, 0);
	assert_contains(res.why, why);
}

static void answer_of_a_child_comes_back(void **state)
{
	struct probe_result res = run(say_denied);

	(void)state;
	assert_int_equal(res.outcome, PROBE_DENIED);
	assert_int_equal(res.err, EPERM);
	assert_string_equal(unloaded, "");
}

static void failed_control_is_unreachable(void **state)
{
	(void)state;
	assert_unreachable(run(say_control_failed), "no such device");
	assert_unreachable(run(say_nothing), "without an answer");
}

static void crash_is_unreachable(void **state)
{
	(void)state;
	assert_unreachable(run(deny_and_die), "SIGKILL");
	assert_string_equal(unloaded, "dummy");
	assert_unreachable(run(deny_and_abort), "SIGABRT");
	assert_unreachable(run(deny_and_leave), "status 1");
}

static void no_answer_in_time_is_unreachable(void **state)
{
	(void)state;
	time_flies = true;
	assert_unreachable(run(deny_and_hang), "no answer within");
	assert_true(slept >= PROBE_SECONDS * 1000000000LL);
	assert_string_equal(unloaded, "dummy");
}

static void missing_rights_are_unreachable(void **state)
{
	(void)state;
	capable = false;
	assert_unreachable(run(say_denied), geteuid() ? "needs root" : "no CAP_SYS_BOOT");
	capable = true;
	initial = false;
	assert_unreachable(run(say_denied), "user namespace");
}

static void any_user_needs_no_rights(void **state)
{
	struct probe probe = { .name = "test", .capability = PROBE_ANY_USER, .run = say_denied };
	struct probe_result res;

	(void)state;
	capable = initial = false;
	probe_run(&probe, false, &res);
	assert_int_equal(res.outcome, PROBE_DENIED);
}

static void intrusive_ones_are_asked_for(void **state)
{
	struct probe probe = { .capability = CAP_SYS_BOOT,
			       .intrusive = "it hurts",
			       .run = say_denied };
	struct probe_result res;

	(void)state;
	probe_run(&probe, false, &res);
	assert_unreachable(res, "it hurts");
	probe_run(&probe, true, &res);
	assert_int_equal(res.outcome, PROBE_DENIED);
}

/* Defined in another order than listed. */
DEFINE_PROBE(third) = { .name = "msr/b", .reason = HF_REASON_MSR, .run = say_nothing };
DEFINE_PROBE(second) = { .name = "msr/a", .reason = HF_REASON_MSR, .run = say_nothing };
DEFINE_PROBE(first) = { .name = "z", .reason = HF_REASON_DEV_MEM, .run = say_nothing };

static void list_is_in_order(void **state)
{
	size_t count;
	const struct probe *const *list = probe_list(&count);

	(void)state;
	assert_int_equal(count, 3);
	assert_string_equal(list[0]->name, "z");
	assert_string_equal(list[1]->name, "msr/a");
	assert_string_equal(list[2]->name, "msr/b");
}

#define test(name) cmocka_unit_test_setup(name, set_up)

int main(void)
{
	const struct CMUnitTest tests[] = {
		test(every_errno_has_its_outcome),
		test(confined_refusals_do_not_count),
		test(last_answer_counts_alone),
		test(answer_of_a_child_comes_back),
		test(failed_control_is_unreachable),
		test(crash_is_unreachable),
		test(no_answer_in_time_is_unreachable),
		test(missing_rights_are_unreachable),
		test(any_user_needs_no_rights),
		test(intrusive_ones_are_asked_for),
		test(list_is_in_order),
	};

	return cmocka_run_group_tests_name("probe", tests, NULL, NULL);
}
