// SPDX-License-Identifier: GPL-2.0
/* Runs the decision in the kernel for core/vectors.def, and for every possible input; TAP. */
#include <stdio.h>
#include <string.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "decide_all.h"
#include "decide_all.skel.h"
#include "decide_all_confidentiality.skel.h"
#include "decide_all_integrity.skel.h"
#include "vectors.h"
#include "vectors.skel.h"

static const struct {
	struct vector vector;
	enum hf_verdict wanted;
	const char *text;
} vectors[] = {
#define VECTOR(level, audited, allowed, reason, place, wanted)                          \
	{ { audited, allowed, level, reason, place, ~0U },                              \
	  wanted,                                                                       \
	  #level ", audited " #audited ", allowed " #allowed ", " #reason " at " #place \
		 ": " #wanted },
#include "vectors.def"
};

static const struct {
	struct exception_vector vector;
	bool wanted;
	const char *text;
} exceptions[] = {
#define EXCEPTION(ranges, first, size, wanted) \
	{ { ranges, { first, size }, ~0U },    \
	  wanted,                              \
	  #ranges ": " #size " from " #first ": " #wanted },
#include "vectors.def"
};

static const struct {
	struct given_vector vector;
	bool wanted;
	const char *text;
} gifts[] = {
#define GIVEN(programs, number, wanted) \
	{ { programs, DIGEST(number), ~0U }, wanted, #programs " to " #number ": " #wanted },
#include "vectors.def"
};

#define GIFTS	   (sizeof(gifts) / sizeof(gifts[0]))
#define VECTORS	   (sizeof(vectors) / sizeof(vectors[0]))
#define EXCEPTIONS (sizeof(exceptions) / sizeof(exceptions[0]))

static unsigned int tests, failed;

static void report(bool ok, const char *text)
{
	printf("%sok %u - %s\n", ok ? "" : "not ", ++tests, text);
	failed += !ok;
}

static void try_exceptions(struct vectors_bpf *skel)
{
	int map = bpf_map__fd(skel->maps.exception_at);
	__u32 only = 0;

	for (unsigned int i = 0; i < EXCEPTIONS; i++) {
		struct exception_vector v = exceptions[i].vector;
		LIBBPF_OPTS(bpf_test_run_opts, run);
		int err =
			bpf_map_update_elem(map, &only, &v, BPF_ANY)				  ?:
				bpf_prog_test_run_opts(bpf_program__fd(skel->progs.except), &run) ?:
				bpf_map_lookup_elem(map, &only, &v);

		report(!err && v.got == exceptions[i].wanted, exceptions[i].text);
	}
}

static void try_gifts(struct vectors_bpf *skel)
{
	int map = bpf_map__fd(skel->maps.given_at);
	__u32 only = 0;

	for (unsigned int i = 0; i < GIFTS; i++) {
		struct given_vector v = gifts[i].vector;
		LIBBPF_OPTS(bpf_test_run_opts, run);
		int err = bpf_map_update_elem(map, &only, &v, BPF_ANY)				  ?:
				  bpf_prog_test_run_opts(bpf_program__fd(skel->progs.give), &run) ?:
				  bpf_map_lookup_elem(map, &only, &v);

		report(!err && v.got == gifts[i].wanted, gifts[i].text);
	}
}

static bool hold(const unsigned char *verdicts, unsigned int forced)
{
	for (unsigned int i = 0; i < HF_ALL; i++) {
		const char *broken = hf_broken_property(verdicts, i, forced);
		struct hf_combination c = hf_combination(i);

		if (!broken)
			continue;
		printf("# level %u, reason %d at %u, bits %u: %u; %s\n", c.level, c.reason, c.place,
		       c.bits, verdicts[i], broken);
		return false;
	}
	return true;
}

static void report_all(bool ok, unsigned int answered, const char *lowest)
{
	char text[96];

	snprintf(text, sizeof(text), "%u combinations, where %s is the lowest level", answered,
		 lowest);
	report(ok && answered == HF_ALL, text);
}

/* The engine's object of each build differs in the answers alone, and in the skeleton's types. */
#define TRY_ALL(object, forced, lowest)                                                            \
	do {                                                                                       \
		struct object##_bpf *skel = object##_bpf__open_and_load();                         \
		LIBBPF_OPTS(bpf_test_run_opts, run);                                               \
		bool ran = skel &&                                                                 \
			   !bpf_prog_test_run_opts(bpf_program__fd(skel->progs.decide_all), &run); \
                                                                                                   \
		report_all(ran &&hold(skel->bss->verdicts, forced), ran ? skel->bss->answered : 0, \
			   lowest);                                                                \
		object##_bpf__destroy(skel);                                                       \
	} while (0)

static void try_all(void)
{
	TRY_ALL(decide_all, HF_NONE, "none");
	TRY_ALL(decide_all_integrity, HF_INTEGRITY, "integrity");
	TRY_ALL(decide_all_confidentiality, HF_CONFIDENTIALITY, "confidentiality");
}

int main(void)
{
	struct vectors_bpf *skel = vectors_bpf__open_and_load();

	if (!skel) {
		perror("vectors: the BPF program does not load");
		return 2;
	}
	for (unsigned int i = 0; i < VECTORS; i++) {
		struct vector v = vectors[i].vector;
		LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &v, .ctx_size_in = sizeof(v));
		int err = bpf_prog_test_run_opts(bpf_program__fd(skel->progs.decide), &run);

		report(!err && v.got == vectors[i].wanted, vectors[i].text);
	}
	try_exceptions(skel);
	try_gifts(skel);
	try_all();
	printf("1..%u\n", tests);
	vectors_bpf__destroy(skel);
	return failed ? 1 : 0;
}
