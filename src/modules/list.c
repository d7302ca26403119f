// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>

#include "base/memory.h"
#include "modules/list.h"

char *module_name(const char *path)
{
	const char *base = strrchr(path, '/');
	const char *end;
	char *name;

	base = base ? base + 1 : path;
	end = strstr(base, ".ko");
	name = must_copy(base, end ? (size_t)(end - base) : strlen(base));
	for (char *c = name; *c; c++)
		*c = (char)(*c == '-' ? '_' : *c);
	return name;
}

struct module *find_listed(const struct module_list *list, const char *name)
{
	long place = index_find(&list->index, name, "");

	return place < 0 ? NULL : &list->modules[place];
}

/* Returns the module called @name, adding it if it is new. Takes ownership of @name. */
static struct module *have_module(struct module_list *list, char *name)
{
	struct module *module = find_listed(list, name);

	if (module) {
		free(name);
		return module;
	}
	list->modules = must_grow(list->modules, list->count, sizeof(*list->modules));
	index_add(&list->index, name, "", list->count);
	module = &list->modules[list->count++];
	module->name = name;
	return module;
}

void add_installed(struct module_list *list, const char *folder, char *line)
{
	char *rest = NULL, *path = strtok_r(line, " \n", &rest);
	struct module *module;
	size_t len;

	len = path ? strlen(path) : 0;
	if (len < 2 || path[len - 1] != ':')
		return;
	path[len - 1] = '\0';
	module = have_module(list, module_name(path));
	/* depmod lists the preferred file first. */
	if (module->path)
		return;
	module->path = *path == '/' ? must_copy(path, len) : must_format("%s/%s", folder, path);
	while ((path = strtok_r(NULL, " \n", &rest))) {
		module->needs =
			must_grow(module->needs, module->need_count, sizeof(*module->needs));
		module->needs[module->need_count++] = module_name(path);
	}
}

static int list_installed(struct module_list *list, const char *folder, char **problem)
{
	char *path = must_format("%s/modules.dep", folder);
	FILE *file = fopen(path, "re");
	char *line = NULL;
	size_t size = 0;
	int err;

	if (!file) {
		*problem = must_format("%s: %m", path);
		free(path);
		return -1;
	}
	errno = 0;
	while (getline(&line, &size, file) >= 0)
		add_installed(list, folder, line);
	err = ferror(file) ? -1 : 0;
	if (err)
		*problem = must_format("%s: %m", path);
	fclose(file);
	free(line);
	free(path);
	return err;
}

/* The module may have been unloaded since. */
static void read_taints(struct module *module)
{
	char *path = must_format("/sys/module/%s/taint", module->name);
	FILE *file = fopen(path, "re");

	if (file && !fgets(module->taints, sizeof(module->taints), file))
		module->taints[0] = '\0';
	module->taints[strcspn(module->taints, "\n")] = '\0';
	if (file)
		fclose(file);
	free(path);
}

static int list_loaded(struct module_list *list, char **problem)
{
	FILE *file = fopen("/proc/modules", "re");
	char *line = NULL;
	size_t size = 0;

	/* The file is missing on a kernel without modules, and on a system without procfs. */
	if (!file) {
		*problem = must_format("/proc/modules: %m");
		return -1;
	}
	while (getline(&line, &size, file) >= 0) {
		struct module *module = have_module(list, must_copy(line, strcspn(line, " \n")));

		module->loaded = true;
		read_taints(module);
	}
	fclose(file);
	free(line);
	return 0;
}

void list_modules(struct module_list *list, char **problem)
{
	struct utsname kernel;
	char *folder;

	memset(list, 0, sizeof(*list));
	*problem = NULL;
	uname(&kernel);
	folder = must_format("/lib/modules/%s", kernel.release);
	if (!list_loaded(list, problem))
		list_installed(list, folder, problem);
	free(folder);
}

void free_modules(struct module_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		struct module *module = &list->modules[i];

		for (size_t k = 0; k < module->need_count; k++)
			free(module->needs[k]);
		free(module->needs);
		free(module->path);
		free(module->name);
	}
	free(list->modules);
	index_free(&list->index);
	memset(list, 0, sizeof(*list));
}
