// SPDX-License-Identifier: GPL-2.0
/* The adversary's maps, and the search in them. */
#include <errno.h>
#include <linux/perf_event.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>
#include <bpf/bpf.h>
#include <bpf/btf.h>

#include "maps.h"
#include "oracle.h"
#include "random.h"

#define RING_SIZE 4096

static const struct {
	enum bpf_map_type type;
	uint32_t key, value, entries, flags;
	bool typed; /* keys and values are described */
} shapes[MAPS] = {
	[MAP_OUT] = { BPF_MAP_TYPE_ARRAY, 4, OUT_SIZE, 1, BPF_F_MMAPABLE, false },
	[MAP_HASH] = { BPF_MAP_TYPE_HASH, 8, VALUE_SIZE, 16, 0, false },
	[MAP_ARRAY] = { BPF_MAP_TYPE_ARRAY, 4, VALUE_SIZE, 4, 0, false },
	[MAP_PERCPU] = { BPF_MAP_TYPE_PERCPU_ARRAY, 4, VALUE_SIZE, 4, 0, false },
	[MAP_QUEUE] = { BPF_MAP_TYPE_QUEUE, 0, VALUE_SIZE, 4, 0, false },
	[MAP_RING] = { BPF_MAP_TYPE_RINGBUF, 0, 0, RING_SIZE, 0, false },
	[MAP_PERF] = { BPF_MAP_TYPE_PERF_EVENT_ARRAY, 4, 4, 1, 0, false },
	[MAP_STACKS] = { BPF_MAP_TYPE_STACK_TRACE, 4, 64, 16, 0, false },
	[MAP_PROGRAMS] = { BPF_MAP_TYPE_PROG_ARRAY, 4, 4, 4, 0, false },
	[MAP_CGROUP_STORAGE] = { BPF_MAP_TYPE_CGROUP_STORAGE, sizeof(struct bpf_cgroup_storage_key),
				 VALUE_SIZE, 0, 0, false },
	[MAP_SK_STORAGE] = { BPF_MAP_TYPE_SK_STORAGE, 4, 4, 0, BPF_F_NO_PREALLOC, true },
	[MAP_TASK_STORAGE] = { BPF_MAP_TYPE_TASK_STORAGE, 4, 4, 0, BPF_F_NO_PREALLOC, true },
	[MAP_FORMAT] = { BPF_MAP_TYPE_ARRAY, 4, 8, 1, BPF_F_RDONLY_PROG, false },
	[MAP_DEVICES] = { BPF_MAP_TYPE_DEVMAP, 4, 4, 4, 0, false },
};

int map_fds[MAPS];
unsigned char user_buffer[4096];
static unsigned char *out, *ring, *ring_consumer, *perf;

static void die(const char *what)
{
	perror(what);
	exit(2);
}

static int load_int_type(uint32_t *id)
{
	struct btf *btf = btf__new_empty();
	int fd;

	*id = (uint32_t)btf__add_int(btf, "int", 4, BTF_INT_SIGNED);
	fd = btf__load_into_kernel(btf) ? -1 : dup(btf__fd(btf));
	btf__free(btf);
	return fd;
}

static void create_map(enum map_role role, int types, uint32_t integer)
{
	LIBBPF_OPTS(bpf_map_create_opts, opts, .map_flags = shapes[role].flags);

	if (shapes[role].typed) {
		opts.btf_fd = (uint32_t)types;
		opts.btf_key_type_id = opts.btf_value_type_id = integer;
	}
	map_fds[role] = bpf_map_create(shapes[role].type, NULL, shapes[role].key,
				       shapes[role].value, shapes[role].entries, &opts);
}

static void map_ring(void)
{
	int fd = map_fds[MAP_RING];

	ring_consumer = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	/* The page of the producer's position, and the data twice. */
	ring = mmap(NULL, 4096 + 2 * RING_SIZE, PROT_READ, MAP_SHARED, fd, 4096);
	if (ring_consumer == MAP_FAILED || ring == MAP_FAILED)
		die("adversary: mmap of its ring buffer");
}

static void open_perf_buffer(void)
{
	struct perf_event_attr attr = {
		.size = sizeof(attr),
		.type = PERF_TYPE_SOFTWARE,
		.config = PERF_COUNT_SW_BPF_OUTPUT,
		.sample_type = PERF_SAMPLE_RAW,
		.sample_period = 1,
	};
	uint32_t cpu = 0;
	int fd = (int)syscall(SYS_perf_event_open, &attr, -1, 0, -1, PERF_FLAG_FD_CLOEXEC);

	if (fd < 0 || bpf_map_update_elem(map_fds[MAP_PERF], &cpu, &fd, BPF_ANY))
		die("adversary: its perf buffer");
	perf = mmap(NULL, 2 * 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (perf == MAP_FAILED || ioctl(fd, PERF_EVENT_IOC_ENABLE, 0))
		die("adversary: its perf buffer");
}

void create_maps(void)
{
	char format[8] = "%s";
	uint32_t key = 0, integer;
	int types = load_int_type(&integer);

	for (enum map_role role = 0; role < MAPS; role++)
		create_map(role, types, integer);
	for (enum map_role role = MAP_OUT; role <= MAP_PERF; role++)
		if (map_fds[role] < 0)
			die("adversary: a map of its");
	if (bpf_map_update_elem(map_fds[MAP_FORMAT], &key, format, BPF_ANY) ||
	    bpf_map_freeze(map_fds[MAP_FORMAT]))
		die("adversary: its map of formats");
	out = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, map_fds[MAP_OUT], 0);
	if (out == MAP_FAILED)
		die("adversary: mmap of its map");
	map_ring();
	open_perf_buffer();
}

/* Arrays keep their elements, which are emptied. */
static void search_elements(enum map_role role)
{
	unsigned char value[VALUE_SIZE * 8], zeros[VALUE_SIZE * 8] = { 0 };
	int fd = map_fds[role];

	for (uint32_t key = 0; key < shapes[role].entries; key++) {
		if (bpf_map_lookup_elem(fd, &key, value))
			continue;
		search_output(value, shapes[role].value, "a map");
		bpf_map_update_elem(fd, &key, zeros, BPF_ANY);
	}
}

static void search_keys(enum map_role role)
{
	unsigned char key[64], value[512];
	int fd = map_fds[role];

	for (int i = 0; i < 16 && !bpf_map_get_next_key(fd, NULL, key); i++) {
		search_output(key, shapes[role].key, "a map's key");
		if (!bpf_map_lookup_elem(fd, key, value))
			search_output(value, shapes[role].value, "a map");
		if (bpf_map_delete_elem(fd, key))
			break;
	}
}

static void search_queue(void)
{
	unsigned char value[VALUE_SIZE];

	while (!bpf_map_lookup_and_delete_elem(map_fds[MAP_QUEUE], NULL, value))
		search_output(value, sizeof(value), "a queue");
}

static void search_ring(void)
{
	unsigned long *consumed = (unsigned long *)ring_consumer;
	unsigned long produced = __atomic_load_n((unsigned long *)ring, __ATOMIC_ACQUIRE);

	if (produced - *consumed <= RING_SIZE)
		search_output(ring + 4096 + *consumed % RING_SIZE, produced - *consumed,
			      "a ring buffer");
	__atomic_store_n(consumed, produced, __ATOMIC_RELEASE);
}

/* Searches only new data: the rest is from earlier programs, maybe from before the lock. */
static void search_perf(void)
{
	struct perf_event_mmap_page *page = (void *)perf;
	uint64_t head = __atomic_load_n(&page->data_head, __ATOMIC_ACQUIRE), size;
	unsigned char records[4096];

	for (size = 0; page->data_tail + size < head && size < sizeof(records); size++)
		records[size] = perf[4096 + (page->data_tail + size) % 4096];
	search_output(records, size, "a perf buffer");
	__atomic_store_n(&page->data_tail, head, __ATOMIC_RELEASE);
}

uint64_t take_word(void)
{
	uint64_t word;

	memcpy(&word, out, sizeof(word));
	memset(out, 0, sizeof(word));
	return word;
}

void search_maps(uint32_t used)
{
	search_output(out, OUT_SIZE, "a map");
	memset(out, 0, OUT_SIZE);
	if (used & 1U << MAP_HASH)
		search_keys(MAP_HASH);
	if (used & 1U << MAP_ARRAY)
		search_elements(MAP_ARRAY);
	if (used & 1U << MAP_PERCPU)
		search_elements(MAP_PERCPU);
	if (used & 1U << MAP_QUEUE)
		search_queue();
	if (used & 1U << MAP_RING)
		search_ring();
	if (used & 1U << MAP_PERF)
		search_perf();
	if (used & 1U << MAP_STACKS)
		search_keys(MAP_STACKS);
}
