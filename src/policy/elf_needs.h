/* SPDX-License-Identifier: GPL-2.0 */
/* What else is mapped as code when a program is started, as the program itself says. */
#ifndef HOLDFAST_POLICY_ELF_NEEDS_H
#define HOLDFAST_POLICY_ELF_NEEDS_H

#include <stdbool.h>
#include <stddef.h>

struct elf_needs {
	char *interpreter; /* NULL: none, as for a static program or a library */
	char *search;	   /* folders, with a colon between; NULL: none of its own */
	char **libraries;  /* the names that it has for them */
	size_t library_count;
	int machine; /* a library of another one is never mapped by it */
	int class;
};

/* 0, or -ENOEXEC where it is no ELF file, or a broken one. Free with free_elf_needs() then. */
int read_elf_needs(int fd, struct elf_needs *needs);

void free_elf_needs(struct elf_needs *needs);

/* Whether it begins with "#!": the kernel runs the interpreter then, and knows no other program. */
bool is_script(int fd);

#endif
