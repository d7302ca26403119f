// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <string.h>
#include <bpf/bpf.h>

#include "base/memory.h"
#include "engine/bpf/list.h"

/* The next ones after those that were told already. */
static int run(int program, enum hf_list_kind kind, size_t told, struct hf_listing *listing)
{
	LIBBPF_OPTS(bpf_test_run_opts, run, .ctx_in = listing, .ctx_size_in = sizeof(*listing));
	int err;

	memset(listing, 0, sizeof(*listing));
	listing->kind = kind;
	listing->skip = (unsigned int)told;
	err = bpf_prog_test_run_opts(program, &run);
	return err ? err : (int)run.retval;
}

int list_exceptions(int program, struct hf_exception_key **keys, size_t *count)
{
	struct hf_listing listing = { .count = HF_LISTED };
	int err = 0;

	*keys = NULL;
	*count = 0;
	while (!err && listing.count == HF_LISTED) {
		err = run(program, HF_LIST_EXCEPTIONS, *count, &listing);
		if (err || listing.count > HF_LISTED)
			return err ? err : -EPROTO;
		*keys = must_resize(*keys, (*count + HF_LISTED) * sizeof(**keys));
		for (unsigned int i = 0; i < listing.count; i++) {
			listing.exceptions[i].generation = 0;
			(*keys)[(*count)++] = listing.exceptions[i];
		}
	}
	return err;
}

int list_quiet(int program, struct hf_quiet_key **keys, size_t *count)
{
	struct hf_listing listing = { .count = HF_LISTED_QUIET };
	int err = 0;

	*keys = NULL;
	*count = 0;
	while (!err && listing.count == HF_LISTED_QUIET) {
		err = run(program, HF_LIST_QUIET, *count, &listing);
		if (err || listing.count > HF_LISTED_QUIET)
			return err ? err : -EPROTO;
		*keys = must_resize(*keys, (*count + HF_LISTED_QUIET) * sizeof(**keys));
		for (unsigned int i = 0; i < listing.count; i++) {
			listing.quiet[i].generation = 0;
			(*keys)[(*count)++] = listing.quiet[i];
		}
	}
	return err;
}
