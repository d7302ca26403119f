/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Finding, reading and raising the engine that runs in the kernel. If one is built into the kernel, it is that one,
 * and else ours in BPF.
 */
#ifndef HOLDFAST_ENGINE_ENGINE_H
#define HOLDFAST_ENGINE_ENGINE_H

#include <stdbool.h>

#include "decide.h"
#include "engine/bpf/guards.h"
#include "engine_abi.h"

/*
 * The folder of the running engine's pins. /run is writable on every system and in every initramfs, and is gone at
 * the next boot, as the engine is. At shutdown systemd unmounts all but /run/initramfs, and the seal would refuse it.
 */
#define ENGINE_DIR "/run/initramfs/holdfast"

/*
 * The folder's earlier place, now a symbolic link to it, for scripts that unmount it or look into it. Nothing of ours
 * follows the link, so replacing it misleads only those scripts.
 */
#define EARLIER_ENGINE_DIR "/run/holdfast"

/* A mount with the pins of the seal's guards or, after `lock --seal`, with all pins. */
#define SEAL_DIR ENGINE_DIR "/seal"

/* Handles for mount namespaces that are older than a `lock --seal`, and do not see that mount. */
#define HANDLES_DIR ENGINE_DIR "/handles"

/* How an engine was found. */
enum engine_presence {
	ENGINE_ABSENT, /* nothing is loaded, or it cannot be seen from here */
	ENGINE_FOUND,
	ENGINE_FOREIGN,	   /* loaded by a version whose layout is not ours */
	ENGINE_UNREADABLE, /* loaded, but we may not read it */
};

struct engine {
	enum hf_engine kind;
	int report; /* descriptor of the program that reports; only in BPF */
	struct hf_report last;
	unsigned long long policy_version; /* of the policy in force; only of the built-in engine */
};

/*
 * Opens the running engine through its pins and reads it; any user may. If it was found, close it with
 * engine_close().
 */
enum engine_presence engine_open(struct engine *engine);
void engine_close(struct engine *engine);

/*
 * Says why engine_open() returned ENGINE_ABSENT: @otherwise if nothing is loaded, or else that the anchor cannot be
 * seen from here, and where it can be. Returns -1.
 */
int fail_absent(const char *otherwise);

/* Reads the engine's current report into @engine->last. Returns 0 or -errno. */
int engine_read(struct engine *engine);

/* Whether an engine's anchor is at ENGINE_DIR: see anchor_exists(). */
bool engine_is_anchored(void);

/* Enters init's mount namespace and its root, where an engine is anchored. Returns 0, or -1 after saying why. */
int engine_enter_init(void);

/* Opens the engine's events. Returns a descriptor or -errno (-ENOENT: no engine, -EACCES). */
int engine_open_events(void);

/*
 * Runs the control program. Returns 0, or -errno: -ENOENT: no engine; -EACCES: not root; -EPERM: lower than the
 * level in force, or the engine is sealed; -ENOLINK: a guard that the level needs is missing.
 */
int engine_control(enum hf_control_op op, enum hf_level level);

/*
 * Shows the engine, before a raise, the guards that are attached. It decides itself which of them are needed, and
 * which are missing.
 */
void engine_note_guards(int control);

/* Makes the engine enforce reasons that it has audited so far. Returns the same as engine_control(). */
int engine_enforce(hf_reason_set set);

/* Runs a control program by its descriptor, which also works before an engine is pinned. Returns the same. */
int run_control(int program, const struct hf_control *control);

/* Opens one of the engine's pins by its name. Returns a descriptor or -errno. */
int engine_open_pin(const char *name);

/* Whether an engine is built into the kernel: then nothing has to be loaded, anchored or guarded. */
bool engine_is_builtin(void);

/* The result of a look at an engine's guards. */
struct guards_seen {
	guard_set missing;
	bool by_name; /* without root only the names of some pins were seen */
};

/*
 * engine_look_at_guards - see whether guards are attached
 * @state: as the engine reports it
 * @set: the guards to look at; needed_guards() are all that it needs
 * @seen: the result; a built-in engine misses none
 *
 * A guard's pin has to be the link of the very program that the engine was loaded with. For a guard that is pinned
 * out of sight, the kernel has to have the link.
 */
void engine_look_at_guards(const struct hf_state *state, guard_set set, struct guards_seen *seen);

/*
 * Says which guards are missing. @then: the end of the message: the consequence, or the advice. Returns -1.
 */
int fail_missing_guards(const struct guards_seen *seen, const char *then);

/* Whether the guards that were attached with the engine are pinned out of sight. */
bool engine_is_hidden(const struct hf_state *state);

/*
 * Attaches one of the engine's programs to its hook, which works only once at a time. Returns a descriptor of the
 * link or -errno. A killed process's link takes a moment to end: -EBUSY is returned only after five seconds.
 */
int engine_attach(int program);

/*
 * Opens the pin of a guard's program. @id: of the program that the engine was loaded with: root can have pinned another
 * in its place. Returns a descriptor or -errno; -ENOENT: there is none, or another.
 */
int engine_open_guard(const struct guard *guard, unsigned int id);

/*
 * Attaches and anchors the guards that @needs, of enum guard_needs, require and that are not attached yet. Leaves out
 * the guard of drivers if none is loaded. Returns 0 or -errno: -ENOENT: no engine, or its program is gone; -EACCES:
 * not root.
 */
int engine_attach_guards(unsigned int needs);

/* The same for a set of guards of an engine in @state; tries all of them even if one fails. */
int engine_attach_set(const struct hf_state *state, guard_set set);

/*
 * Asks the engine's witness whether the kernel calls BPF LSM programs of ours now. Any user may ask.
 * False if no engine is loaded, or if one is loaded and enforces nothing.
 */
bool engine_is_enforcing(void);

#endif
