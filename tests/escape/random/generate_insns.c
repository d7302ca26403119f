// SPDX-License-Identifier: GPL-2.0
/* The parts of a program, and its actions on numbers, its own memory, its packet and its socket. */
#include "generate.h"

void emit(struct generator *g, struct bpf_insn insn)
{
	if (g->program->count < MAX_INSNS)
		g->program->insns[g->program->count++] = insn;
}

void emit_address(struct generator *g, int reg, int pseudo, int32_t low, int32_t high)
{
	emit(g, I(BPF_LD | BPF_IMM | BPF_DW, (uint8_t)reg, (uint8_t)pseudo, 0, low));
	emit(g, I(0, 0, 0, 0, high));
}

void emit_map(struct generator *g, int reg, enum map_role role)
{
	g->program->maps |= 1U << role;
	emit_address(g, reg, BPF_PSEUDO_MAP_FD, map_fds[role], 0);
}

void set_reg(struct generator *g, int reg, enum content content, uint32_t id)
{
	g->regs[reg] = (struct reg){ content, id };
}

int find_reg(struct generator *g, enum content content, uint32_t id)
{
	unsigned int first = draw_below(&g->random, 10);

	for (unsigned int i = 0; i < 10; i++) {
		const struct reg *reg = &g->regs[(first + i) % 10];

		if (reg->content == content && (!id || reg->id == id))
			return (int)((first + i) % 10);
	}
	return -1;
}

int draw_free_reg(struct generator *g)
{
	static const int all[] = { 0, 1, 2, 3, 4, 5, 7, 8 };

	return all[draw_below(&g->random, COUNT_OF(all))];
}

static int draw_slot(struct generator *g, int size)
{
	return -(int)(draw_below(&g->random, (size_t)(STACK_SIZE / size)) + 1) * size;
}

static int16_t draw_place(struct generator *g)
{
	return (int16_t)(8 + draw_below(&g->random, OUT_PLACES / 8 - 1) * 8);
}

static bool runs_often(const struct kind *kind)
{
	return kind->way == RUN_RAW_TRACEPOINT || kind->way == RUN_TRAMPOLINE ||
	       kind->way == RUN_PERF || kind->way == RUN_ITERATOR;
}

/* Comes after the last find, so that the next run does not overwrite it: the first place counts. */
static void log_reg(struct generator *g, uint8_t reg)
{
	uint8_t at = reg == BPF_REG_5 ? BPF_REG_4 : BPF_REG_5;

	emit(g, INSN_OF(SET(at, 8)));
	emit(g, I(BPF_STX | BPF_ATOMIC | BPF_DW, REG_OUT, at, 0, BPF_ADD | BPF_FETCH));
	/* Of a power of two. */
	emit(g, I(BPF_ALU64 | BPF_AND | BPF_K, at, 0, 0, 2047 & ~7));
	emit(g, I(BPF_ALU64 | BPF_ADD | BPF_X, at, REG_OUT, 0, 0));
	emit(g, I(BPF_STX | BPF_MEM | BPF_DW, at, reg, OUT_PLACES, 0));
	set_reg(g, at, NOTHING, 0);
}

void keep_reg(struct generator *g, int reg)
{
	if (runs_often(g->program->kind))
		log_reg(g, (uint8_t)reg);
	else
		emit(g, I(BPF_STX | BPF_MEM | BPF_DW, REG_OUT, (uint8_t)reg, draw_place(g), 0));
}

void emit_exit(struct generator *g)
{
	const struct kind *kind = g->program->kind;
	int value =
		kind->least + (int)draw_below(&g->random, (size_t)(kind->most - kind->least + 1));

	emit(g, INSN_OF(SET(BPF_REG_0, value)));
	emit(g, INSN_OF(EXIT));
}

int need_scalar(struct generator *g)
{
	int reg = find_reg(g, SCALAR, 0);

	if (reg >= 0)
		return reg;
	reg = draw_free_reg(g);
	emit(g, INSN_OF(SET((uint8_t)reg, (int32_t)draw(&g->random))));
	set_reg(g, reg, SCALAR, 0);
	return reg;
}

void act_arithmetic(struct generator *g)
{
	static const uint8_t operations[] = { BPF_ADD, BPF_SUB, BPF_MUL, BPF_OR,  BPF_AND, BPF_XOR,
					      BPF_LSH, BPF_RSH, BPF_DIV, BPF_MOD, BPF_ARSH };
	uint8_t operation = operations[draw_below(&g->random, COUNT_OF(operations))];
	uint8_t class = draw_chance(&g->random, 70) ? BPF_ALU64 : BPF_ALU;
	int to = need_scalar(g), from = need_scalar(g);
	int32_t value = (int32_t)draw(&g->random) | 1;

	if (operation == BPF_LSH || operation == BPF_RSH || operation == BPF_ARSH)
		emit(g, I(class | operation | BPF_K, (uint8_t)to, 0, 0, value & 31));
	else if (draw_chance(&g->random, 50))
		emit(g, I(class | operation | BPF_K, (uint8_t)to, 0, 0, value));
	else
		emit(g, I(class | operation | BPF_X, (uint8_t)to, (uint8_t)from, 0, 0));
}

void act_constant(struct generator *g)
{
	int reg = draw_free_reg(g);

	if (draw_chance(&g->random, 50))
		emit_address(g, reg, 0, (int32_t)draw(&g->random), (int32_t)draw(&g->random));
	else
		emit(g, INSN_OF(SET((uint8_t)reg, (int32_t)draw_below(&g->random, 256))));
	set_reg(g, reg, SCALAR, 0);
}

void act_value(struct generator *g)
{
	int value = find_reg(g, VALUE, 0), reg = draw_free_reg(g);
	int16_t offset = (int16_t)(draw_below(&g->random, VALUE_SIZE / 8) * 8);

	if (value < 0)
		return;
	if (draw_chance(&g->random, 50)) {
		reg = need_scalar(g);
		/* It may have taken the value's register. */
		if (g->regs[value].content == VALUE)
			emit(g, I(BPF_STX | BPF_MEM | BPF_DW, (uint8_t)value, (uint8_t)reg, offset,
				  0));
		return;
	}
	emit(g, I(BPF_LDX | BPF_MEM | BPF_DW, (uint8_t)reg, (uint8_t)value, offset, 0));
	set_reg(g, reg, SCALAR, 0);
	keep_reg(g, reg);
}

void act_stack(struct generator *g)
{
	int reg = draw_free_reg(g);

	if (draw_chance(&g->random, 50)) {
		emit(g, I(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_10, (uint8_t)need_scalar(g),
			  (int16_t)draw_slot(g, 8), 0));
		return;
	}
	emit(g,
	     I(BPF_LDX | BPF_MEM | BPF_DW, (uint8_t)reg, BPF_REG_10, (int16_t)draw_slot(g, 8), 0));
	set_reg(g, reg, SCALAR, 0);
	keep_reg(g, reg);
}

void act_atomic(struct generator *g)
{
	static const int32_t operations[] = {
		BPF_ADD, BPF_OR, BPF_AND, BPF_XOR, BPF_ADD | BPF_FETCH, BPF_XCHG
	};

	emit(g, I(BPF_STX | BPF_ATOMIC | BPF_DW, REG_OUT, (uint8_t)need_scalar(g), draw_place(g),
		  operations[draw_below(&g->random, COUNT_OF(operations))]));
}

/* Reads the packet, after a check of its length. */
void act_packet(struct generator *g)
{
	const struct kind *kind = g->program->kind;
	int size = 4 + (int)draw_below(&g->random, 60);

	if (kind->data < 0)
		return;
	emit(g, I(BPF_LDX | BPF_MEM | BPF_W, 2, REG_CONTEXT, (int16_t)kind->data, 0));
	emit(g, I(BPF_LDX | BPF_MEM | BPF_W, 3, REG_CONTEXT, (int16_t)kind->data_end, 0));
	emit(g, INSN_OF(MOVE(4, 2)));
	emit(g, INSN_OF(ADD(4, size)));
	emit(g, I(BPF_JMP | BPF_JGT | BPF_X, 4, 3, 2, 0));
	emit(g, I(BPF_LDX | BPF_MEM | BPF_W, 5, 2,
		  (int16_t)draw_below(&g->random, (size_t)size - 3), 0));
	keep_reg(g, 5);
	for (int reg = 2; reg <= 5; reg++)
		set_reg(g, reg, NOTHING, 0);
}

/* Reads its socket in the form for user space. */
void act_socket(struct generator *g)
{
	static const int16_t offsets[] = { 4, 24, 28 }; /* family, src_ip4: of all that are there */
	int offset = g->program->kind->socket, reg = draw_chance(&g->random, 50) ? 7 : 8;

	if (offset < 0)
		return;
	emit(g, I(BPF_LDX | BPF_MEM | BPF_DW, (uint8_t)reg, REG_CONTEXT, (int16_t)offset, 0));
	emit(g, I(BPF_JMP | BPF_JNE | BPF_K, (uint8_t)reg, 0, 2, 0));
	emit_exit(g);
	set_reg(g, reg, SOCKET, 0);
	emit(g, I(BPF_LDX | BPF_MEM | BPF_W, 0, (uint8_t)reg,
		  offsets[draw_below(&g->random, COUNT_OF(offsets))], 0));
	set_reg(g, 0, SCALAR, 0);
	keep_reg(g, 0);
}
