// SPDX-License-Identifier: GPL-2.0
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "engine.h"
#include "own_programs.h"

/*
 * The BTF of a program that is called as the engine's witness is: it came with that program's object, and so
 * have the others of it. That is a guess, good enough to say that something is not known.
 */
static unsigned int guess_btf(void)
{
	unsigned int btf = 0;
	__u32 id = 0;

	while (!btf && !bpf_prog_get_next_id(id, &id)) {
		struct bpf_prog_info info = { 0 };
		__u32 size = sizeof(info);
		int fd = bpf_prog_get_fd_by_id(id);

		if (fd < 0)
			continue;
		if (!bpf_obj_get_info_by_fd(fd, &info, &size) && info.type == BPF_PROG_TYPE_LSM &&
		    !strcmp(info.name, "witness"))
			btf = info.btf_id;
		close(fd);
	}
	return btf;
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
