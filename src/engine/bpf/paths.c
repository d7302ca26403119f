// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <string.h>

#include "engine/bpf/paths.h"
#include "engine/bpf/policy_request.h"

/* A walk along a path of a valid policy. */
struct walk {
	struct hf_blob_text rest;
	unsigned int number; /* of the name that was passed last */
};

static struct walk begin_walk(unsigned int reason, const struct hf_blob_text *path)
{
	return (struct walk){ .rest = *path,
			      .number = reason == HF_REASON_TRACEFS ? HF_FOLDER_TRACEFS :
								      HF_FOLDER_DEBUGFS };
}

static int step(int program, struct walk *walk, bool add)
{
	struct hf_policy_request request = { .op = HF_POLICY_NAME,
					     .count = add,
					     .name.folder = walk->number };
	const unsigned char *name = walk->rest.text + 1;
	const unsigned char *end = walk->rest.text + walk->rest.len;
	const unsigned char *slash = memchr(name, '/', (size_t)(end - name));
	size_t len = (size_t)((slash ? slash : end) - name);
	int err;

	if (len >= sizeof(request.name.name))
		return -ENAMETOOLONG;
	memcpy(request.name.name, name, len);
	err = run_policy(program, &request);
	walk->rest.text = name + len;
	walk->rest.len -= (unsigned int)len + 1;
	walk->number = request.count;
	return err;
}

int number_path(int program, unsigned int reason, const struct hf_blob_text *path, bool add,
		unsigned int *number)
{
	struct walk walk = begin_walk(reason, path);
	int err = 0;

	while (!err && walk.rest.len)
		err = step(program, &walk, add);
	*number = walk.number;
	return err;
}

bool path_is_within(int program, unsigned int reason, const struct hf_blob_text *path,
		    const struct hf_exception *wide)
{
	struct walk walk = begin_walk(reason, path);

	while (walk.rest.len && !step(program, &walk, false)) {
		struct hf_range asked = { .first = walk.number, .size = 1 };

		if (hf_excepts(wide, &asked))
			return true;
	}
	return false;
}

size_t count_names(const struct hf_blob *blob)
{
	size_t count = 0;

	for (unsigned int i = 0; i < blob->counts[HF_BLOB_PATHS]; i++) {
		struct hf_blob_text path = hf_blob_path(blob, i);

		for (unsigned int c = 0; c < path.len; c++)
			count += path.text[c] == '/';
	}
	return count;
}
