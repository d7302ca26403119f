// SPDX-License-Identifier: GPL-2.0
/* The engine's guards: attaching those that come later, and whether all are there. */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "engine.h"
#include "hidden_anchor.h"

int engine_attach(int program)
{
	int link = bpf_raw_tracepoint_open(NULL, program);

	for (int i = 0; i < 50 && link < 0 && errno == EBUSY; i++) {
		usleep(100000);
		link = bpf_raw_tracepoint_open(NULL, program);
	}
	return link < 0 ? -errno : link;
}

static bool is_debugfs_link(const char *name)
{
	return !strncmp(name, DEBUGFS_LINK, strlen(DEBUGFS_LINK));
}

/* Whether the pin of that name is a link of the program with that id. */
static bool is_link_of(const char *name, __u32 program)
{
	struct bpf_link_info info = { 0 };
	__u32 size = sizeof(info);
	int fd = engine_open_pin(name);
	bool is;

	if (fd < 0)
		return false;
	is = !bpf_obj_get_info_by_fd(fd, &info, &size) && info.type == BPF_LINK_TYPE_TRACING &&
	     info.prog_id == program;
	close(fd);
	return is;
}

/*
 * Whether a pin is there that keeps the guard of debugfs attached. @program: its id; 0: the name is
 * enough, for those who may not open it.
 */
static bool debugfs_is_guarded(__u32 program)
{
	DIR *dir = opendir(ENGINE_DIR);
	struct dirent *entry;
	bool guarded = false;

	while (dir && !guarded && (entry = readdir(dir)))
		guarded = is_debugfs_link(entry->d_name) &&
			  (!program || is_link_of(entry->d_name, program));
	if (dir)
		closedir(dir);
	return guarded;
}

/* The name is its own: one that was there before could be anybody's, and anything. */
static int pin_debugfs_link(int link)
{
	char path[128];

	snprintf(path, sizeof(path), ENGINE_DIR "/" DEBUGFS_LINK "-%d", getpid());
	return bpf_obj_pin(link, path) ? -errno : 0;
}

int engine_attach_confidentiality(void)
{
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);
	int program = engine_open_pin(DEBUGFS_PROGRAM);
	int link, err;

	if (program < 0)
		return program;
	err = bpf_obj_get_info_by_fd(program, &info, &size) ? -errno : 0;
	/* A raise that was killed has left it, and it attaches only once. */
	if (err || debugfs_is_guarded(info.id))
		goto cleanup;
	link = engine_attach(program);
	err = link < 0 ? link : pin_debugfs_link(link);
	if (link >= 0)
		close(link);
cleanup:
	close(program);
	return err;
}

bool engine_is_guarded(enum hf_level level)
{
	if (level < HF_CONFIDENTIALITY || debugfs_is_guarded(0))
		return true;
	/* Where it was loaded at confidentiality, its link is out of sight, and no program for it. */
	return hidden_anchor_is_used(ENGINE_DIR) && access(ENGINE_DIR "/" DEBUGFS_PROGRAM, F_OK);
}

bool engine_is_whole(void)
{
	/* Nobody can take apart what nobody can reach. */
	if (hidden_anchor_is_used(ENGINE_DIR))
		return true;
	return !access(ENGINE_DIR "/locked_down", F_OK) && !access(ENGINE_DIR "/bpf_prog", F_OK) &&
	       !access(ENGINE_DIR "/witness", F_OK);
}
