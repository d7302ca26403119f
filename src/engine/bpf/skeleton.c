// SPDX-License-Identifier: GPL-2.0
/* Loads the engine from one of two objects; bpf/plain.bpf.c has the difference. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "engine/bpf/failure.h"
#include "engine/bpf/loaded.h"
#include "engine/types/kernel_numbers.h"
#include "engine/types/object_types.h"
#include "plain.skel.h"

_Static_assert(sizeof(struct plain_bpf) == sizeof(struct engine_bpf),
	       "the two have the same layout");

/* The engine's skeleton, with the plain object's bytes. NULL with errno. */
static struct engine_bpf *open_plain(const struct bpf_object_open_opts *opts)
{
	struct engine_bpf *skel = calloc(1, sizeof(*skel));
	int err = skel ? engine_bpf__create_skeleton(skel) : -ENOMEM;

	if (!err) {
		skel->skeleton->data = plain_bpf__elf_bytes(&skel->skeleton->data_sz);
		err = bpf_object__open_skeleton(skel->skeleton, opts);
	}
	if (!err)
		return skel;
	engine_bpf__destroy(skel);
	errno = -err;
	return NULL;
}

static int tell_numbers(struct engine_bpf *skel)
{
	struct kernel_numbers numbers;
	int err = engine_step("find the kernel's enum", KERNEL_NUMBERS) ?:
			  kernel_numbers_get(&numbers);

	if (err)
		return err;
	memcpy((void *)skel->rodata->reason_of_number, numbers.reasons, sizeof(numbers.reasons));
	skel->rodata->integrity_max = numbers.integrity_max;
	skel->rodata->confidentiality_max = numbers.confidentiality_max;
	return engine_step("load the object", NULL);
}

int load_skeleton(struct engine_bpf **skel, const struct load_request *request)
{
	LIBBPF_OPTS(bpf_object_open_opts, opts);
	struct object_types types;
	int err;

	object_types_open(&types, &opts);
	*skel = request->policy ? engine_bpf__open_opts(&opts) : open_plain(&opts);
	if (!*skel) {
		err = -errno;
		goto cleanup;
	}
	err = select_programs(*skel, request);
	if (err)
		goto cleanup;
	err = object_types_fill(&types, (*skel)->obj) ?:
		      tell_numbers(*skel)	      ?:
							engine_bpf__load(*skel);
cleanup:
	object_types_close(&types);
	return err;
}
