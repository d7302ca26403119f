/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What cannot be fooled: secrets that only the kernel's memory has, a word that only a write to the kernel's memory
 * changes, what the lock refuses, and the bill of its guards.
 *
 * The keeper, a process of its own, plants and watches; the adversary asks it over pipes. Neither has
 * a secret in its memory, but masked: a program that reads a process's memory, as root may, finds
 * nothing there.
 */
#ifndef HOLDFAST_TESTS_RANDOM_ORACLE_H
#define HOLDFAST_TESTS_RANDOM_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum secret {
	SECRET_TASK, /* in the structure of a process: where its signal stack is, and its size */
	SECRET_ARGUMENT, /* what the keeper calls the kernel with, and what that returns */
	SECRET_PACKET,	 /* in a packet that the keeper sends itself */
	SECRET_MAP,	 /* in the structure of a map: the address of its operations */
	SECRETS,
};

extern const char *const secret_names[SECRETS];

/*
 * plant_secrets - make the secrets, plant that of processes, and start who keeps the others
 *
 * The caller becomes the adversary; the keeper is its parent, waits for it, and exits as it did.
 */
void plant_secrets(void);

/* Says what SECRET_MAP is, which the kernel has made. */
void plant_address(uint64_t address);

/* Has the keeper use its secrets: what is attached by now sees that. */
void stir_keeper(void);

/* Whether the word in the keeper's structure is as it was. */
bool is_word_unchanged(void);

/* search_output - search what came from the kernel for each secret; @where: by what it came */
void search_output(const void *output, size_t size, const char *where);

/* Which secret was found since the last call, or -1; @where: by what it came. */
int take_find(const char **where);

/* Notes what another process found. */
void note_find(int secret, const char *where);

/* Notes that something was allowed that the lock has to refuse, and tells it: NULL where there was none. */
void note_allowance(const char *what);
const char *take_allowance(void);

/* Looks what the kernel allows before the lock: what is refused then already tells nothing of it. */
void note_allowed(void);

/* Says that it is locked: from now on is found what is allowed. */
void begin_watch(void);

/* Tries what the lock has to refuse, and notes what is allowed: also while something is attached. */
void watch_lock(void);

/* NULL, or what `holdfast status` says that it may not: what the lock lost. Runs it: not at each step. */
const char *find_unguarded(void);

#endif
