// SPDX-License-Identifier: GPL-2.0
/* Programs with exceptions: the code that they map, and the messages about it. */
#include "policy_unit.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "policy/elf_needs.h"
#include "policy/libraries.h"
#include "policy/programs.h"

static char err[CAPTURE_SIZE];

static int check(const char *text)
{
	struct policy *policy = read_right(text);
	struct capture capture;
	int result;

	capture_begin(&capture, STDERR_FILENO);
	result = check_programs(policy);
	capture_end(&capture, err);
	policy_free(policy);
	return result;
}

/* This program itself, which is dynamic. */
static void find_self(char path[PATH_MAX])
{
	ssize_t len = readlink("/proc/self/exe", path, PATH_MAX - 1);

	assert_true(len > 0);
	path[len] = '\0';
}

static void gifts_are_named(void **state)
{
	(void)state;
	assert_int_equal(check(EXCEPTION "Registers=1\n"), 0);
	assert_int_equal(count_lines(err), 2);
	assert_contains(err, "/t:2:8: warning: a program with the exception e can write the "
			     "registers it is given; with all of them it can run code in the "
			     "kernel\n");
	assert_contains(err, "(there is no Ports=: all of them)\n");
	assert_int_equal(check("[Exception e]\nReason=debugfs tracefs\nVerity=" DIGEST "\n"), 0);
	assert_contains(err, "(there is no Paths=: all of it)\n");
	assert_int_equal(check("[Exception e]\nReason=debugfs\nVerity=" DIGEST
			       "\nPaths=/sys/kernel/debug/x\n"),
			 0);
	assert_lacks(err, "Paths=");
	assert_int_equal(check("[Exception e]\nReason=kcore\nProgram=/no/such\nUnverified=yes\n"),
			 0);
	assert_contains(err, "/t:4:12: warning: root can replace the program");
	assert_contains(err, "/t:3:9: warning: /no/such cannot be looked at: No such file");
}

static void scripts_are_errors(void **state)
{
	char folder[64], text[256];

	(void)state;
	make_folder(folder);
	write_file(folder, "s", "#!/bin/sh\n", 10);
	write_file(folder, "e", "", 0);
	snprintf(text, sizeof(text), EXCEPTION "Program=%s/s\n", folder);
	assert_int_equal(check(text), -1);
	assert_contains(err, "/t:4:9: ");
	assert_contains(err, "/s is a script: the kernel runs its interpreter");
	snprintf(text, sizeof(text), EXCEPTION "Program=%s/e\n", folder);
	assert_int_equal(check(text), 0);
	assert_contains(err, "/e is no ELF program");
	remove_folder(folder);
}

/* Bound to a path without a program. */
static void links_are_named(void **state)
{
	char folder[64], path[80], text[256], wanted[256];

	(void)state;
	make_folder(folder);
	write_file(folder, "p", "x", 1);
	snprintf(path, sizeof(path), "%s/l", folder);
	assert_int_equal(symlink("p", path), 0);
	snprintf(text, sizeof(text), "[Exception e]\nReason=kcore\nProgram=%s\nUnverified=yes\n",
		 path);
	assert_int_equal(check(text), 0);
	snprintf(wanted, sizeof(wanted),
		 "/t:3:9: warning: the path leads through a link, and the "
		 "exception e never applies; write %s/p\n",
		 folder);
	assert_contains(err, wanted);
	remove_folder(folder);
}

static void libraries_are_named(void **state)
{
	char path[PATH_MAX], text[PATH_MAX + 256];

	(void)state;
	find_self(path);
	snprintf(text, sizeof(text), EXCEPTION "Program=%s\n", path);
	assert_int_equal(check(text), 0);
	assert_contains(err, "its interpreter /lib");
	assert_contains(err, "libcmocka.so.0");
	assert_contains(err, "libc.so.6");
	snprintf(text, sizeof(text), EXCEPTION "Program=%s\nLibraries=verified\n", path);
	assert_int_equal(check(text), 0);
	assert_lacks(err, "libc.so.6");
	/* The program was built, but not enrolled. */
	assert_contains(err, "/t:3:8: warning: ");
}

static void libraries_are_found(void **state)
{
	struct libraries libraries = { 0 };
	bool interpreter = false, libc = false, jansson = false;
	char path[PATH_MAX];

	(void)state;
	find_self(path);
	assert_int_equal(find_libraries(path, &libraries), 0);
	for (size_t i = 0; i < libraries.count; i++) {
		interpreter = interpreter || strstr(libraries.paths[i], "/ld-linux");
		libc = libc || strstr(libraries.paths[i], "/libc.so.6");
		jansson = jansson || strstr(libraries.paths[i], "/libjansson.so.4");
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(libraries.paths[i], libraries.paths[j]);
	}
	assert_true(interpreter && libc && jansson);
	free_libraries(&libraries);
}

static char *load(const char *path, size_t *size)
{
	FILE *file = fopen(path, "re");
	char *image;

	assert_non_null(file);
	assert_int_equal(fseek(file, 0, SEEK_END), 0);
	*size = (size_t)ftell(file);
	rewind(file);
	image = malloc(*size);
	assert_non_null(image);
	assert_int_equal(fread(image, 1, *size, file), *size);
	fclose(file);
	return image;
}

/* Broken files are refused, or read without harm, under the sanitizers. */
static void broken_programs_do_no_harm(void **state)
{
	static const char plain[] = "/bin/true";
	uint64_t seed = 1;
	struct elf_needs needs;
	char folder[64], path[80];
	size_t size;
	char *image = load(plain, &size);
	int fd;

	(void)state;
	make_folder(folder);
	snprintf(path, sizeof(path), "%s/p", folder);
	write_file(folder, "p", image, size);
	fd = open(path, O_RDWR | O_CLOEXEC);
	assert_int_equal(read_elf_needs(fd, &needs), 0);
	assert_non_null(needs.interpreter);
	assert_true(needs.library_count > 0);
	free_elf_needs(&needs);
	for (unsigned int i = 0; i < 2000; i++) {
		size_t at;
		char byte;

		seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
		/* Mostly in the headers; the dynamic section is anywhere. */
		at = (size_t)(seed >> 33) % (i % 4 ? 1024 : size);
		byte = (char)(seed >> 24);
		assert_int_equal(pwrite(fd, &byte, 1, (off_t)at), 1);
		if (!read_elf_needs(fd, &needs))
			free_elf_needs(&needs);
		assert_int_equal(pwrite(fd, image + at, 1, (off_t)at), 1);
	}
	for (size_t cut = size; cut; cut /= 2) {
		assert_int_equal(ftruncate(fd, (off_t)cut - 1), 0);
		if (!read_elf_needs(fd, &needs))
			free_elf_needs(&needs);
	}
	assert_int_equal(read_elf_needs(fd, &needs), -ENOEXEC);
	close(fd);
	remove_folder(folder);
	free(image);
}

/* A file in which the interpreter's name would go past the end. */
static void names_end_in_the_file(void **state)
{
	struct elf_needs needs;
	char folder[64], path[80];
	size_t size;
	char *image = load("/bin/true", &size);
	Elf64_Ehdr header;
	Elf64_Phdr segment;
	int fd;

	(void)state;
	memcpy(&header, image, sizeof(header));
	for (size_t i = 0; i < header.e_phnum; i++) {
		char *at = image + header.e_phoff + i * sizeof(segment);

		memcpy(&segment, at, sizeof(segment));
		if (segment.p_type == PT_INTERP)
			segment.p_offset = size - 3;
		memcpy(at, &segment, sizeof(segment));
	}
	memset(image + size - 3, 'a', 3);
	make_folder(folder);
	snprintf(path, sizeof(path), "%s/p", folder);
	write_file(folder, "p", image, size);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	assert_int_equal(read_elf_needs(fd, &needs), -ENOEXEC);
	close(fd);
	remove_folder(folder);
	free(image);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gifts_are_named),
		cmocka_unit_test(scripts_are_errors),
		cmocka_unit_test(links_are_named),
		cmocka_unit_test(libraries_are_named),
		cmocka_unit_test(libraries_are_found),
		cmocka_unit_test(broken_programs_do_no_harm),
		cmocka_unit_test(names_end_in_the_file),
	};

	return cmocka_run_group_tests_name("policy programs", tests, NULL, NULL);
}
