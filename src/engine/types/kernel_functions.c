// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "base/memory.h"
#include "engine/bpf/failure.h"
#include "engine/types/kernel_functions.h"
#include "engine_abi.h"

/* The beginning of a section's name, and that of the kernel function's name. */
static const struct kind {
	const char *section, *prefix;
	enum bpf_prog_type type;
	enum bpf_attach_type attach;
} kinds[] = {
	{ "lsm/", "bpf_lsm_", BPF_PROG_TYPE_LSM, BPF_LSM_MAC },
	{ "fentry/", "", BPF_PROG_TYPE_TRACING, BPF_TRACE_FENTRY },
	/* Not libbpf's "iter/": residue's iterators are loaded without this. */
	{ "iterate/", "bpf_iter_", BPF_PROG_TYPE_TRACING, BPF_TRACE_ITER },
	{ "fexit/", "", BPF_PROG_TYPE_TRACING, BPF_TRACE_FEXIT },
};

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

static const char *const called[] = {
#define KERNEL_FUNCTION(name) #name,
#include "kernel_functions.def"
};

#define CALLED (sizeof(called) / sizeof(called[0]))

/* All functions that were asked for so far, by their places in the set: first those that programs call. */
static struct {
	struct name_set names;
	__u32 *ids; /* 0: not there */
} functions;

/* The name of the function that @program attaches to, for free(); NULL if @program is of another kind. */
static char *name_target(const struct bpf_program *program)
{
	const char *section = bpf_program__section_name(program);

	for (size_t i = 0; i < KINDS; i++) {
		size_t len = strlen(kinds[i].section);

		if (!strncmp(section, kinds[i].section, len))
			return must_format("%s%s", kinds[i].prefix, section + len);
	}
	return NULL;
}

static bool is_call_of_ours(const struct bpf_insn *insn)
{
	return insn->code == (BPF_JMP | BPF_CALL) && !insn->src_reg && insn->imm >= HF_CALLS &&
	       insn->imm < HF_CALLS_END;
}

/* Leaves calls of functions that this kernel lacks as they are: the verifier accepts them in dead code. */
static int set_calls(struct bpf_program *program)
{
	size_t count = bpf_program__insn_cnt(program);
	struct bpf_insn *insns = must_alloc(count * sizeof(*insns));
	bool changed = false;
	int err = 0;

	memcpy(insns, bpf_program__insns(program), count * sizeof(*insns));
	for (size_t i = 0; i < count; i++) {
		__u32 id = is_call_of_ours(&insns[i]) ? functions.ids[insns[i].imm - HF_CALLS] : 0;

		if (!id)
			continue;
		insns[i].src_reg = BPF_PSEUDO_KFUNC_CALL;
		insns[i].imm = (int)id;
		changed = true;
	}
	if (changed)
		err = bpf_program__set_insns(program, insns, count);
	free(insns);
	return err;
}

/* Gives libbpf the program's true type and function only now, after it would have read the kernel's types for them. */
static int prepare(struct bpf_program *program, struct bpf_prog_load_opts *opts, long cookie)
{
	char *name = name_target(program);
	long place = name ? name_set_find(&functions.names, name) : -1;

	free(name);
	if (place < 0 || !functions.ids[place]) {
		engine_step("find the kernel's function for the program",
			    bpf_program__name(program));
		return -ESRCH;
	}
	opts->attach_btf_id = functions.ids[place];
	return bpf_program__set_type(program, kinds[cookie].type) ?: set_calls(program);
}

/* If libbpf refuses a handler, it looks that kind up itself. */
void kernel_functions_register(void)
{
	static bool done;

	for (size_t i = 0; !done && i < KINDS; i++) {
		LIBBPF_OPTS(libbpf_prog_handler_opts, handler, .cookie = (long)i,
			    .prog_prepare_load_fn = prepare);

		/* Claims a type for which libbpf does not read the kernel's types. */
		libbpf_register_prog_handler(kinds[i].section, BPF_PROG_TYPE_RAW_TRACEPOINT,
					     kinds[i].attach, &handler);
	}
	done = true;
}

/* Returns the text that the set keeps. */
static const char *keep_name(const char *name)
{
	long known = name_set_find(&functions.names, name);

	if (known < 0) {
		size_t len = strlen(name);
		size_t place = name_set_add(&functions.names, must_copy(name, len), len);

		functions.ids = must_grow(functions.ids, place, sizeof(*functions.ids));
		known = (long)place;
	}
	return functions.names.names[known].text;
}

static void ask(struct name_set *names, const char *name)
{
	const char *kept = keep_name(name);

	name_set_add(names, kept, strlen(kept));
}

void kernel_functions_ask(struct name_set *names, const struct bpf_object *object)
{
	struct bpf_program *program;
	char *name;

	for (size_t i = 0; i < CALLED; i++)
		ask(names, called[i]);
	bpf_object__for_each_program(program, object)
	{
		name = bpf_program__autoload(program) ? name_target(program) : NULL;
		if (name)
			ask(names, name);
		free(name);
	}
}

void kernel_functions_note(const char *name, unsigned int id)
{
	long place = name_set_find(&functions.names, name);

	if (place >= 0)
		functions.ids[place] = id;
}

void kernel_functions_find(const struct name_set *names)
{
	struct btf *kernel = btf__load_vmlinux_btf();

	for (size_t i = 0; kernel && i < names->count; i++) {
		int id = btf__find_by_name_kind(kernel, names->names[i].text, BTF_KIND_FUNC);

		if (id > 0)
			kernel_functions_note(names->names[i].text, (unsigned int)id);
	}
	btf__free(kernel);
}

static struct bpf_link *attach_program(const struct bpf_program *program)
{
	return bpf_program__type(program) == BPF_PROG_TYPE_LSM ? bpf_program__attach_lsm(program) :
								 bpf_program__attach_trace(program);
}

int kernel_functions_attach(struct bpf_object_skeleton *skeleton)
{
	for (int i = 0; i < skeleton->prog_cnt; i++) {
		char *at = (char *)skeleton->progs + (size_t)i * (size_t)skeleton->prog_skel_sz;
		const struct bpf_prog_skeleton *entry = (const void *)at;
		const struct bpf_program *program = *entry->prog;
		char *target = name_target(program);
		bool attaches = target && bpf_program__autoload(program) &&
				bpf_program__autoattach(program) && !*entry->link;

		free(target);
		if (!attaches)
			continue;
		*entry->link = attach_program(program);
		if (!*entry->link)
			return -errno;
	}
	return 0;
}
