/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The interface of the BPF engine and the program: the layout of the maps, of the events and of the
 * control program's argument. HF_ABI changes with each of them;
 * reasons.def is compared by a digest. A program refuses to read an engine of another version.
 */
#ifndef HOLDFAST_ENGINE_ABI_H
#define HOLDFAST_ENGINE_ABI_H

#include "decide.h"
#include "exception.h"
#include "identity.h"

#define HF_ABI 13

/* Numbers above it are outside of any kernel's enum; they share the last slot. */
#define HF_NUMBERS 64

/* Counters: a slot for each reason of ours, then one for each number without a name of ours. */
#define HF_SLOTS (HF_REASONS + HF_NUMBERS)

#define HF_COMM_LEN 16
/* A name in a path has at most 255 bytes: room for the name that is written last. */
#define HF_NAME_LEN 256

/*
 * bpf(BPF_PROG_TEST_RUN) with this in test.repeat and no program is refused with EPERM by the
 * engine's witness. If the witness does not run, the errno is another one. This proves that the
 * kernel calls our BPF LSM programs now. Anybody may ask; nothing else uses this value.
 */
#define HF_WITNESS_REPEAT 0x48664877u
/* The same for the guard of an engine that is being loaded. Only the loader may ask. */
#define HF_LOADING_REPEAT 0x4866486cu

/*
 * Calls of printing helpers: they show their numbers on kernels without a look before the verifier.
 */
#define HF_LEARNED_CALLS 4

/*
 * The number of a call of a kernel function in the object: see kernel_functions.def. No helper has
 * it.
 */
#define HF_CALLS 0x48660000
enum hf_call {
	HF_CALL_FIRST = HF_CALLS - 1,
#define KERNEL_FUNCTION(name) HF_CALL_##name,
#include "kernel_functions.def"
	HF_CALLS_END,
};

/* The engine that refused: the numbers are in events, append only. */
enum hf_engine {
	HF_ENGINE_NATIVE = 0,
	HF_ENGINE_BPF = 1,
	HF_ENGINE_LSM = 2, /* the built-in one */
	HF_ENGINES,
};

/* How many programs an engine may have. */
#define HF_OWN_PROGRAMS 64

/* The bill of guards. */
enum hf_guard {
#define GUARD(NAME, ...) HF_GUARD_##NAME,
#include "guards.def"
	HF_GUARDS,
};

_Static_assert(HF_GUARDS <= 64, "a set of guards has 64 bits");

/* What a BPF program for sysctls can do to the guard of kernel.ftrace_enabled, a bit each. */
enum hf_sysctl_program {
	HF_SYSCTL_REPLACES = 1,	 /* replace the value written, by bpf_sysctl_set_new_value() */
	HF_SYSCTL_OVERRULES = 2, /* take back the answers of others, by bpf_set_retval() */
};

/* Only the control program writes it. */
struct hf_state {
	unsigned int abi;
	unsigned int level;   /* enum hf_level; never falls */
	unsigned int native;  /* the kernel's own lockdown, as far as we know */
	unsigned int reasons; /* reasons_digest() of the build that loaded the engine */
	unsigned int sealed;  /* 1: from here on only tightening; never 0 again */
	unsigned int
		handles_guarded; /* 1: the mounts of its handles are guarded, too; never 0 again */
	/*
	 * A bit for HF_GUARD_DEBUGFS, HF_GUARD_DRIVERS: it is there, or is not needed. A raise to a
	 * level that needs one is refused without it.
	 */
	unsigned int guards;
	unsigned int has_drivers;     /* 1: drivers were noted for HF_GUARD_DRIVERS */
	unsigned int hidden;	      /* 1: the engine's links are pinned out of sight */
	unsigned int sysctl_programs; /* of enum hf_sysctl_program: which have been seen */
	/*
	 * The policy in force is policies[generation & 1]; the other is the last one, or the next.
	 */
	unsigned long long generation;
	struct hf_policy policies[2]; /* once sealed, reasons are only ever taken out of its sets */
	/* when each level came into force, in ns of CLOCK_BOOTTIME; 0: not yet */
	unsigned long long since[HF_LEVELS];
	unsigned long long since_seal; /* likewise */
	unsigned long long lost;       /* events that found the buffer full */
	unsigned long long quiet;      /* refusals that were not recorded because of the policy */
	unsigned long long looks;    /* refused looks at its own objects: no attempts to undo it */
	unsigned long long at_start; /* the guards that were attached with it by links, a bit each */
	/*
	 * The ids of its programs: first those of the guards, in the order of the bill, 0 for one
	 * that is not loaded here; then those of the others, and zeros.
	 */
	unsigned int programs[HF_OWN_PROGRAMS];
};

static inline const struct hf_policy *hf_policy_of(const struct hf_state *state)
{
	return &state->policies[state->generation & 1];
}

struct hf_counter {
	unsigned long long verdicts[HF_VERDICTS];
};

struct hf_counters {
	struct hf_counter slots[HF_SLOTS];
};

/*
 * The argument of the report program, which fills it in. Readers get no descriptor of a map: even
 * if the holder may only read by it, any program that the holder loads with it may write.
 */
struct hf_report {
	struct hf_state state;
	struct hf_counters counters;
};

/*
 * The one entry of the map `state`, which is frozen. Events from @dropped up to, and without, @next
 * are kept.
 */
struct hf_memory {
	struct hf_report report;
	unsigned long long dropped, next;
};

/*
 * The engine's own objects and places, guarded after the seal: the keys of its maps `objects` and
 * `own`.
 */
enum hf_own_kind {
	HF_OWN_PROG = 1, /* id of a BPF program */
	HF_OWN_MAP = 2,	 /* id of a map */
	HF_OWN_LINK = 3, /* id of a link */
	/* Addresses, which the control program takes from the caller's working directory. */
	HF_OWN_MOUNT = 4, /* an anchor's mount, or one that holds it up */
	HF_OWN_INODE = 5, /* a directory that such a mount is mounted on */
	HF_OWN_SUPER = 6, /* an anchor's file system */
	HF_OWN_NS = 7,	  /* the namespace that these mounts are in */
	HF_OWN_OUTER = 8, /* a mount that must have no peers: the value is its address */
	/* Not its own: devices of drivers that were loaded before; the value is the reason. */
	HF_OWN_MAJOR = 9,	/* of character devices */
	HF_OWN_ATTRIBUTES = 10, /* inode number of a folder in sysfs */
	/* Addresses that the control program finds by itself: see bpf/trees.bpf.h. */
	HF_OWN_TREE = 11, /* a subvolume that a mount point is in, its folder, its file system */
};

struct hf_own {
	unsigned long long kind; /* enum hf_own_kind */
	unsigned long long id;	 /* of HF_OWN_OUTER: HF_OUTER_OF_SEAL, HF_OUTER_OF_HIDDEN */
};

/*
 * The mount under the anchor's inner mount, and the mount under a hidden anchor: the initial root.
 */
#define HF_OUTER_OF_SEAL   0
#define HF_OUTER_OF_HIDDEN 1

/* A value in the map `own`: noted by a seal; if this seal was killed, the next one removes it. */
#define HF_OWN_BY_SEAL 2
/* Noted by a seal out of sight: never removed. */
#define HF_OWN_HIDDEN 3

/*
 * Values in the map `objects`. @open: any root may have its descriptor at any time;
 * @programs: for a map, how many programs of the engine refer to it while the engine is loaded.
 */
#define HF_OBJECT(open, programs) ((open) | (unsigned long long)(programs) << 1)
#define HF_IS_OPEN(value)	  ((value)&1)
#define HF_REFERENCES(value)	  ((value) >> 1)

/*
 * The entries of the map `hooked`: programs attached to functions, counted by the loader, and
 * since.
 */
enum hf_hooked_count {
	HF_HOOKED_BEFORE = 0,
	HF_HOOKED_SINCE = 1, /* fewer if some of those before are gone */
	HF_HOOKED_COUNTS,
};

struct hf_event {
	unsigned long long time; /* ns of CLOCK_BOOTTIME */
	unsigned long long cgroup;
	unsigned int pid;
	unsigned int tgid;
	unsigned int uid;
	int number;	       /* the running kernel's own */
	unsigned short reason; /* enum hf_reason, or HF_REASON_UNKNOWN */
	unsigned char verdict;
	unsigned char engine;
	unsigned char level;
	unsigned char path_whole; /* 0: the path began further up, and did not fit */
	unsigned char look;	  /* 1: a look at the engine's own objects, which undoes nothing */
	unsigned char pad;
	struct hf_range detail; /* which MSR, which ports */
	unsigned int path_at; /* the path is path[path_at..HF_PATH_LEN), no NUL; empty if unknown */
	char comm[HF_COMM_LEN];
	char path[HF_PATH_LEN + HF_NAME_LEN];
};

/*
 * This many are kept; later ones are lost, and counted. Looks are kept only while others have room.
 */
#define HF_EVENTS      1200
#define HF_EVENTS_LOOK (HF_EVENTS / 4)

enum hf_record_op {
	HF_RECORD_PEEK = 1, /* number: becomes that of the first event from it on; fills in event */
	HF_RECORD_DROP = 2, /* number: of the first kept event, which is dropped */
};

/*
 * The argument of the record program. -ENOENT: there is no such event; -EAGAIN: somebody else has
 * just dropped one. Nobody has a descriptor of the map with the events: it could be frozen by it.
 */
struct hf_record {
	unsigned long long op;	   /* enum hf_record_op */
	unsigned long long number; /* from 0 on, and never used again */
	struct hf_event event;
};

/* Requests to the control program. None of them lowers a level. */
enum hf_control_op {
	HF_CONTROL_RAISE = 1,  /* level: the new level of this engine */
	HF_CONTROL_NATIVE = 2, /* level: the level of the kernel's own lockdown now */
	HF_CONTROL_OWN = 3,  /* kind, of a link or above; id; level (a value above, or a reason) */
	HF_CONTROL_SEAL = 4, /* all that is its own is noted */
	HF_CONTROL_FORGET = 5,	   /* the entries with HF_OWN_BY_SEAL */
	HF_CONTROL_ENFORCE = 6,	   /* id: an hf_reason_set that is no longer audited or allowed */
	HF_CONTROL_SEAL_LINKS = 8, /* the mounts of the handles are still to move; SEAL ends that */
	/*
	 * level: HF_GUARD_DEBUGFS or _DRIVERS; id: a descriptor of the pin of its link, which the
	 * caller has opened with O_PATH; HF_NO_PIN: it is not needed, because no driver was noted.
	 */
	HF_CONTROL_GUARD = 7,
	/*
	 * -EBUSY: others have a way to one of its maps; id: filled in, its number in held_maps.def
	 */
	HF_CONTROL_HELD = 9,
};

#define HF_NO_PIN ~0ULL

struct hf_control {
	unsigned int op;
	unsigned int level;
	unsigned long long kind; /* enum hf_own_kind */
	unsigned long long id;	 /* of a program, map or link; see HF_CONTROL_ENFORCE and _GUARD */
};

/* What the program `calls` tells of each call in flight, one after the other. */
enum hf_call_way {
	HF_CALL_OF_64_BITS,
	HF_CALL_OF_32_BITS,
	HF_CALL_OF_RING, /* an operation of io_uring */
};

struct hf_call_in_flight {
	int process;
	int thread;
	int number;		    /* of the system call, or of the operation */
	unsigned int way;	    /* enum hf_call_way */
	unsigned long long started; /* when the thread was made: another may get its number */
};

/* The keys of the map `exceptions`; struct hf_exception is the value. */
struct hf_exception_key {
	unsigned long long generation;
	unsigned int reason;
	struct hf_identity identity;
};

/* The keys of the map `quiet`: refused for this reason, a program at this path is not recorded. */
struct hf_quiet_key {
	unsigned long long generation;
	unsigned int reason;
	unsigned int pad;
	char path[HF_PATH_LEN]; /* at the end, as in an event; zeros before it */
};

/*
 * Files of debugfs and tracefs, for exceptions that are narrowed to some. Each name in a folder has
 * a number, which stands for the folder of the names in it. These two are the first. Numbers are
 * never used again.
 */
#define HF_FOLDER_DEBUGFS 1
#define HF_FOLDER_TRACEFS 2
#define HF_FIRST_NUMBER	  3

/* The keys of the map `names`; the value is the number. */
struct hf_name {
	unsigned long long folder;
	char name[HF_FILE_NAME_LEN]; /* NULs up to its end */
};

/* Requests to the policy program. After the seal it refuses those that loosen. */
enum hf_policy_op {
	HF_POLICY_BEGIN = 1,  /* a new policy, without exceptions */
	HF_POLICY_ADD = 2,    /* key, exception: to the new policy */
	HF_POLICY_COMMIT = 3, /* policy: the new one counts from here on, if it has all of them */
	/* Of the policy in force; the generation in the key is ignored. */
	HF_POLICY_FIND = 4, /* key: fills in exception; -ENOENT if there is none */
	HF_POLICY_KEEP = 5, /* key, exception, count: it outlives the sweep, and is no wider then */
	HF_POLICY_SWEEP =
		6, /* count: removes all that were not kept by a request with the same count */
	/* The same for quiet rules, which COMMIT counts and SWEEP sweeps, too. key: its reason. */
	HF_POLICY_ADD_QUIET = 7,
	HF_POLICY_FIND_QUIET = 8,
	HF_POLICY_KEEP_QUIET = 9,
	/* key, exception: the answer that KEEP would give */
	HF_POLICY_WITHIN = 10,
	/*
	 * name, count: fills in count, the name's number; -ENOENT if it has none. If count is not 0
	 * and the engine is not sealed, the name gets one: that alone loosens nothing.
	 */
	HF_POLICY_NAME = 11,
};

struct hf_policy_request {
	unsigned int op;
	unsigned int count; /* HF_POLICY_COMMIT: how many were added; KEEP and SWEEP: which sweep */
	struct hf_policy policy;
	struct hf_exception_key key;
	union {
		struct hf_exception exception;
		char quiet[HF_PATH_LEN]; /* the path of a quiet rule, as in its key */
	};
	struct hf_name name;
};

/* How much of the policy in force the list program tells at once. */
#define HF_LISTED	128
#define HF_LISTED_QUIET 8

enum hf_list_kind {
	HF_LIST_EXCEPTIONS = 1, /* without those of programs and libraries */
	HF_LIST_QUIET = 2,
};

/*
 * The argument of the list program, which fills it in. The order is any, but stays while nothing
 * changes.
 */
struct hf_listing {
	unsigned int kind; /* enum hf_list_kind */
	unsigned int skip; /* so many were told before */
	unsigned int seen;
	unsigned int count; /* of what follows; as many as there is room for: there may be more */
	union {
		struct hf_exception_key exceptions[HF_LISTED];
		struct hf_quiet_key quiet[HF_LISTED_QUIET];
	};
};

#endif
