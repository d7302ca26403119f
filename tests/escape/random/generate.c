// SPDX-License-Identifier: GPL-2.0
/* Draws the kind of program, and then its actions. */
#include <string.h>

#include "generate.h"

static void act_helper(struct generator *g)
{
	const struct ability *ability = g->program->ability;

	if (ability->helpers_count)
		call_helper(g, ability->helpers[draw_below(&g->random, ability->helpers_count)]);
}

static void act_anything(struct generator *g)
{
	uint64_t bits = draw(&g->random);
	struct bpf_insn insn;

	memcpy(&insn, &bits, sizeof(insn));
	insn.dst_reg %= 11;
	insn.src_reg %= 11;
	emit(g, insn);
}

static void act(struct generator *g);

/* After both branches only equal registers count; the others are treated as empty. */
static void act_branch(struct generator *g)
{
	static const uint8_t conditions[] = {
		BPF_JEQ, BPF_JNE, BPF_JGT, BPF_JSGT, BPF_JLT, BPF_JSET
	};
	int reg = need_scalar(g);
	struct reg before[11];
	unsigned int jump;

	if (g->depth == 2)
		return;
	jump = g->program->count;
	emit(g, I((uint8_t)(BPF_JMP | BPF_K | conditions[draw_below(&g->random, 6)]), (uint8_t)reg,
		  0, 0, (int32_t)draw(&g->random)));
	memcpy(before, g->regs, sizeof(before));
	g->depth++;
	for (unsigned int i = draw_below(&g->random, 3) + 1; i; i--)
		act(g);
	g->depth--;
	g->program->insns[jump].off = (int16_t)(g->program->count - jump - 1);
	for (int i = 0; i < 11; i++)
		if (before[i].content != g->regs[i].content || before[i].id != g->regs[i].id)
			set_reg(g, i, NOTHING, 0);
}

static const struct {
	void (*act)(struct generator *g);
	unsigned int weight;
} actions[] = {
	{ act_arithmetic, 14 }, { act_constant, 4 }, { act_context, 18 }, { act_helper, 30 },
	{ act_stack, 5 },	{ act_value, 6 },    { act_atomic, 3 },	  { act_packet, 4 },
	{ act_socket, 3 },	{ act_branch, 6 },   { act_walk, 6 },	  { act_task, 2 },
	{ act_address, 2 },	{ act_map, 1 },	     { act_cast, 1 },
};

static void act(struct generator *g)
{
	unsigned int total = 0, choice;

	if (g->program->count >= BODY_INSNS)
		return;
	for (size_t i = 0; i < COUNT_OF(actions); i++)
		total += actions[i].weight;
	choice = draw_below(&g->random, total);
	for (size_t i = 0; i < COUNT_OF(actions); i++) {
		if (choice < actions[i].weight) {
			actions[i].act(g);
			return;
		}
		choice -= actions[i].weight;
	}
}

static const struct kind *draw_kind(struct random *random, const struct kernel *kernel)
{
	unsigned int total = 0, choice;

	for (unsigned int i = 0; i < kinds_count; i++)
		total += kernel->abilities[i].known ? kinds[i].weight : 0;
	choice = draw_below(random, total);
	for (unsigned int i = 0;; i++) {
		if (!kernel->abilities[i].known)
			continue;
		if (choice < kinds[i].weight)
			return &kinds[i];
		choice -= kinds[i].weight;
	}
}

/* Keeps the context, looks up the value for finds, and writes to all of the stack. */
static void begin(struct generator *g)
{
	emit(g, INSN_OF(MOVE(REG_CONTEXT, BPF_REG_1)));
	set_reg(g, BPF_REG_1, CONTEXT, 0);
	set_reg(g, REG_CONTEXT, CONTEXT, 0);
	emit_address(g, REG_OUT, BPF_PSEUDO_MAP_VALUE, map_fds[MAP_OUT], 0);
	set_reg(g, REG_OUT, OUT, 0);
	for (int slot = -STACK_SIZE; slot < 0; slot += 8)
		emit(g, INSN_OF(STORE_ZERO((int16_t)slot)));
}

static void end(struct generator *g)
{
	int reg = find_reg(g, SCALAR, 0);

	if (draw_chance(&g->random, 2))
		act_anything(g);
	if (!g->program->kind->returns_any || reg < 0 || draw_chance(&g->random, 50)) {
		emit_exit(g);
		return;
	}
	emit(g, INSN_OF(MOVE(BPF_REG_0, (uint8_t)reg)));
	emit(g, INSN_OF(EXIT));
}

void generate_program(const struct kernel *kernel, struct random random, struct program *program)
{
	struct generator g = { .kernel = kernel, .program = program, .random = random };
	unsigned int steps;

	memset(program, 0, sizeof(*program));
	program->kind = draw_kind(&g.random, kernel);
	program->ability = &kernel->abilities[program->kind - kinds];
	if (program->ability->targets_count)
		program->target =
			&program->ability
				 ->targets[draw_below(&g.random, program->ability->targets_count)];
	begin(&g);
	for (steps = draw_below(&g.random, 12); steps; steps--)
		act(&g);
	end(&g);
	append_callbacks(&g);
}
