// SPDX-License-Identifier: GPL-2.0
/* Values that the kernel gives a program, and ways from there into the kernel's memory. */
#include "generate.h"

/* Loads from a kernel structure: keeps a number, or follows a pointer later. */
void act_walk(struct generator *g)
{
	static const uint8_t codes[] = { [1] = BPF_B, [2] = BPF_H, [4] = BPF_W, [8] = BPF_DW };
	int from = find_reg(g, STRUCTURE, 0), to = draw_free_reg(g), offset;
	uint32_t structure;
	unsigned int size;

	if (from < 0)
		return;
	/* A packet's bytes are not in the structure, but after it. */
	if (g->regs[from].id == g->kernel->structures['y'] && has_helper(g, BPF_FUNC_skb_output) &&
	    draw_chance(&g->random, 40)) {
		call_helper(g, BPF_FUNC_skb_output);
		return;
	}
	size = pick_member(g->kernel, g->regs[from].id, draw(&g->random), &offset, &structure);
	if (!size || offset > INT16_MAX)
		return;
	emit(g, I((uint8_t)(BPF_LDX | BPF_MEM | codes[size]), (uint8_t)to, (uint8_t)from,
		  (int16_t)offset, 0));
	set_reg(g, to, structure ? STRUCTURE : SCALAR, structure);
	if (!structure)
		keep_reg(g, to);
}

static void load_field(struct generator *g)
{
	const struct ability *ability = g->program->ability;
	const struct field *field = &ability->fields[draw_below(&g->random, ability->fields_count)];
	int reg = draw_free_reg(g);

	emit(g, I((uint8_t)(BPF_LDX | BPF_MEM | (field->size == 8 ? BPF_DW : BPF_W)), (uint8_t)reg,
		  REG_CONTEXT, field->offset, 0));
	set_reg(g, reg, SCALAR, 0);
	if (draw_chance(&g->random, 60))
		keep_reg(g, reg);
}

/* Gets the function's argument or result without a load from the context. */
static bool ask_function(struct generator *g)
{
	static const unsigned int askers[] = { BPF_FUNC_get_func_arg, BPF_FUNC_get_func_arg,
					       BPF_FUNC_get_func_ret };
	unsigned int asker = askers[draw_below(&g->random, COUNT_OF(askers))];

	if (!has_helper(g, asker) || draw_chance(&g->random, 60))
		return false;
	call_helper(g, asker);
	return true;
}

/* The argument of an iterator may be NULL. */
static void load_argument(struct generator *g)
{
	const struct target *target = g->program->target;
	unsigned int results = g->program->kind->attach == BPF_TRACE_FEXIT;
	unsigned int number;
	int reg = draw_free_reg(g);
	uint32_t structure;

	if (!(target->arguments + results) || ask_function(g))
		return;
	number = draw_below(&g->random, target->arguments + results);
	structure = number < target->arguments ? target->structures[number] : 0;
	emit(g, I(BPF_LDX | BPF_MEM | BPF_DW, (uint8_t)reg, REG_CONTEXT, (int16_t)(number * 8), 0));
	set_reg(g, reg, structure ? STRUCTURE : SCALAR, structure);
	if (!structure) {
		keep_reg(g, reg);
	} else if (g->program->kind->attach == BPF_TRACE_ITER && number) {
		emit(g, I(BPF_JMP | BPF_JNE | BPF_K, (uint8_t)reg, 0, 2, 0));
		emit_exit(g);
	}
	if (structure && draw_chance(&g->random, 50))
		act_walk(g);
}

void act_context(struct generator *g)
{
	if (g->program->kind->target != TARGET_NONE)
		load_argument(g);
	else if (g->program->ability->fields_count)
		load_field(g);
}

/* Moves a map's address to another register, to lose a checker that follows it. Returns that register. */
static int pass_on(struct generator *g, int reg)
{
	int to = draw_free_reg(g);

	switch (draw_below(&g->random, 5)) {
	case 0:
		emit(g, INSN_OF(MOVE((uint8_t)to, (uint8_t)reg)));
		break;
	case 1:
		emit(g, I(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_10, (uint8_t)reg, -8, 0));
		emit(g, INSN_OF(LOAD((uint8_t)to, BPF_REG_10, -8)));
		emit(g, INSN_OF(STORE_ZERO(-8)));
		break;
	case 2:
		emit(g, INSN_OF(ADD((uint8_t)reg, 0)));
		return reg;
	case 3:
		/* A jump that is never taken. */
		emit(g, I(BPF_JMP | BPF_JNE | BPF_K, (uint8_t)reg, 0, 2, 0));
		emit_exit(g);
		return reg;
	default:
		if (to == reg)
			return reg;
		emit(g, INSN_OF(SET((uint8_t)to, 0)));
		emit(g, I(BPF_ALU64 | BPF_ADD | BPF_X, (uint8_t)to, (uint8_t)reg, 0, 0));
	}
	set_reg(g, to, NOTHING, 0);
	return to;
}

/* Reads the structure of a map by its address. */
void act_map(struct generator *g)
{
	int reg = draw_free_reg(g);

	emit_map(g, reg, MAP_HASH);
	set_reg(g, reg, NOTHING, 0);
	for (unsigned int i = draw_below(&g->random, 4); i; i--)
		reg = pass_on(g, reg);
	emit(g, INSN_OF(LOAD((uint8_t)reg, (uint8_t)reg, (int16_t)g->kernel->operations_offset)));
	set_reg(g, reg, NOTHING, 0);
	keep_reg(g, reg);
}

/* Mostly draws the wanted address, and passes it to a helper that reads there. */
void act_address(struct generator *g)
{
	static const unsigned int readers[] = { BPF_FUNC_probe_read_kernel,
						BPF_FUNC_probe_read_kernel_str, BPF_FUNC_snprintf,
						BPF_FUNC_seq_printf };
	unsigned int reader = readers[draw_below(&g->random, COUNT_OF(readers))];
	bool shift = draw_chance(&g->random, 75);

	if (!has_helper(g, BPF_FUNC_get_current_task))
		return;
	call_helper(g, BPF_FUNC_get_current_task);
	emit(g, INSN_OF(MOVE(BPF_REG_8, BPF_REG_0)));
	if (shift)
		emit(g, INSN_OF(ADD(BPF_REG_8, draw_chance(&g->random, 50) ?
						       g->kernel->wanted_offset :
						       (int32_t)draw_below(&g->random, 4096))));
	set_reg(g, BPF_REG_8, ADDRESS_OF, 0);
	if (draw_chance(&g->random, 40) && has_helper(g, reader))
		call_helper(g, reader);
}

/* Turns an address into a pointer to a structure. */
void act_cast(struct generator *g)
{
	if (!g->kernel->cast)
		return;
	act_address(g);
	if (g->regs[BPF_REG_8].content != ADDRESS_OF)
		return;
	emit(g, INSN_OF(MOVE(BPF_REG_1, BPF_REG_8)));
	emit(g, INSN_OF(SET(BPF_REG_2, (int32_t)g->kernel->structures['t'])));
	emit(g, I(BPF_JMP | BPF_CALL, 0, BPF_PSEUDO_KFUNC_CALL, 0, (int32_t)g->kernel->cast));
	for (int reg = 0; reg < 6; reg++)
		set_reg(g, reg, NOTHING, 0);
	set_reg(g, BPF_REG_0, STRUCTURE, g->kernel->structures['t']);
	act_walk(g);
}

void act_task(struct generator *g)
{
	if (!has_helper(g, BPF_FUNC_get_current_task_btf))
		return;
	call_helper(g, BPF_FUNC_get_current_task_btf);
	act_walk(g);
}
