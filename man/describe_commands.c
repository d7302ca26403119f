// SPDX-License-Identifier: GPL-2.0
/*
 * Copies a text from stdin to stdout, and puts what the program's table of commands says in the place of a line of it:
 *
 *	describe_commands man lock	@SYNOPSIS@ of a manual page: of that command; of all where it is "all"
 *	describe_commands bash		@WORDS@ and @VALUES@ of the completions for bash
 *	describe_commands zsh		@COMMANDS@ and @ARGUMENTS@ of those for zsh
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/options.h"

static void print_lower(const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		putchar(tolower((unsigned char)text[i]));
}

/* A word of the operands: "FILE...", "[LEVEL]" or, as it is typed, "msr-safe". */
static void print_mdoc_operand(const char *word, size_t len)
{
	bool optional = *word == '[', repeated;

	word += optional;
	len -= optional ? 2 : 0;
	repeated = len > 3 && !strncmp(word + len - 3, "...", 3);
	len -= repeated ? 3 : 0;
	fputs(optional ? ".Op " : ".", stdout);
	fputs(isupper((unsigned char)*word) ? "Ar " : "Cm ", stdout);
	print_lower(word, len);
	puts(repeated ? " ..." : "");
}

static void print_mdoc_option(const struct command_option *option)
{
	printf(option->required ? ".Fl -%s" : ".Op Fl -%s", option->name);
	if (option->value) {
		fputs(option->optional ? " Ns Op = Ns Ar " : " Ns = Ns Ar ", stdout);
		print_lower(option->value, strlen(option->value));
	}
	putchar('\n');
}

static void print_mdoc_line(const struct command *parent, const struct command *command)
{
	const char *word = command->operands;

	printf(".Nm holdfast\n.Cm %s%s%s\n", parent ? parent->name : "", parent ? " " : "",
	       command->name);
	for (size_t len; (len = strcspn(word, " ")); word += len + (word[len] == ' '))
		print_mdoc_operand(word, len);
	for (const struct command_option *o = command->options; o && o->name; o++)
		print_mdoc_option(o);
}

static void print_mdoc(const struct command *command)
{
	if (!command->subcommands)
		print_mdoc_line(NULL, command);
	for (const struct command *s = command->subcommands; s && s->name; s++)
		print_mdoc_line(command, s);
}

/* Returns how many commands there are of that name. */
static int print_synopses(const char *name)
{
	int count = 0;

	for (size_t i = 0; commands[i]; i++) {
		if (strcmp(name, "all") != 0 && strcmp(name, commands[i]->name) != 0)
			continue;
		print_mdoc(commands[i]);
		count++;
	}
	return count;
}

static const char *const operand_words[] = {
	[OPERANDS_NONE] = "",
	[OPERANDS_LEVELS] = "none integrity confidentiality ",
	[OPERANDS_REASONS] = "@reasons ",
	[OPERANDS_MODULES] = "@modules @files ",
	[OPERANDS_FILES] = "@files ",
};

static void print_bash_words(const struct command *parent, const struct command *command)
{
	printf("\t'%s%s%s') echo '%s", parent ? parent->name : "", parent ? " " : "", command->name,
	       operand_words[command->kind]);
	for (const struct command *s = command->subcommands; s && s->name; s++)
		printf("%s ", s->name);
	/* A word that is typed as it is. */
	if (islower((unsigned char)*command->operands))
		printf("%.*s ", (int)strcspn(command->operands, " "), command->operands);
	for (const struct command_option *o = command->options; o && o->name; o++) {
		if (o->optional)
			printf("--%s ", o->name);
		printf("--%s%s ", o->name, o->value ? "=" : "");
	}
	puts("--help' ;;");
}

static void print_bash_values(const struct command *command)
{
	for (const struct command_option *o = command->options; o && o->name; o++)
		if (o->words)
			printf("\t'%s --%s') echo '%s' ;;\n", command->name, o->name, o->words);
}

static void print_words(void)
{
	printf("\t'') echo '");
	for (size_t i = 0; commands[i]; i++)
		printf("%s ", commands[i]->name);
	puts("--help --version' ;;");
	for (size_t i = 0; commands[i]; i++) {
		print_bash_words(NULL, commands[i]);
		for (const struct command *s = commands[i]->subcommands; s && s->name; s++)
			print_bash_words(commands[i], s);
	}
}

static void print_values(void)
{
	for (size_t i = 0; commands[i]; i++)
		print_bash_values(commands[i]);
}

/* Up to the end of its line, within quotes; @special: what has a meaning there. */
static void print_zsh_text(const char *text, const char *special)
{
	for (; *text && *text != '\n'; text++) {
		if (*text == '\'')
			fputs("'\\''", stdout);
		else if (strchr(special, *text))
			printf("\\%c", *text);
		else
			putchar(*text);
	}
}

static void print_zsh_commands(void)
{
	for (size_t i = 0; commands[i]; i++) {
		printf("\t\t'%s:", commands[i]->name);
		print_zsh_text(commands[i]->summary, ":");
		puts("'");
	}
}

static void print_zsh_option(const struct command_option *option)
{
	printf(" \\\n\t\t\t'--%s%s[", option->name,
	       !option->value	? "" :
	       option->optional ? "=-" :
				  "=");
	print_zsh_text(option->help, "[]");
	putchar(']');
	if (option->value) {
		fputs(option->optional ? "::" : ":", stdout);
		print_zsh_text(option->value, ":");
		if (option->words)
			printf(":(%s)", option->words);
		else if (!strcmp(option->value, "FILE"))
			fputs(":_files", stdout);
	}
	putchar('\'');
}

static void print_zsh_arguments(const struct command *command)
{
	static const char *const operands[] = {
		[OPERANDS_NONE] = NULL,
		[OPERANDS_LEVELS] = "1:level:(none integrity confidentiality)",
		[OPERANDS_REASONS] = "*:reason:_holdfast_reasons",
		[OPERANDS_MODULES] = "*:module:_files",
		[OPERANDS_FILES] = "*:file:_files",
	};

	printf("\t%s)\n\t\t_arguments '(- *)--help[show help]'", command->name);
	for (const struct command_option *o = command->options; o && o->name; o++)
		print_zsh_option(o);
	if (command->subcommands)
		fputs(" \\\n\t\t\t'1:what to do:(", stdout);
	for (const struct command *s = command->subcommands; s && s->name; s++)
		printf("%s%s", s->name, s[1].name ? " " : ")' '*:file:_files'");
	for (const struct command *s = command->subcommands; s && s->name; s++)
		for (const struct command_option *o = s->options; o && o->name; o++)
			print_zsh_option(o);
	if (operands[command->kind])
		printf(" \\\n\t\t\t'%s'", operands[command->kind]);
	puts("\n\t\t;;");
}

static void print_zsh_all_arguments(void)
{
	for (size_t i = 0; commands[i]; i++)
		print_zsh_arguments(commands[i]);
}

/* Puts what takes the place of a line that is @mark; false where nothing does. */
static bool put(const char *format, const char *name, const char *mark)
{
	const struct {
		const char *format, *mark;
		void (*print)(void);
	} places[] = {
		{ "bash", "@WORDS@\n", print_words },
		{ "bash", "@VALUES@\n", print_values },
		{ "zsh", "@COMMANDS@\n", print_zsh_commands },
		{ "zsh", "@ARGUMENTS@\n", print_zsh_all_arguments },
	};

	if (!strcmp(format, "man") && !strcmp(mark, "@SYNOPSIS@\n"))
		return print_synopses(name);
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		if (strcmp(places[i].format, format) != 0 || strcmp(places[i].mark, mark) != 0)
			continue;
		places[i].print();
		return true;
	}
	return false;
}

int main(int argc, char **argv)
{
	const char *format = argc > 1 ? argv[1] : "", *name = argc > 2 ? argv[2] : "";
	char line[4096];
	int found = 0;

	while (fgets(line, sizeof(line), stdin)) {
		if (*line == '@' && put(format, name, line))
			found++;
		else
			fputs(line, stdout);
	}
	if (found && !fflush(stdout) && !ferror(stdout))
		return 0;
	fprintf(stderr, "describe_commands: %s %s: nothing to put in its place\n", format, name);
	return 1;
}
