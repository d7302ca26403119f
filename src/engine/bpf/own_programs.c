// SPDX-License-Identifier: GPL-2.0
#include <string.h>
#include <bpf/bpf.h>

#include "engine/bpf/guards.h"
#include "engine/bpf/info.h"
#include "engine/bpf/own_programs.h"
#include "engine/engine.h"

/*
 * The BTF of a program with the name of the engine's witness. All programs of one object share a BTF. The name only
 * makes it a guess, which is good enough to say that something is not known.
 */
static unsigned int guess_btf(void)
{
	__u32 id = 0;

	while (!bpf_prog_get_next_id(id, &id)) {
		struct bpf_prog_info info = { 0 };

		if (!read_program_info(id, &info) && info.type == BPF_PROG_TYPE_LSM &&
		    !strcmp(info.name, "witness"))
			return info.btf_id;
	}
	return 0;
}

void own_programs_read(struct own_programs *own)
{
	struct engine engine;

	memset(own, 0, sizeof(*own));
	if (engine_open(&engine) != ENGINE_FOUND) {
		own->unseen = engine_is_enforcing();
		own->btf = own->unseen ? guess_btf() : 0;
		return;
	}
	memcpy(own->ids, engine.last.state.programs, sizeof(own->ids));
	engine_close(&engine);
}

bool own_programs_have(const struct own_programs *own, unsigned int id)
{
	for (size_t i = 0; i < HF_OWN_PROGRAMS; i++)
		if (id && own->ids[i] == id)
			return true;
	return false;
}

/* The kernel cuts names off. */
static bool is_called_as_guard(const char *name)
{
	for (size_t i = 0; i < HF_GUARDS; i++)
		if (!strncmp(name, guards[i].program, BPF_OBJ_NAME_LEN - 1))
			return true;
	return false;
}

bool own_programs_are_going(void)
{
	__u32 id = 0;

	while (!bpf_prog_get_next_id(id, &id)) {
		struct bpf_prog_info info = { 0 };

		if (!read_program_info(id, &info) && is_called_as_guard(info.name))
			return true;
	}
	return false;
}
