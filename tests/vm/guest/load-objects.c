// SPDX-License-Identifier: GPL-2.0
/*
 * load-objects FOLDER [PRINTED [why]]: loads each FOLDER/NAME.bpf.o without attaching it, and frees it. If an object
 * does not load as a whole, each of its programs is loaded alone. PRINTED is an earlier output: then only the objects
 * and programs that were loaded there are tried. Prints
 *
 *	NAME * loaded
 *	NAME * ERRNO
 *	NAME PROGRAM loaded|ERRNO
 *
 * in the order of the names. With "why", a word after each failure names the rule of core/bpf_surface.def (cause.h);
 * "after": none, the refusal came after the verifier. An object that cannot be opened is NAME ! ERRNO. EAGAIN: the
 * verifier did not finish in SECONDS.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <bpf/libbpf.h>

#include "cause.h"

#define SUFFIX	".bpf.o"
#define SECONDS 20

static const char *folder;
static bool wants_cause;

static int is_object(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return length > strlen(SUFFIX) && !strcmp(entry->d_name + length - strlen(SUFFIX), SUFFIX);
}

static struct bpf_object *open_object(const char *file)
{
	char path[4096];

	if (snprintf(path, sizeof(path), "%s/%s", folder, file) >= (int)sizeof(path)) {
		errno = ENAMETOOLONG;
		return NULL;
	}
	return bpf_object__open_file(path, NULL);
}

/* Belongs to the last object that did not load. */
static char cause[64];

static void tell(const char *file, const char *program, int err)
{
	const char *name = err ? strerrorname_np(-err) : "loaded";

	printf("%.*s %s ", (int)(strlen(file) - strlen(SUFFIX)), file, program);
	/* libbpf has errors of its own. */
	if (name)
		fputs(name, stdout);
	else
		printf("libbpf%d", -err);
	puts(err && wants_cause ? cause : "");
	fflush(stdout);
}

/* The first program that the list refuses in @object, which did not load. */
static void find_objects_cause(const struct bpf_object *object)
{
	struct bpf_program *program;
	char word[sizeof(cause) - 1];

	strcpy(cause, " after");
	bpf_object__for_each_program(program, object)
	{
		if (!bpf_program__autoload(program))
			continue;
		find_cause(word, sizeof(word), program);
		if (!*word)
			continue;
		snprintf(cause, sizeof(cause), " %s", word);
		return;
	}
}

/* The verifier gives up if a signal is pending; libbpf tries five times. */
static void set_alarm(int seconds)
{
	const struct itimerval timer = { { !!seconds, 0 }, { seconds, 0 } };

	setitimer(ITIMER_REAL, &timer, NULL);
}

static void ignore_alarm(int signal)
{
	(void)signal;
}

/* @only: the number of the one program, or -1: as its author means it to be loaded. */
static int load(const char *file, int only)
{
	struct bpf_object *object = open_object(file);
	struct bpf_program *program;
	int at = 0, err = -errno;

	if (!object)
		return err;
	bpf_object__for_each_program(program, object)
	{
		if (only >= 0)
			bpf_program__set_autoload(program, at == only);
		at++;
	}
	set_alarm(SECONDS);
	err = bpf_object__load(object);
	set_alarm(0);
	if (err && wants_cause)
		find_objects_cause(object);
	bpf_object__close(object);
	return err;
}

static void load_one_by_one(const char *file)
{
	struct bpf_object *object = open_object(file);
	struct bpf_program *program;
	int at = 0;

	if (!object)
		return;
	bpf_object__for_each_program(program, object)
		tell(file, bpf_program__name(program), load(file, at++));
	bpf_object__close(object);
}

static void load_object(const char *file)
{
	struct bpf_object *object = open_object(file);
	int err = -errno;

	if (!object) {
		tell(file, "!", err);
		return;
	}
	bpf_object__close(object);
	err = load(file, -1);
	tell(file, "*", err);
	if (err)
		load_one_by_one(file);
}

static int load_folder(void)
{
	struct dirent **entries;
	int count = scandir(folder, &entries, is_object, alphasort);

	if (count < 0) {
		fprintf(stderr, "load-objects: %s: %s\n", folder, strerror(errno));
		return 1;
	}
	for (int i = 0; i < count; i++)
		load_object(entries[i]->d_name);
	return 0;
}

/* The numbers of the programs that are printed one by one: they come in the order of the object. */
static int load_again(const char *printed)
{
	FILE *lines = fopen(printed, "re");
	char name[NAME_MAX + 1 + sizeof(SUFFIX)], last[sizeof(name)] = "", program[256], result[64];
	int at = -1;

	if (!lines) {
		fprintf(stderr, "load-objects: %s: %s\n", printed, strerror(errno));
		return 1;
	}
	while (fscanf(lines, "%255s %255s %63s", name, program, result) == 3) {
		at = strcmp(name, last) ? -1 : at + 1;
		strcpy(last, name);
		strcat(name, SUFFIX);
		if (!strcmp(result, "loaded"))
			tell(name, program, load(name, at));
	}
	fclose(lines);
	return 0;
}

int main(int argc, char **argv)
{
	wants_cause = argc == 4 && !strcmp(argv[3], "why");
	if (argc != 2 && argc != 3 && !wants_cause) {
		fputs("usage: load-objects FOLDER [PRINTED [why]]\n", stderr);
		return 2;
	}
	libbpf_set_print(NULL);
	signal(SIGALRM, ignore_alarm);
	folder = argv[1];
	return argc >= 3 ? load_again(argv[2]) : load_folder();
}
