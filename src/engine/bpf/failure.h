/* SPDX-License-Identifier: GPL-2.0 */
/* What is said where the BPF engine cannot be loaded: at which step, of which program or map. */
#ifndef HOLDFAST_ENGINE_BPF_FAILURE_H
#define HOLDFAST_ENGINE_BPF_FAILURE_H

/*
 * engine_step - note what the load does next
 * @step: a verb and its object: "freeze the map"
 * @name: of the program or map; NULL: of none alone, and then it is libbpf that may name one
 *
 * Both are kept by their pointers, until the next step. Returns 0, to stand before what it announces.
 */
int engine_step(const char *step, const char *name);

/* Keeps libbpf's warnings from here on, for fail_at_step(), and prints none of them. */
void keep_libbpf_words(void);

/*
 * fail_at_step - say that the engine cannot be had, at what it came to that, and libbpf's last words
 * @what: what it cannot be: "loaded", "attached"
 * @err: -errno
 *
 * Returns -1, as fail().
 */
int fail_at_step(const char *what, int err);

#endif
