// SPDX-License-Identifier: GPL-2.0
/* core/vectors.def as a BPF program: the same decision, compiled as the engine's is. */
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>

#include "vectors.h"

SEC("syscall")
int decide(struct vector *v)
{
	struct hf_policy policy = { .audited = v->audited, .allowed = v->allowed };

	v->got = hf_decide(v->level, &policy, v->reason, v->place);
	return 0;
}

/* The engine's are in a map, too. */
struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct exception_vector);
} exception_at SEC(".maps");

SEC("syscall")
int except(void *ctx)
{
	__u32 only = 0;
	struct exception_vector *v = bpf_map_lookup_elem(&exception_at, &only);

	if (v)
		v->got = hf_excepts(&v->exception, &v->detail);
	return 0;
}

struct {
	__uint(type, BPF_MAP_TYPE_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct given_vector);
} given_at SEC(".maps");

SEC("syscall")
int give(void *ctx)
{
	__u32 only = 0;
	struct given_vector *v = bpf_map_lookup_elem(&given_at, &only);

	if (v)
		v->got = hf_is_given_to(&v->exception, v->digest);
	return 0;
}

char LICENSE[] SEC("license") = "GPL";
