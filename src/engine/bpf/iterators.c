// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <string.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "base/text_file.h"
#include "residue.skel.h"
#include "engine/bpf/iterators.h"

/* The caller reports a refusal itself, as a gap. */
static int print_nothing(enum libbpf_print_level level, const char *format, va_list args)
{
	(void)level;
	(void)format;
	(void)args;
	return 0;
}

/* Returns 0 or a positive errno. */
static int load(struct iterators *iterators)
{
	struct residue_bpf *skel = residue_bpf__open();
	int err;

	if (!skel)
		return errno ?: ENOMEM;
	err = residue_bpf__load(skel) ?: residue_bpf__attach(skel);
	if (err) {
		residue_bpf__destroy(skel);
		return -err;
	}
	iterators->skel = skel;
	return 0;
}

void iterators_open(struct iterators *iterators)
{
	libbpf_print_fn_t print = libbpf_set_print(print_nothing);

	iterators->skel = NULL;
	iterators->err = load(iterators);
	libbpf_set_print(print);
}

void iterators_close(struct iterators *iterators)
{
	residue_bpf__destroy(iterators->skel);
}

static bool is_program(const struct bpf_program *program, unsigned int id)
{
	struct bpf_prog_info info = { 0 };
	__u32 size = sizeof(info);

	return !bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &size) && info.id == id;
}

bool iterators_have(const struct iterators *iterators, unsigned int id)
{
	return iterators->skel && (is_program(iterators->skel->progs.list_ports, id) ||
				   is_program(iterators->skel->progs.list_programs, id));
}

static FILE *open_list(const struct bpf_link *link)
{
	return stream_of(bpf_iter_create(bpf_link__fd(link)));
}

FILE *iterators_list_ports(const struct iterators *iterators)
{
	if (iterators->skel)
		return open_list(iterators->skel->links.list_ports);
	errno = iterators->err;
	return NULL;
}

int iterators_find_program(const struct iterators *iterators, unsigned int id,
			   struct program_facts *facts)
{
	char line[160];
	int err = ENOENT;
	FILE *list;

	if (!iterators->skel)
		return iterators->err;
	list = open_list(iterators->skel->links.list_programs);
	if (!list)
		return errno;
	while (err && fgets(line, sizeof(line), list))
		if (!parse_program_facts(line, facts) && facts->id == id)
			err = 0;
	fclose(list);
	return err;
}
