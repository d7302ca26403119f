// SPDX-License-Identifier: GPL-2.0
/*
 * A QEMU plugin for `vm/run --count`, which counts the guest's instructions. For each pair of marks (mark.h) it appends
 * a line to its file: the instructions executed between them, in all of the guest, in user space and in the kernel. The
 * guest's clock cannot replace it: it jumps while the guest sleeps.
 *
 *	-plugin count.so,counts=FILE[,profile=FILE]
 *
 * profile=FILE gets, at each end mark, a line for each block of code that ran since the beginning: its address, and the
 * number of instructions executed in it.
 *
 * Debian has no package with QEMU's header. This file declares the part of the interface that is the same in all
 * versions from 7.2 on. QEMU checks the interface's version.
 */
#include <dlfcn.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mark.h"

struct qemu_plugin_tb;
struct qemu_plugin_insn;
struct qemu_info;

enum callback_flags { CALLBACK_READS_NO_REGISTERS };

typedef void (*translated_fn)(uint64_t plugin, struct qemu_plugin_tb *block);
typedef void (*executed_fn)(unsigned int vcpu, void *data);

void qemu_plugin_register_vcpu_tb_trans_cb(uint64_t plugin, translated_fn translated);
void qemu_plugin_register_vcpu_tb_exec_cb(struct qemu_plugin_tb *block, executed_fn executed,
					  enum callback_flags flags, void *data);
void qemu_plugin_register_vcpu_insn_exec_cb(struct qemu_plugin_insn *insn, executed_fn executed,
					    enum callback_flags flags, void *data);
size_t qemu_plugin_tb_n_insns(const struct qemu_plugin_tb *block);
uint64_t qemu_plugin_tb_vaddr(const struct qemu_plugin_tb *block);
struct qemu_plugin_insn *qemu_plugin_tb_get_insn(const struct qemu_plugin_tb *block, size_t i);
size_t qemu_plugin_insn_size(const struct qemu_plugin_insn *insn);
void *qemu_plugin_insn_haddr(const struct qemu_plugin_insn *insn);

#define EXPORT __attribute__((visibility("default")))

/* QEMU reads it before it calls a function here. */
EXPORT int qemu_plugin_version = 1;
EXPORT int qemu_plugin_install(uint64_t id, const struct qemu_info *info, int argc, char **argv);

/* Code that QEMU translates and executes as a unit. Code that is translated again becomes another block. */
struct block {
	struct block *next;
	uint64_t address, instructions, executed;
};

static struct block *blocks;
static bool counts;
static const char *counts_file, *profile_file;

__attribute__((constructor)) static void choose_version(void)
{
	/* QEMU 9.0 and later only take version 2 or later. */
	if (dlsym(RTLD_DEFAULT, "qemu_plugin_scoreboard_new"))
		qemu_plugin_version = 2;
}

static bool is_of_kernel(const struct block *block)
{
	return block->address >> 63;
}

static void count_block(unsigned int vcpu, void *data)
{
	struct block *block = data;

	(void)vcpu;
	if (counts)
		block->executed += block->instructions;
}

static FILE *open_or_die(const char *path, const char *mode)
{
	FILE *file = fopen(path, mode);

	if (!file) {
		perror(path);
		exit(1);
	}
	return file;
}

static void close_or_die(FILE *file, const char *path)
{
	if (fclose(file)) {
		perror(path);
		exit(1);
	}
}

static void begin(unsigned int vcpu, void *data)
{
	(void)vcpu;
	(void)data;
	for (struct block *block = blocks; block; block = block->next)
		block->executed = 0;
	counts = true;
}

static void write_profile(void)
{
	FILE *file = open_or_die(profile_file, "a");

	for (const struct block *block = blocks; block; block = block->next)
		if (block->executed)
			fprintf(file, "%" PRIx64 " %" PRIu64 "\n", block->address, block->executed);
	close_or_die(file, profile_file);
}

static void end(unsigned int vcpu, void *data)
{
	uint64_t executed[2] = { 0 };
	FILE *file;

	(void)vcpu;
	(void)data;
	if (!counts)
		return;
	counts = false;
	for (const struct block *block = blocks; block; block = block->next)
		executed[is_of_kernel(block)] += block->executed;
	file = open_or_die(counts_file, "a");
	fprintf(file, "%" PRIu64 " user %" PRIu64 " kernel %" PRIu64 "\n",
		executed[0] + executed[1], executed[0], executed[1]);
	close_or_die(file, counts_file);
	if (profile_file)
		write_profile();
}

/* The mark of an instruction, or 0. */
static uint32_t find_mark(const struct qemu_plugin_insn *insn)
{
	const size_t opcode = sizeof(MARK_OPCODE) - 1;
	const uint8_t *bytes = qemu_plugin_insn_haddr(insn);
	uint32_t mark;

	if (!bytes || qemu_plugin_insn_size(insn) != opcode + sizeof(mark) ||
	    memcmp(bytes, MARK_OPCODE, opcode))
		return 0;
	memcpy(&mark, bytes + opcode, sizeof(mark));
	return mark;
}

static void translate(uint64_t id, struct qemu_plugin_tb *tb)
{
	struct block *block = calloc(1, sizeof(*block));

	(void)id;
	if (!block)
		abort();
	block->next = blocks;
	blocks = block;
	block->address = qemu_plugin_tb_vaddr(tb);
	block->instructions = qemu_plugin_tb_n_insns(tb);
	qemu_plugin_register_vcpu_tb_exec_cb(tb, count_block, CALLBACK_READS_NO_REGISTERS, block);
	for (size_t i = 0; i < block->instructions; i++) {
		struct qemu_plugin_insn *insn = qemu_plugin_tb_get_insn(tb, i);
		uint32_t mark = find_mark(insn);

		if (mark == MARK_BEGIN || mark == MARK_END)
			qemu_plugin_register_vcpu_insn_exec_cb(insn,
							       mark == MARK_BEGIN ? begin : end,
							       CALLBACK_READS_NO_REGISTERS, NULL);
	}
}

int qemu_plugin_install(uint64_t id, const struct qemu_info *info, int argc, char **argv)
{
	(void)info;
	for (int i = 0; i < argc; i++)
		if (!strncmp(argv[i], "counts=", 7))
			counts_file = argv[i] + 7;
		else if (!strncmp(argv[i], "profile=", 8))
			profile_file = argv[i] + 8;
	if (!counts_file) {
		fputs("count: counts=FILE is missing\n", stderr);
		return -1;
	}
	qemu_plugin_register_vcpu_tb_trans_cb(id, translate);
	return 0;
}
