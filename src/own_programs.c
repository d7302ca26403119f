// SPDX-License-Identifier: GPL-2.0
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "engine.h"
#include "own_programs.h"

/* The program that is pinned, or that a pinned link holds; 0: it is a map. */
static unsigned int program_of(int fd)
{
	struct bpf_prog_info program = { 0 };
	struct bpf_link_info link = { 0 };
	__u32 program_size = sizeof(program), link_size = sizeof(link);
	char path[32], kind[32];
	ssize_t len;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	len = readlink(path, kind, sizeof(kind) - 1);
	kind[len > 0 ? len : 0] = '\0';
	if (strstr(kind, "prog") && !bpf_obj_get_info_by_fd(fd, &program, &program_size))
		return program.id;
	if (strstr(kind, "link") && !bpf_obj_get_info_by_fd(fd, &link, &link_size))
		return link.prog_id;
	return 0;
}

void own_programs_read(struct own_programs *own)
{
	struct engine engine;
	struct dirent *pin;
	DIR *dir;

	memset(own, 0, sizeof(*own));
	if (engine_open(&engine) != ENGINE_FOUND)
		return;
	own->sealed = engine.last.state.sealed;
	engine_close(&engine);
	dir = opendir(ENGINE_DIR);
	while (dir && (pin = readdir(dir)) && own->count < sizeof(own->ids) / sizeof(own->ids[0])) {
		int fd = *pin->d_name == '.' ? -1 : engine_open_pin(pin->d_name);

		if (fd < 0)
			continue;
		own->ids[own->count] = program_of(fd);
		own->count += own->ids[own->count] != 0;
		close(fd);
	}
	if (dir)
		closedir(dir);
}

bool own_programs_have(const struct own_programs *own, unsigned int id)
{
	for (size_t i = 0; i < own->count; i++)
		if (own->ids[i] == id)
			return true;
	return false;
}
