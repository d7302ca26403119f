/* SPDX-License-Identifier: GPL-2.0 */
/* The modules that are loaded, and those that depmod(8) has listed as installed for this kernel. */
#ifndef HOLDFAST_MODULES_LIST_H
#define HOLDFAST_MODULES_LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/index.h"

struct module {
	char *name; /* as the kernel has it, with _ for - */
	char *path; /* NULL: there is no file of it */
	bool loaded;
	char taints[16]; /* as the kernel gives them: O, E, F...; "": none, or not loaded */
	char **needs;	 /* names of other modules in the list */
	size_t need_count;
};

struct module_list {
	struct module *modules;
	size_t count;
	struct index index;
};

/*
 * @problem: what could not be read, for free(): the list is not whole then. NULL: it is. Free the list
 * in any case.
 */
void list_modules(struct module_list *list, char **problem);
void free_modules(struct module_list *list);

/* The one of that name, or NULL. */
struct module *find_listed(const struct module_list *list, const char *name);

/* The name of the module that a file has: "a_b" of "/x/a-b.ko.xz". For free(). */
char *module_name(const char *path);

/* For list_modules(): what a line of modules.dep says, below the folder of the kernel's modules. */
void add_installed(struct module_list *list, const char *folder, char *line);

#endif
