/* SPDX-License-Identifier: GPL-2.0 */
/* The message for a BPF engine that cannot be loaded: it names the step, and the program or map. */
#ifndef HOLDFAST_ENGINE_BPF_FAILURE_H
#define HOLDFAST_ENGINE_BPF_FAILURE_H

/*
 * engine_step - note what the load does next
 * @step: a verb and its object: "freeze the map"
 * @name: of the program or map; NULL: of no single one, and libbpf's warnings may name it
 *
 * Both pointers are kept until the next step. Returns 0, so that the step can follow after "?:".
 */
int engine_step(const char *step, const char *name);

/* Keeps libbpf's warnings from here on, for fail_at_step(), and prints none of them. */
void keep_libbpf_words(void);

/*
 * fail_at_step - say at which step the engine failed, with libbpf's last warnings
 * @what: the participle for the message: "loaded", "attached"
 * @err: -errno
 *
 * Returns -1, as fail().
 */
int fail_at_step(const char *what, int err);

#endif
