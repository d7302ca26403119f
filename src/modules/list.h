/* SPDX-License-Identifier: GPL-2.0 */
/* The loaded modules, and those that depmod(8) lists as installed for this kernel. */
#ifndef HOLDFAST_MODULES_LIST_H
#define HOLDFAST_MODULES_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/index.h"

struct module {
	char *name; /* as the kernel has it, with _ for - */
	char *path; /* NULL: it has no file */
	bool loaded;
	char taints[16]; /* the kernel's letters: O, E, F...; "": none, or not loaded */
	char **needs;	 /* names of other modules in the list */
	size_t need_count;
};

struct module_list {
	struct module *modules;
	size_t count;
	struct index index;
};

/*
 * @problem: returns NULL, or, for an incomplete list, the thing that could not be read, for free(). Free the list in
 * any case.
 */
void list_modules(struct module_list *list, char **problem);
void free_modules(struct module_list *list);

/* The module called @name, or NULL. */
struct module *find_listed(const struct module_list *list, const char *name);

/* The name of the module in a file: "a_b" for "/x/a-b.ko.xz". For free(). */
char *module_name(const char *path);

/* For list_modules(): adds the module of a line of modules.dep. @folder: that of the kernel's modules. */
void add_installed(struct module_list *list, const char *folder, char *line);

#endif
