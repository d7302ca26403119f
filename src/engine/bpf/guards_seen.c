// SPDX-License-Identifier: GPL-2.0
/* Whether the guards of a running BPF engine are attached, by the kernel's information on their pins. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "base/memory.h"
#include "base/report.h"
#include "engine/anchor/anchor.h"
#include "engine/bpf/ftrace_guard.h"
#include "engine/bpf/info.h"
#include "engine/ops.h"
#include "engine/seal.h"

struct look {
	const struct hf_state *state;
	bool hidden;  /* the guards that were attached with it are pinned out of sight */
	bool unseen;  /* the seal's pins are in another mount namespace, which we may not enter */
	bool by_name; /* see struct guards_seen */
	/* The programs of all links in the kernel, if a hidden engine lets them be read. */
	bool has_linked;
	__u32 *linked;
	size_t linked_count;
};

/* Without root a pin's name is all that can be seen. */
static bool may_only_see(struct look *look)
{
	if (geteuid() == 0 || (errno != EACCES && errno != EPERM))
		return false;
	look->by_name = true;
	return true;
}

static bool is_link_of(struct look *look, const char *folder, const char *name, __u32 program)
{
	struct bpf_link_info info = { 0 };
	__u32 size = sizeof(info);
	char path[300];
	bool is;
	int fd;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	fd = bpf_obj_get(path);
	if (fd < 0)
		return may_only_see(look);
	is = is_bpf_link(fd) && !bpf_obj_get_info_by_fd(fd, &info, &size) &&
	     info.type == BPF_LINK_TYPE_TRACING && info.prog_id == program;
	close(fd);
	return is;
}

/* The pin itself, or a later one with the number of its process after the name. */
static bool is_name_of_pin(const char *name, const char *pin)
{
	size_t len = strlen(pin);

	if (strncmp(name, pin, len) != 0)
		return false;
	name += len;
	return !*name || (name[0] == '-' && isdigit((unsigned char)name[1]) &&
			  strspn(name + 1, "0123456789") == strlen(name + 1));
}

bool is_pin_of_link(const char *folder, const char *name, const char *pin, unsigned int program)
{
	struct look look = { 0 };

	return is_name_of_pin(name, pin) && is_link_of(&look, folder, name, program);
}

static bool is_pinned(struct look *look, const char *folder, const char *pin, __u32 program)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	bool pinned = false;

	while (dir && !pinned && (entry = readdir(dir)))
		pinned = is_name_of_pin(entry->d_name, pin) &&
			 is_link_of(look, folder, entry->d_name, program);
	if (dir)
		closedir(dir);
	return pinned;
}

/* Opens no descriptor, because the seal refuses it. */
static bool program_is_there(struct look *look, __u32 id)
{
	__u32 next = 0;

	if (bpf_prog_get_next_id(id - 1, &next))
		return may_only_see(look);
	return next == id;
}

static void note_linked(struct look *look, __u32 link)
{
	struct bpf_link_info info = { 0 };

	if (read_link_info(link, &info))
		return;
	look->linked = must_grow(look->linked, look->linked_count, sizeof(*look->linked));
	look->linked[look->linked_count++] = info.prog_id;
}

/* A sealed engine lets nobody open its links by their ids, but it also lets nobody remove them. */
static void list_linked(struct look *look)
{
	__u32 link = 0;

	look->has_linked = geteuid() == 0 && !look->state->sealed;
	while (look->has_linked && !bpf_link_get_next_id(link, &link))
		note_linked(look, link);
}

/* Whether a link of @program exists that is pinned out of sight. */
static bool is_linked_out_of_sight(struct look *look, __u32 program)
{
	bool linked = !look->has_linked;

	for (size_t i = 0; i < look->linked_count; i++)
		linked |= look->linked[i] == program;
	return linked && program_is_there(look, program);
}

static bool is_attached(struct look *look, unsigned int which)
{
	const struct guard *guard = &guards[which];
	__u32 program = look->state->programs[which];

	if (!program)
		return false;
	if (!*guard->pin)
		return geteuid() ? (look->by_name = true) : ftrace_guard_is_attached(program);
	if (look->hidden && look->state->at_start & GUARD_BIT(which))
		return is_linked_out_of_sight(look, program);
	if (look->unseen)
		return look->by_name = true;
	/* See engine_open_pin(). */
	return is_pinned(look, SEAL_DIR, guard->pin, program) ||
	       (!(guard->needed_for & NEEDS_SEAL) &&
		is_pinned(look, ENGINE_DIR, guard->pin, program));
}

bool engine_is_hidden(const struct hf_state *state)
{
	return state->hidden && access(ENGINE_DIR "/locked_down", F_OK);
}

/* A visible seal is mounted in init's mount namespace; an older namespace lacks that mount. */
static bool is_sealed_elsewhere(const struct hf_state *state)
{
	if (!state->handles_guarded || seal_is_mounted())
		return false;
	if (geteuid())
		return true;
	anchor_enter_init();
	return false;
}

void bpf_look_at_guards(const struct hf_state *state, guard_set set, struct guards_seen *seen)
{
	struct look look = { .state = state, .hidden = engine_is_hidden(state) };

	look.unseen = is_sealed_elsewhere(state);
	if (look.hidden)
		list_linked(&look);
	for (unsigned int i = 0; i < HF_GUARDS; i++)
		if (set & GUARD_BIT(i) && !is_attached(&look, i))
			seen->missing |= GUARD_BIT(i);
	seen->by_name = look.by_name;
	free(look.linked);
}

int fail_missing_guards(const struct guards_seen *seen, const char *then)
{
	char names[HF_GUARDS * 24] = "";
	size_t used = 0;

	for (unsigned int i = 0; i < HF_GUARDS; i++)
		if (seen->missing & GUARD_BIT(i))
			used += (size_t)snprintf(names + used, sizeof(names) - used, " %s",
						 guard_name(i));
	return fail("the BPF engine lacks guards that it has to have:%s; the ways that they close "
		    "are open; %s",
		    names, then);
}
