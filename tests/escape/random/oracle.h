/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The oracle, which nothing can fool: secrets that only the kernel's memory has, a word that only a write to the
 * kernel's memory changes, operations that the lock refuses, and the bill of its guards.
 * The keeper, a process of its own, plants and watches them; the adversary asks it over pipes. Both have the secrets
 * only masked: a program that reads a process's memory, as root may, finds nothing there.
 */
#ifndef HOLDFAST_TESTS_RANDOM_ORACLE_H
#define HOLDFAST_TESTS_RANDOM_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum secret {
	SECRET_TASK,	 /* in the structure of a process: its signal stack's address and size */
	SECRET_ARGUMENT, /* an argument of the keeper's system call, and its result */
	SECRET_PACKET,	 /* in a packet that the keeper sends itself */
	SECRET_MAP,	 /* in the structure of a map: the address of its operations */
	SECRETS,
};

extern const char *const secret_names[SECRETS];

/*
 * plant_secrets - make the secrets, plant that of processes, and start the keeper of the others
 *
 * The caller becomes the adversary; the keeper is its parent, waits for it, and exits as it did.
 */
void plant_secrets(void);

/* Sets SECRET_MAP, which the kernel has made. */
void plant_address(uint64_t address);

/* Makes the keeper use its secrets, so that attached programs see that. */
void stir_keeper(void);

/* Whether the word in the keeper's structure is unchanged. */
bool is_word_unchanged(void);

/* search_output - search output of the kernel for each secret; @where: its source */
void search_output(const void *output, size_t size, const char *where);

/* Returns the secret that was found since the last call, or -1; @where: its source. */
int take_find(const char **where);

/* Notes another process's find. */
void note_find(int secret, const char *where);

/* Notes an allowed operation that the lock has to refuse; returns the noted one. NULL: there was none. */
void note_allowance(const char *what);
const char *take_allowance(void);

/* Tries the operations before the lock: one that is refused then proves nothing later. */
void note_allowed(void);

/* Notes that the kernel is locked: from now on an allowed operation is a find. */
void begin_watch(void);

/* Tries operations that the lock has to refuse, also while a program is attached, and notes the allowed ones. */
void watch_lock(void);

/* Runs `holdfast status`, and so not at each step. Returns the part that the lock has lost, or NULL. */
const char *find_unguarded(void);

#endif
