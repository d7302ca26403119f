/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The engine that runs in the kernel: finding it, reading it, raising it. It is the one that is built into
 * the kernel, where there is one, and else ours in BPF.
 */
#ifndef HOLDFAST_ENGINE_ENGINE_H
#define HOLDFAST_ENGINE_ENGINE_H

#include <stdbool.h>

#include "decide.h"
#include "engine/bpf/guards.h"
#include "engine_abi.h"

/*
 * Where the running engine's handles are pinned. /run, because it is writable on every system
 * and in every initramfs, and gone at the next boot, as the engine is. And of it what systemd
 * leaves alone until the machine is off: elsewhere a shutdown tries to unmount it, which the seal refuses.
 */
#define ENGINE_DIR "/run/initramfs/holdfast"

/*
 * A symbolic link to it: where it was before, and what scripts that unmount it, or look into it, were
 * written for. Nothing of ours follows it, so whoever puts something else there misleads nobody but them.
 */
#define EARLIER_ENGINE_DIR "/run/holdfast"

/* Inside of it, and a mount of its own: what the seal has attached, or all, where it came with the lock. */
#define SEAL_DIR ENGINE_DIR "/seal"

/* What mount namespaces have that were there before such a lock, and do not see that mount. */
#define HANDLES_DIR ENGINE_DIR "/handles"

/* How an engine was found. */
enum engine_presence {
	ENGINE_ABSENT, /* nothing is loaded, or it cannot be seen from here */
	ENGINE_FOUND,
	ENGINE_FOREIGN,	   /* loaded by a version whose layout is not ours */
	ENGINE_UNREADABLE, /* there, and not for us to read */
};

struct engine {
	enum hf_engine kind;
	int report; /* descriptor of the program that reports; of BPF's */
	struct hf_report last;
	unsigned long long policy_version; /* of the one that is built in: of the policy in force */
};

/*
 * Opens the running engine and reads it. Close it with engine_close() where it was found. Not to be
 * had without the pins; the rest any user may.
 */
enum engine_presence engine_open(struct engine *engine);
void engine_close(struct engine *engine);

/*
 * Says of an ENGINE_ABSENT that nothing is loaded and what to do then, or, where one enforces, that it is out
 * of sight and from where it is not. Returns -1.
 */
int fail_absent(const char *otherwise);

/* Reads what it is now into @engine->last. Returns 0 or -errno. */
int engine_read(struct engine *engine);

/* Whether an engine's anchor is at ENGINE_DIR: a bpffs, and in it what an engine has in any case. */
bool engine_is_anchored(void);

/* Goes to where an engine is anchored: init's mount namespace, and its root. Returns 0, or -1, having said why. */
int engine_enter_init(void);

/* Opens what has its events. Returns a descriptor or -errno (-ENOENT: no engine, -EACCES). */
int engine_open_events(void);

/*
 * Runs the control program. Returns 0, or -errno: -ENOENT: no engine; -EACCES: not root;
 * -EPERM: lower than what is in force, or sealed; -ENOLINK: without a guard that the level needs.
 */
int engine_control(enum hf_control_op op, enum hf_level level);

/*
 * Shows the engine which guards are there, before it is raised; what is not there, or not needed, it
 * finds itself.
 */
void engine_note_guards(int control);

/* Has the engine enforce what it has audited so far; as above. */
int engine_enforce(hf_reason_set set);

/* The same with any argument; @program: its descriptor, of an engine that has no pins yet, too. */
int run_control(int program, const struct hf_control *control);

/* Opens a pin of the engine's, by its name. Returns a descriptor or -errno. */
int engine_open_pin(const char *name);

/* Whether there is one in the kernel itself: then there is nothing to load, to anchor or to guard. */
bool engine_is_builtin(void);

/* What was found of the guards that an engine has to have. */
struct guards_seen {
	guard_set missing;
	bool by_name; /* of some, the name of a pin alone was seen: only root may look at what is pinned */
};

/*
 * engine_look_at_guards - whether guards are attached
 * @state: as the engine reports it
 * @set: which; all that it has to have are needed_guards()
 * @seen: filled in; nothing is missing of an engine that is built into the kernel
 *
 * Where its pin has to be, there has to be the link of the very program that the engine was loaded with. What
 * is pinned out of sight has to be in the kernel.
 */
void engine_look_at_guards(const struct hf_state *state, guard_set set, struct guards_seen *seen);

/*
 * Says which guards are missing. @then: what that means for what was asked, or is to be done. Returns -1.
 */
int fail_missing_guards(const struct guards_seen *seen, const char *then);

/* Whether what was attached with the engine is pinned out of sight. */
bool engine_is_hidden(const struct hf_state *state);

/*
 * Attaches a program of the engine's to the hook it was made for; it hangs there once. Returns a
 * descriptor of the link or -errno. Waits for a link that ends with a killed process: -EBUSY only
 * after five seconds.
 */
int engine_attach(int program);

/*
 * Attaches and anchors the guards that are needed for something; @needs: of enum guard_needs. Those that are
 * attached stay as they are, and so does that of drivers where there are none. Returns 0 or -errno: -ENOENT: no
 * engine, or its program is gone; -EACCES: not root.
 */
int engine_attach_guards(unsigned int needs);

/* The same for a set of guards of an engine of that state; one that fails does not keep the others. */
int engine_attach_set(const struct hf_state *state, guard_set set);

/*
 * Asks the engine's witness whether BPF LSM programs of ours are called, now. Any user may ask.
 * False where no engine is loaded, and where one is that enforces nothing.
 */
bool engine_is_enforcing(void);

#endif
