// SPDX-License-Identifier: GPL-2.0
/* Has core/vectors.def decided in the kernel; TAP. */
#include <stdio.h>
#include <string.h>
#include <bpf/bpf.h>
#include <bpf/libbpf.h>

#include "decide.h"
#include "vectors.h"
#include "vectors.skel.h"

static const struct {
	struct vector vector;
	enum hf_verdict wanted;
	const char *text;
} vectors[] = {
#define VECTOR(level, audited, reason, place, wanted) \
	{ { audited, level, reason, place, ~0U },     \
	  wanted,                                     \
	  #level ", audited " #audited ", " #reason " at " #place ": " #wanted },
#include "vectors.def"
#undef VECTOR
};

#define VECTORS (sizeof(vectors) / sizeof(vectors[0]))

int main(void)
{
	struct vectors_bpf *skel = vectors_bpf__open_and_load();
	unsigned int failed = 0;

	if (!skel) {
		perror("vectors: the BPF program does not load");
		return 2;
	}
	for (unsigned int i = 0; i < VECTORS; i++) {
		struct vector v = vectors[i].vector;
		LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = &v, .ctx_size_in = sizeof(v));
		int err = bpf_prog_test_run_opts(bpf_program__fd(skel->progs.decide), &run);
		int ok = !err && v.got == vectors[i].wanted;

		printf("%sok %u - %s\n", ok ? "" : "not ", i + 1, vectors[i].text);
		failed += !ok;
	}
	printf("1..%zu\n", VECTORS);
	vectors_bpf__destroy(skel);
	return failed ? 1 : 0;
}
