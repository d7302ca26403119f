/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Generates random programs that the verifier mostly accepts. As the verifier does, the generator tracks the content of
 * each register; it draws among the actions that this allows.
 */
#ifndef HOLDFAST_TESTS_RANDOM_GENERATE_H
#define HOLDFAST_TESTS_RANDOM_GENERATE_H

#include <stdbool.h>
#include <stdint.h>
#include <linux/bpf.h>

#include "bpf_load.h"
#include "kernel.h"
#include "maps.h"
#include "random.h"

#define MAX_INSNS 128
/* No action begins after this, so that the longest still fits. */
#define BODY_INSNS 64

/* The content of a register. */
enum content {
	NOTHING,
	SCALAR,
	CONTEXT,
	OUT,	    /* the value that finds are written to */
	VALUE,	    /* an element of a map */
	STRUCTURE,  /* a pointer to a structure of the kernel's: @id */
	SOCKET,	    /* one that the verifier knows as struct bpf_sock */
	ADDRESS_OF, /* a number that is an address of the kernel's */
};

struct reg {
	enum content content;
	uint32_t id;
};

struct program {
	const struct kind *kind;
	const struct ability *ability;
	const struct target *target; /* NULL: none */
	struct bpf_insn insns[MAX_INSNS];
	unsigned int count;
	uint32_t maps; /* a bit for each role that it has */
	uint8_t called[32];
	unsigned int called_count;
};

struct generator {
	const struct kernel *kernel;
	struct program *program;
	struct random random;
	struct reg regs[11];
	int size;		   /* of the buffer that was drawn last */
	unsigned int callbacks[4]; /* where the address of a function has to be set */
	bool given_map[4];	   /* whether it is called with a map */
	unsigned int callbacks_count, depth;
};

/* The registers' roles; calls preserve them. */
#define REG_CONTEXT BPF_REG_6
#define REG_OUT	    BPF_REG_9

/* On the stack, which is initialized at the start. */
#define STACK_SIZE    64
#define STACK_READ    -32 /* what helpers read */
#define STACK_WRITTEN -64 /* what they write */

/* Draws a program: kind, target and instructions. */
void generate_program(const struct kernel *kernel, struct random random, struct program *program);

/* Parts of it, for its own files. */
void emit(struct generator *g, struct bpf_insn insn);
void emit_address(struct generator *g, int reg, int pseudo, int32_t low, int32_t high);
void emit_map(struct generator *g, int reg, enum map_role role);
void emit_exit(struct generator *g);
/* A register with that content; -1: none. */
int find_reg(struct generator *g, enum content content, uint32_t id);
/* Any writable register. */
int draw_free_reg(struct generator *g);
void set_reg(struct generator *g, int reg, enum content content, uint32_t id);
/* One that holds a number. */
int need_scalar(struct generator *g);
/* Writes a register's value where it is searched. */
void keep_reg(struct generator *g, int reg);
/* Calls a helper; does nothing if an argument is missing. */
void call_helper(struct generator *g, unsigned int number);
bool has_helper(const struct generator *g, unsigned int number);
/* Functions that helpers call, after the program's end. */
void append_callbacks(struct generator *g);

/* Actions, which update the tracked contents. generate_insns.c */
void act_arithmetic(struct generator *g);
void act_constant(struct generator *g);
void act_value(struct generator *g);
void act_stack(struct generator *g);
void act_atomic(struct generator *g);
void act_packet(struct generator *g);
void act_socket(struct generator *g);

/* generate_reads.c */
void act_context(struct generator *g);
void act_walk(struct generator *g);
void act_map(struct generator *g);
void act_address(struct generator *g);
void act_cast(struct generator *g);
void act_task(struct generator *g);

#define I(...)	       ((struct bpf_insn)INSN(__VA_ARGS__))
#define INSN_OF(macro) ((struct bpf_insn)macro)

#endif
