// SPDX-License-Identifier: GPL-2.0
/*
 * verified [--by-libbpf] [LIMIT]: loads the engine, the guard of its load, and the iterators of `residue`, in each
 * variant that the verifier sees differently. Prints for each program the number of verified instructions, its tag, and
 * the number of the function that it attaches to; TAP. A program with more than LIMIT fails. Nothing stays loaded.
 * --by-libbpf: our own reader of the kernel's types is made to fail, and libbpf's has to find the same.
 */
#include <stdlib.h>
#include <string.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "engine/bpf/loaded.h"
#include "engine/bpf/loading_guard.h"
#include "engine/bpf/policy.h"
#include "engine/types/kernel_types.h"
#include "loading.skel.h"
#include "residue.skel.h"
#include "engine/bpf/iterators.h"

#define MOST 250000

/* Level and seal choose what is attached: only these two are in the programs, as constants. */
static const struct {
	const char *text;
	enum hf_level native;
	bool has_exceptions;
} variants[] = {
	{ "no policy", HF_NONE, false },
	{ "a policy", HF_NONE, true },
	{ "no policy, native confidentiality", HF_CONFIDENTIALITY, false },
	{ "a policy, native confidentiality", HF_CONFIDENTIALITY, true },
};

static unsigned int tests, failed, most;
static bool by_libbpf;

/* The linker puts these wrappers in the place of the loader's functions: see vm.mk. */
const struct kernel_types *__real_kernel_types_get(void);
const struct kernel_types *__wrap_kernel_types_get(void);

const struct kernel_types *__wrap_kernel_types_get(void)
{
	return by_libbpf ? NULL : __real_kernel_types_get();
}

static void report(bool ok, const char *text)
{
	printf("%sok %u - %s\n", ok ? "" : "not ", ++tests, text);
	failed += !ok;
}

/* Whether all loaded programs are within the limit; false also if none was loaded. */
static bool are_within(const struct bpf_object *object)
{
	struct bpf_program *program;
	unsigned int worst = 0, loaded = 0;
	const char *name = "";
	bool ok = true;

	bpf_object__for_each_program(program, object)
	{
		struct bpf_prog_info info = { 0 };
		__u32 size = sizeof(info);

		if (bpf_program__fd(program) < 0)
			continue;
		if (bpf_obj_get_info_by_fd(bpf_program__fd(program), &info, &size))
			return false;
		printf("# %7u %s hangs on %u, tag ", info.verified_insns,
		       bpf_program__name(program), info.attach_btf_id);
		for (size_t i = 0; i < sizeof(info.tag); i++)
			printf("%02x", info.tag[i]);
		putchar('\n');
		ok &= info.verified_insns && info.verified_insns <= most;
		loaded++;
		if (info.verified_insns > worst) {
			worst = info.verified_insns;
			name = bpf_program__name(program);
		}
	}
	printf("# %u programs, the worst is %s with %u of %u\n", loaded, name, worst, most);
	return ok && loaded;
}

static void try_engine(size_t variant)
{
	const struct hf_blob none = { 0 };
	const struct hf_policy rules = { 0 };
	enum hf_level native = variants[variant].native;
	struct loading_guard *guard = loading_guard_start(native < HF_CONFIDENTIALITY, true);
	const struct load_request request = {
		.level = HF_INTEGRITY,
		.native = native,
		.rules = &rules,
		.policy = variants[variant].has_exceptions ? &none : NULL,
		.seal = true,
		.guard = guard,
	};
	struct loaded_engine *engine = guard ? engine_load(&request) : NULL;

	report(engine && are_within(engine->skel->obj), variants[variant].text);
	engine_release(engine);
	loading_guard_end(guard);
}

/* Loads everything, and attaches nothing. */
static void try_guard(bool can_read, const char *text)
{
	struct loading_bpf *skel = loading_bpf__open();

	if (skel) {
		skel->rodata->can_read_kernel = can_read;
		skel->rodata->loads_by_type = !can_read;
		bpf_program__set_autoload(skel->progs.loading_ftrace, true);
	}
	report(skel && !loading_bpf__load(skel) && are_within(skel->obj), text);
	loading_bpf__destroy(skel);
}

static void try_iterators(void)
{
	struct iterators iterators;

	iterators_open(&iterators);
	report(iterators.skel && are_within(iterators.skel->obj), "residue");
	iterators_close(&iterators);
}

int main(int argc, char **argv)
{
	by_libbpf = argc > 1 && !strcmp(argv[1], "--by-libbpf");
	argc -= by_libbpf;
	argv += by_libbpf;
	most = argc > 1 ? (unsigned int)strtoul(argv[1], NULL, 10) : MOST;
	printf("# libbpf %s\n", libbpf_version_string());
	try_iterators();
	try_guard(true, "the guard of the load");
	try_guard(false, "the guard of the load, native confidentiality");
	for (size_t i = 0; i < sizeof(variants) / sizeof(variants[0]); i++)
		try_engine(i);
	printf("1..%u\n", tests);
	return failed != 0;
}
