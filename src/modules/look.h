/* SPDX-License-Identifier: GPL-2.0 */
/* Modules with their answers, each for its own file and with the modules that it needs. */
#ifndef HOLDFAST_MODULES_LOOK_H
#define HOLDFAST_MODULES_LOOK_H

#include <stdbool.h>

#include "modules/answer.h"
#include "modules/list.h"

struct look {
	struct judge judge;
	struct module_list list;
	char *problem;		      /* why the list is incomplete; NULL: it is complete */
	struct judgement *judgements; /* of the list's modules, each for its own file */
	bool *judged;
};

/* Lists the modules and reads the facts for the answers, but judges nothing yet. */
void open_look(struct look *look);
void close_look(struct look *look);

/* Judge a module of the list with the modules that it needs, or a file. The result is valid until close_look(). */
void look_at_module(struct look *look, const struct module *module, struct judgement *judgement);
void look_at_file(const struct look *look, const char *path, struct judgement *judgement);

#endif
