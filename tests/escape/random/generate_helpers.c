// SPDX-License-Identifier: GPL-2.0
/* Calls of helpers with suitable arguments, by helpers.def. */
#include <string.h>

#include "generate.h"

bool has_helper(const struct generator *g, unsigned int number)
{
	const struct ability *ability = g->program->ability;

	return memchr(ability->helpers, (int)number, ability->helpers_count) != NULL;
}

static enum map_role role_of(struct generator *g, char letter)
{
	static const enum map_role elements[] = { MAP_HASH, MAP_ARRAY, MAP_PERCPU };

	switch (letter) {
	case 'h':
		return elements[draw_below(&g->random, COUNT_OF(elements))];
	case 'p':
		return MAP_PERCPU;
	case 'R':
		return MAP_RING;
	case 'P':
		return MAP_PERF;
	case 'Q':
		return MAP_QUEUE;
	case 'S':
		return MAP_STACKS;
	case 'G':
		return MAP_PROGRAMS;
	case 'g':
		return MAP_CGROUP_STORAGE;
	case 'K':
		return MAP_SK_STORAGE;
	case 'T':
		return MAP_TASK_STORAGE;
	case 'D':
		return MAP_DEVICES;
	default:
		return MAPS;
	}
}

/* The content that a register needs before the call. */
#define HELD "Aaxtyonfq"

static int find_held(struct generator *g, char letter)
{
	uint32_t structure = g->kernel->structures[(int)letter];

	if (letter == 'A' || letter == 'a')
		return find_reg(g, ADDRESS_OF, 0);
	if (letter == 'x')
		return find_reg(g, SOCKET, 0);
	return structure ? find_reg(g, STRUCTURE, structure) : -1;
}

static bool is_there(struct generator *g, char letter)
{
	enum map_role role = role_of(g, letter);

	if (role != MAPS)
		return map_fds[role] >= 0;
	return !strchr(HELD, letter) || find_held(g, letter) >= 0;
}

/* r1 to r5 are written one by one, so contents that the call needs are moved away first. */
static void save_held(struct generator *g, const char *arguments)
{
	const char *letter = strpbrk(arguments, HELD);
	int reg = letter ? find_held(g, *letter) : -1;

	if (reg < 0 || reg == BPF_REG_8)
		return;
	emit(g, INSN_OF(MOVE(BPF_REG_8, (uint8_t)reg)));
	g->regs[BPF_REG_8] = g->regs[reg];
}

static void point_to_stack(struct generator *g, int reg, int offset)
{
	emit(g, INSN_OF(MOVE((uint8_t)reg, BPF_REG_10)));
	emit(g, INSN_OF(ADD((uint8_t)reg, offset)));
}

static void put_number(struct generator *g, int reg, char letter)
{
	int32_t value = 0;

	switch (letter) {
	case 'i':
		value = (int32_t)draw_below(&g->random, 16);
		break;
	case 'j':
		value = (int32_t)draw_below(&g->random, 4);
		break;
	case 's':
		value = (int32_t)draw(&g->random);
		break;
	case 'z':
		value = g->size;
		break;
	case 'e':
		value = 8;
		break;
	default:
		value = letter - '0';
	}
	emit(g, INSN_OF(SET((uint8_t)reg, value)));
}

static void put_function(struct generator *g, int reg, bool given_map)
{
	if (g->callbacks_count < COUNT_OF(g->callbacks)) {
		g->given_map[g->callbacks_count] = given_map;
		g->callbacks[g->callbacks_count++] = g->program->count;
	}
	emit_address(g, reg, BPF_PSEUDO_FUNC, 0, 0);
}

static void put_argument(struct generator *g, int reg, char letter)
{
	static const int sizes[] = { 4, 8, 16, 32 };
	enum map_role role = role_of(g, letter);

	if (role != MAPS) {
		emit_map(g, reg, role);
		return;
	}
	switch (letter) {
	case 'c':
		emit(g, INSN_OF(MOVE((uint8_t)reg, REG_CONTEXT)));
		return;
	case 'B':
	case 'W':
		g->size = sizes[draw_below(&g->random, COUNT_OF(sizes))];
		point_to_stack(g, reg, letter == 'B' ? STACK_READ : STACK_WRITTEN);
		return;
	case 'L':
		point_to_stack(g, reg, STACK_WRITTEN);
		return;
	case 'k':
		emit(g, I(BPF_ST | BPF_MEM | BPF_DW, BPF_REG_10, 0, STACK_WRITTEN,
			  (int32_t)draw_below(&g->random, 4)));
		point_to_stack(g, reg, STACK_WRITTEN);
		return;
	case 'v':
		point_to_stack(g, reg, STACK_READ);
		return;
	case 'a':
		emit(g, I(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_10, BPF_REG_8, STACK_READ, 0));
		point_to_stack(g, reg, STACK_READ);
		return;
	case 'U':
		emit_address(g, reg, 0, (int32_t)(uintptr_t)user_buffer,
			     (int32_t)((uintptr_t)user_buffer >> 32));
		return;
	case 'u':
		emit_address(g, reg, 0, -1, 0);
		return;
	case 'O':
		emit_address(g, reg, 0, -1, 128);
		return;
	case 'F':
		emit_address(g, reg, BPF_PSEUDO_MAP_VALUE, map_fds[MAP_FORMAT], 0);
		return;
	case 'C':
	case 'E':
		put_function(g, reg, letter == 'E');
		return;
	default:
		if (strchr(HELD, letter))
			emit(g, INSN_OF(MOVE((uint8_t)reg, BPF_REG_8)));
		else
			put_number(g, reg, letter);
	}
}

/* The result is an element, or NULL, which ends the program. */
static void take_element(struct generator *g)
{
	emit(g, I(BPF_JMP | BPF_JNE | BPF_K, BPF_REG_0, 0, 2, 0));
	emit_exit(g);
	emit(g, INSN_OF(MOVE(BPF_REG_7, BPF_REG_0)));
}

/* The result is a socket reference, which is read and released, or NULL. */
static void take_socket(struct generator *g)
{
	emit(g, I(BPF_JMP | BPF_JEQ | BPF_K, BPF_REG_0, 0, 4, 0));
	emit(g, I(BPF_LDX | BPF_MEM | BPF_W, BPF_REG_1, BPF_REG_0, 4, 0));
	keep_reg(g, BPF_REG_1);
	emit(g, INSN_OF(MOVE(BPF_REG_1, BPF_REG_0)));
	emit(g, INSN_OF(CALL(BPF_FUNC_sk_release)));
	set_reg(g, BPF_REG_0, NOTHING, 0);
}

static void take_result(struct generator *g, unsigned int number)
{
	for (int reg = 0; reg < 6; reg++)
		set_reg(g, reg, NOTHING, 0);
	switch (helpers[number].result) {
	case ELEMENT:
		take_element(g);
		/* Values of storages are too small for the loads from elements. */
		if (number != BPF_FUNC_sk_storage_get && number != BPF_FUNC_task_storage_get)
			set_reg(g, BPF_REG_7, VALUE, 0);
		else
			set_reg(g, BPF_REG_7, NOTHING, 0);
		break;
	case STORED:
		set_reg(g, BPF_REG_0, VALUE, 0);
		break;
	case TASK:
		set_reg(g, BPF_REG_0, STRUCTURE, g->kernel->structures['t']);
		break;
	case SOCK:
		take_socket(g);
		break;
	case NUMBER:
		set_reg(g, BPF_REG_0, SCALAR, 0);
		if (draw_chance(&g->random, 50))
			keep_reg(g, BPF_REG_0);
		break;
	}
}

/* Writes a helper's output where it is searched. */
static void keep_written(struct generator *g)
{
	for (int i = 0; i < 4; i += 1 + (int)draw_below(&g->random, 2)) {
		emit(g, I(BPF_LDX | BPF_MEM | BPF_DW, BPF_REG_1, BPF_REG_10,
			  (int16_t)(STACK_WRITTEN + i * 8), 0));
		keep_reg(g, BPF_REG_1);
	}
	set_reg(g, BPF_REG_1, SCALAR, 0);
}

void call_helper(struct generator *g, unsigned int number)
{
	const char *arguments = helpers[number].arguments;
	struct program *program = g->program;

	for (const char *letter = arguments; *letter; letter++)
		if (!is_there(g, *letter))
			return;
	save_held(g, arguments);
	for (int i = 0; arguments[i]; i++)
		put_argument(g, BPF_REG_1 + i, arguments[i]);
	emit(g, INSN_OF(CALL((int32_t)number)));
	if (program->called_count < COUNT_OF(program->called))
		program->called[program->called_count++] = (uint8_t)number;
	take_result(g, number);
	if (strpbrk(arguments, "WL"))
		keep_written(g);
}

/* Writes r1, or its target if that is a map, where it is searched. */
void append_callbacks(struct generator *g)
{
	struct program *program = g->program;

	for (unsigned int i = 0; i < g->callbacks_count; i++) {
		program->insns[g->callbacks[i]].imm =
			(int32_t)(program->count - g->callbacks[i] - 1);
		if (g->given_map[i] && draw_chance(&g->random, 50))
			emit(g, INSN_OF(LOAD(BPF_REG_1, BPF_REG_1,
					     (int16_t)g->kernel->operations_offset)));
		if (draw_chance(&g->random, 50)) {
			emit_address(g, BPF_REG_5, BPF_PSEUDO_MAP_VALUE, map_fds[MAP_OUT], 0);
			emit(g, I(BPF_STX | BPF_MEM | BPF_DW, BPF_REG_5, BPF_REG_1, 8, 0));
		}
		emit(g, INSN_OF(SET(BPF_REG_0, 0)));
		emit(g, INSN_OF(EXIT));
	}
}
