// SPDX-License-Identifier: GPL-2.0
/* Passes each call on to the engine of this kernel. Nothing else chooses between the engines. */
#include <string.h>
#include <unistd.h>

#include "base/report.h"
#include "engine/builtin/builtin.h"
#include "engine/ops.h"
#include "kernel/preflight.h"

/* A kernel has one built in or not, so it is looked up once. */
const struct engine_ops *engine_ops(void)
{
	static const struct engine_ops *found;

	if (!found)
		found = builtin_is_there() ? &builtin_engine : &bpf_engine;
	return found;
}

bool engine_is_builtin(void)
{
	return engine_ops()->kind == HF_ENGINE_LSM;
}

enum engine_presence engine_open(struct engine *engine)
{
	enum engine_presence presence;

	memset(engine, 0, sizeof(*engine));
	engine->kind = engine_ops()->kind;
	engine->report = -1;
	presence = engine_ops()->open(engine);
	if (presence == ENGINE_FOREIGN || presence == ENGINE_UNREADABLE)
		memset(&engine->last, 0, sizeof(engine->last));
	return presence;
}

int fail_absent(const char *otherwise)
{
	if (!engine_is_enforcing())
		return fail("%s", otherwise);
	if (!is_in_initial_namespaces())
		return fail("an engine of holdfast enforces, and its anchor at %s cannot be seen "
			    "from this container; ask on the host",
			    ENGINE_DIR);
	return fail("an engine of holdfast enforces, and its anchor at %s cannot be seen from "
		    "here%s; it is there unless somebody has unmounted it, or mounted over it",
		    ENGINE_DIR,
		    access("/proc/1/root/", F_OK) ?
			    ", and you may not see init's mounts; ask as root, on the host" :
			    ", and init cannot see it either");
}

void engine_close(struct engine *engine)
{
	if (engine->report >= 0)
		close(engine->report);
	engine->report = -1;
}

int engine_read(struct engine *engine)
{
	return engine_ops()->read(engine);
}

int engine_open_events(void)
{
	return engine_ops()->open_events();
}

int engine_control(enum hf_control_op op, enum hf_level level)
{
	return engine_ops()->control(&(const struct hf_control){ .op = op, .level = level });
}

int engine_enforce(hf_reason_set set)
{
	return engine_ops()->control(
		&(const struct hf_control){ .op = HF_CONTROL_ENFORCE, .id = set });
}

bool engine_is_enforcing(void)
{
	return !engine_ops()->is_enforcing || engine_ops()->is_enforcing();
}

void engine_look_at_guards(const struct hf_state *state, guard_set set, struct guards_seen *seen)
{
	memset(seen, 0, sizeof(*seen));
	if (engine_ops()->look_at_guards)
		engine_ops()->look_at_guards(state, set, seen);
}

int engine_attach_guards(unsigned int needs)
{
	return engine_ops()->attach_guards ? engine_ops()->attach_guards(needs) : 0;
}
