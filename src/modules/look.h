/* SPDX-License-Identifier: GPL-2.0 */
/* Modules, each with what would become of it: of its own file, and with what it needs. */
#ifndef HOLDFAST_MODULES_LOOK_H
#define HOLDFAST_MODULES_LOOK_H

#include <stdbool.h>

#include "modules/answer.h"
#include "modules/list.h"

struct look {
	struct judge judge;
	struct module_list list;
	char *problem;		      /* why the list is not whole; NULL: it is */
	struct judgement *judgements; /* of the list's, each by its own file */
	bool *judged;
};

/* Lists them and finds what it takes to judge; judges nothing yet. */
void open_look(struct look *look);
void close_look(struct look *look);

/* Judges one of the list with what it needs, or a file. Gone with the look. */
void look_at_module(struct look *look, const struct module *module, struct judgement *judgement);
void look_at_file(const struct look *look, const char *path, struct judgement *judgement);

#endif
