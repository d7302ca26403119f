// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/names.h"
#include "modules/look.h"
#include "modules/read.h"

static const struct {
	const char *module;
	enum hf_reason reason;
} drivers[] = {
#define DRIVER(module, REASON, ...) { module, HF_REASON_##REASON },
#include "drivers.def"
};

void open_look(struct look *look)
{
	open_judge(&look->judge);
	find_certificates(&look->judge.certificates);
	list_modules(&look->list, &look->problem);
	look->judgements = must_alloc(look->list.count * sizeof(*look->judgements));
	look->judged = must_alloc(look->list.count * sizeof(*look->judged));
}

void close_look(struct look *look)
{
	free(look->judgements);
	free(look->judged);
	free_modules(&look->list);
	close_judge(&look->judge);
	free(look->problem);
}

static bool may_load(enum answer answer)
{
	return answer == ANSWER_LOADS || answer == ANSWER_UNCHECKED;
}

/* Refuses signed drivers that hand root the machine, by their names, as the engine does. */
static void judge_driver(const char *name, struct judgement *judgement)
{
	for (size_t i = 0; may_load(judgement->answer) && i < sizeof(drivers) / sizeof(drivers[0]);
	     i++)
		if (!strcmp(drivers[i].module, name))
			set_answer(judgement, ANSWER_FAILS, "holdfast refuses it for the reason %s",
				   reason_texts[drivers[i].reason].name);
}

void look_at_file(const struct look *look, const char *path, struct judgement *judgement)
{
	struct bytes file;
	const char *why = read_bytes(path, &file);
	char *name;

	memset(judgement, 0, sizeof(*judgement));
	if (why) {
		set_answer(judgement, ANSWER_UNKNOWN, "its file: %s", why);
		return;
	}
	judge_module(&look->judge, &file, judgement);
	free_bytes(&file);
	name = module_name(path);
	judge_driver(name, judgement);
	free(name);
}

static void judge_without_file(const struct module *module, struct judgement *judgement)
{
	/* E: the kernel has loaded it unsigned. */
	if (strchr(module->taints, 'E'))
		set_answer(judgement, ANSWER_FAILS, "loaded unsigned, and there is no file of it");
	else
		set_answer(judgement, ANSWER_UNKNOWN, "there is no file of it");
}

static struct judgement *judge_own(struct look *look, const struct module *module)
{
	size_t place = (size_t)(module - look->list.modules);
	struct judgement *own = &look->judgements[place];

	if (look->judged[place])
		return own;
	look->judged[place] = true;
	if (module->path)
		look_at_file(look, module->path, own);
	else
		judge_without_file(module, own);
	return own;
}

void look_at_module(struct look *look, const struct module *module, struct judgement *judgement)
{
	*judgement = *judge_own(look, module);
	for (size_t i = 0; i < module->need_count && may_load(judgement->answer); i++) {
		const struct module *needed = find_listed(&look->list, module->needs[i]);
		enum answer answer;

		/* A needed module that is loaded stays loaded. */
		if (needed && needed->loaded)
			continue;
		answer = needed ? judge_own(look, needed)->answer : ANSWER_FAILS;
		if (answer == ANSWER_LOADS)
			continue;
		set_answer(judgement, answer, "it needs %s", module->needs[i]);
		judgement->needs_other = true;
	}
}
