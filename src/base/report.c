// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/report.h"

static void print_error(const char *format, va_list args)
{
	fflush(stdout);
	fputs("holdfast: ", stderr);
	vfprintf(stderr, format, args);
	fputc('\n', stderr);
}

int fail(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_error(format, args);
	va_end(args);
	return -1;
}

int fail_usage(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_error(format, args);
	va_end(args);
	return EXIT_USAGE;
}

static int dump_json(json_t *object, size_t flags)
{
	int err;

	if (!object) {
		fail("out of memory");
		return EXIT_FAILED;
	}
	err = json_dumpf(object, stdout, flags);
	json_decref(object);
	if (putchar('\n') == EOF || fflush(stdout) == EOF || err) {
		fail("cannot write to standard output: %m");
		return EXIT_FAILED;
	}
	return EXIT_OK;
}

int print_json(json_t *object)
{
	return dump_json(object, JSON_INDENT(2));
}

int print_json_line(json_t *object)
{
	return dump_json(object, JSON_COMPACT);
}

int finish_output(int status)
{
	bool written = !ferror(stdout);

	if (fflush(stdout) != EOF && written)
		return status;
	/* A command that failed has reported its error, perhaps this one. */
	if (status == EXIT_OK)
		fail("cannot write to standard output: %m");
	return status == EXIT_OK ? EXIT_FAILED : status;
}

static const char *colour(const char *sequence)
{
	static int wanted = -1;

	if (wanted < 0)
		wanted = isatty(STDOUT_FILENO) && !getenv("NO_COLOR");
	return wanted ? sequence : "";
}

const char *colour_bold(void)
{
	return colour("\033[1m");
}

const char *colour_red(void)
{
	return colour("\033[31m");
}

const char *colour_green(void)
{
	return colour("\033[32m");
}

const char *colour_off(void)
{
	return colour("\033[0m");
}

void format_boot_time(uint64_t ns, char *text, size_t size)
{
	const int64_t second = 1000000000;
	struct timespec boot, real;
	struct tm tm;
	time_t seconds;
	int64_t rest;

	clock_gettime(CLOCK_BOOTTIME, &boot);
	clock_gettime(CLOCK_REALTIME, &real);
	/* Seconds and rest are added apart, because their sum overflows if @ns is wild. */
	rest = real.tv_nsec - boot.tv_nsec + (int64_t)(ns % (uint64_t)second);
	seconds = real.tv_sec - boot.tv_sec + (time_t)(ns / (uint64_t)second);
	seconds += rest < 0 ? -1 : rest / second;
	gmtime_r(&seconds, &tm);
	strftime(text, size, "%Y-%m-%dT%H:%M:%SZ", &tm);
}

json_t *json_text_or_null(const char *text)
{
	return text && *text ? json_string(text) : json_null();
}
