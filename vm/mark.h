/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Where `vm/run --count` begins to count, and where it ends: a program in the guest says so by an
 * instruction that does nothing, with a displacement that no compiler gives it.
 */
#ifndef HOLDFAST_MARK_H
#define HOLDFAST_MARK_H

/* nopl DISPLACEMENT(%rax) */
#define MARK_OPCODE "\x0f\x1f\x80"
#define MARK_BEGIN  0x48464265
#define MARK_END    0x4846456e

static inline void mark_begin(void)
{
	__asm__ volatile("nopl %c0(%%rax)" : : "i"(MARK_BEGIN) : "memory");
}

static inline void mark_end(void)
{
	__asm__ volatile("nopl %c0(%%rax)" : : "i"(MARK_END) : "memory");
}

#endif
