// SPDX-License-Identifier: GPL-2.0
/* holdfast-modules: the command `holdfast modules`. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/event_text.h"
#include "base/memory.h"
#include "base/options.h"
#include "base/report.h"
#include "modules/command.h"
#include "modules/look.h"

static const char help[] =
	"Without an argument, examines all modules that are loaded or installed for this kernel. Lists\n"
	"those that are loaded and those that would fail, except modules that would fail only because\n"
	"they need one of these. Changes and loads nothing.\n"
	"\n"
	"  loads        the signature is right, and the kernel has its key\n"
	"  should load  the kernel has the key; the signature could not be checked, and why\n"
	"  fails        under a lock, or always, and why\n"
	"\n"
	"Exit status: 0, none would fail; 3, some would; 1, something could not be examined.\n";

struct output {
	struct look look;
	json_t *json; /* the array of rows; NULL: print text */
	bool all;
	size_t counts[ANSWERS];
};

struct row {
	const char *name;
	const char *file;	     /* NULL: there is none */
	const struct module *module; /* NULL: the user named a file */
};

static const char *const answer_names[ANSWERS] = {
	[ANSWER_LOADS] = "loads",  [ANSWER_UNCHECKED] = "unchecked", [ANSWER_FAILS] = "fails",
	[ANSWER_BROKEN] = "fails", [ANSWER_UNKNOWN] = "unknown",
};

static const char *const answer_texts[ANSWERS] = {
	[ANSWER_LOADS] = "loads",     [ANSWER_UNCHECKED] = "should load",
	[ANSWER_FAILS] = "fails",     [ANSWER_BROKEN] = "fails, locked or not",
	[ANSWER_UNKNOWN] = "unknown",
};

/* File names are bytes. */
static char *show(const char *text)
{
	char *shown = must_copy(text ? text : "", text ? strlen(text) : 0);

	make_printable(shown);
	return shown;
}

static json_t *build_row(const struct row *row, const struct judgement *judgement)
{
	const struct module *module = row->module;
	char *name = show(row->name), *file = show(row->file);
	json_t *json = json_pack(
		"{s:s, s:o, s:b, s:o, s:o, s:o, s:b, s:s, s:b, s:o, s:o}", "module", name, "file",
		json_text_or_null(file), "loaded", module && module->loaded, "taints",
		json_text_or_null(module ? module->taints : ""), "signer",
		json_text_or_null(judgement->signer), "keyring", json_text_or_null(judgement->ring),
		"key_unknown", judgement->key_unknown, "when_locked",
		answer_names[judgement->answer], "fails_now", judgement->answer == ANSWER_BROKEN,
		"why", json_text_or_null(judgement->why), "certificate",
		json_text_or_null(judgement->certificate));

	free(name);
	free(file);
	return json;
}

static const char *answer_colour(enum answer answer)
{
	if (answer == ANSWER_LOADS)
		return colour_green();
	return answer == ANSWER_FAILS || answer == ANSWER_BROKEN ? colour_red() : "";
}

#define ROW "%-24s  %-12s  %-36s  %-23s  %s%s%s%s%s\n"

static void print_row(const struct row *row, const struct judgement *judgement)
{
	const char *colour = answer_colour(judgement->answer);
	char *name = show(row->module ? row->name : row->file);
	char state[32];

	snprintf(state, sizeof(state), "%s%s%s%s",
		 !row->module	     ? "file" :
		 row->module->loaded ? "loaded" :
				       "installed",
		 row->module && *row->module->taints ? " (" : "",
		 row->module ? row->module->taints : "",
		 row->module && *row->module->taints ? ")" : "");
	printf(ROW, name, state, *judgement->signer ? judgement->signer : "-",
	       judgement->ring	      ? judgement->ring :
	       judgement->key_unknown ? "unknown to this kernel" :
					"-",
	       colour, answer_texts[judgement->answer], *colour ? colour_off() : "",
	       *judgement->why ? ": " : "", judgement->why);
	free(name);
}

static void put_row(struct output *out, const struct row *row, const struct judgement *judgement)
{
	if (out->json)
		json_array_append_new(out->json, build_row(row, judgement));
	else
		print_row(row, judgement);
}

static bool fails(const struct judgement *judgement)
{
	return judgement->answer == ANSWER_FAILS || judgement->answer == ANSWER_BROKEN;
}

/* @wanted: list the module with any answer. A failing module is listed; those that need it are only counted. */
static void put_module(struct output *out, const struct module *module, bool wanted)
{
	struct row row = { module->name, module->path, module };
	struct judgement judgement;

	look_at_module(&out->look, module, &judgement);
	out->counts[judgement.answer]++;
	if (wanted || (fails(&judgement) && !judgement.needs_other))
		put_row(out, &row, &judgement);
}

static void put_file(struct output *out, const char *path)
{
	char *name = module_name(path);
	struct row row = { name, path, NULL };
	struct judgement judgement;

	look_at_file(&out->look, path, &judgement);
	out->counts[judgement.answer]++;
	put_row(out, &row, &judgement);
	free(name);
}

static bool is_file(const char *argument)
{
	return strchr(argument, '/') || strstr(argument, ".ko");
}

static const struct module *find_named(const struct look *look, const char *argument)
{
	char *name = module_name(argument);
	const struct module *module = find_listed(&look->list, name);

	free(name);
	return module;
}

static int check_arguments(const struct look *look, char *const *arguments)
{
	for (; *arguments; arguments++) {
		char *shown;

		if (is_file(*arguments) || find_named(look, *arguments))
			continue;
		shown = show(*arguments);
		fail_usage("modules: no module '%s' is loaded, or installed for this kernel as "
			   "one that can be loaded; for a file give its path",
			   shown);
		free(shown);
		return EXIT_USAGE;
	}
	return EXIT_OK;
}

static void put_all(struct output *out)
{
	const struct module_list *list = &out->look.list;

	for (size_t i = 0; i < list->count; i++)
		put_module(out, &list->modules[i], out->all || list->modules[i].loaded);
}

static int put_counts(struct output *out)
{
	const size_t *n = out->counts;
	size_t fails = n[ANSWER_FAILS] + n[ANSWER_BROKEN];
	size_t all = n[ANSWER_LOADS] + n[ANSWER_UNCHECKED] + fails + n[ANSWER_UNKNOWN];
	bool told = !n[ANSWER_UNKNOWN] && !out->look.problem;
	int status = EXIT_OK;

	if (out->json)
		status = print_json(json_pack(
			"{s:o, s:{s:I, s:I, s:I, s:I, s:I}}", "modules", out->json, "summary",
			"modules", (json_int_t)all, "loads", (json_int_t)n[ANSWER_LOADS],
			"unchecked", (json_int_t)n[ANSWER_UNCHECKED], "fails", (json_int_t)fails,
			"unknown", (json_int_t)n[ANSWER_UNKNOWN]));
	else
		printf("\n%zu modules: %zu load, %zu should load, %zu fail, %zu unknown\n", all,
		       n[ANSWER_LOADS], n[ANSWER_UNCHECKED], fails, n[ANSWER_UNKNOWN]);
	status = finish_output(status);
	if (status == EXIT_OK && !told)
		return EXIT_FAILED;
	return status == EXIT_OK && fails ? EXIT_FOUND : status;
}

static int look_at(struct output *out, char *const *arguments)
{
	bool some = *arguments;

	if (check_arguments(&out->look, arguments))
		return EXIT_USAGE;
	if (out->look.judge.no_keyrings)
		fail("modules: %s", out->look.judge.no_keyrings);
	if (out->look.problem)
		fail("modules: %s", out->look.problem);
	if (!out->json)
		printf(ROW, "MODULE", "STATE", "SIGNER", "KEY", "", "WHEN LOCKED", "", "", "");
	for (; *arguments; arguments++) {
		if (is_file(*arguments))
			put_file(out, *arguments);
		else
			put_module(out, find_named(&out->look, *arguments), true);
	}
	if (!some)
		put_all(out);
	return put_counts(out);
}

static int show_modules(const struct command *command, int argc, char **argv)
{
	struct output out = { 0 };
	bool json = false;
	const char *why;
	int status, c;

	while ((c = next_option(argc, argv, command)) != -1) {
		if (c == 'h' || c == '?')
			return c == 'h' ? EXIT_OK : EXIT_USAGE;
		json |= c == 'j';
		out.all |= c == 'a';
		why = c == 'c' ? add_certificates(&out.look.judge.certificates, optarg) : NULL;
		if (why) {
			fail("modules: --certificate=%s: %s", optarg, why);
			return EXIT_FAILED;
		}
	}
	open_look(&out.look);
	out.json = json ? json_array() : NULL;
	status = look_at(&out, argv + optind);
	close_look(&out.look);
	return status;
}

static const struct command modules_command = MODULES_COMMAND(show_modules, help);
const struct command *const commands[] = { &modules_command, NULL };

int main(int argc, char **argv)
{
	/* The name in messages and help. */
	static char name[] = "modules";

	if (argc > 0)
		argv[0] = name;
	return finish_output(show_modules(commands[0], argc, argv));
}
