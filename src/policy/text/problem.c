// SPDX-License-Identifier: GPL-2.0
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/report.h"
#include "policy/text/problem.h"

static void say(const struct place *at, const char *kind, const char *format, va_list args)
{
	char *text;

	if (vasprintf(&text, format, args) < 0)
		text = NULL;
	if (at->line)
		fail("%s:%u:%u: %s%s", at->file->shown, at->line, at->column, kind,
		     text ? text : "out of memory");
	else
		fail("%s: %s%s", at->file->shown, kind, text ? text : "out of memory");
	free(text);
}

void problem(const struct place *at, const char *format, ...)
{
	va_list args;

	at->file->problems++;
	if (at->file->problems == PROBLEMS_SHOWN + 1)
		fail("%s: there is more that is wrong; correct these first", at->file->shown);
	if (at->file->problems > PROBLEMS_SHOWN)
		return;
	va_start(args, format);
	say(at, "", format, args);
	va_end(args);
}

void warn_at(const struct place *at, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(at, "warning: ", format, args);
	va_end(args);
}
