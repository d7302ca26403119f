/* SPDX-License-Identifier: GPL-2.0 */
/*
 * `lock --seal` beside a hostile root process that takes its steps at any time: can it have, or have used, a way to the
 * engine's state when the lock reports the seal? Exhaustive: all orders of all steps.
 *
 * The loader's steps are those of src/engine/bpf/loading_guard.c, src/engine/bpf/start.c and
 * src/engine/bpf/held_maps.c, in their order; what guards refuse is that of bpf/loading.bpf.c, bpf/seal_bpf.bpf.h and
 * bpf/seal_ftrace.bpf.h. One map stands for all that nobody else may have. A descriptor, a program that uses the map
 * and whatever else holds it are references alike.
 *
 * Designs without one part, each of which has to fail:
 *
 *	OLD			nothing guards the load, and nobody compares references
 *	NO_GUARD		nothing guards the load
 *	NO_COMPARISON		nobody compares references
 *	NO_CONSTANTS		the loader believes the guard's constants
 *	NO_FOREIGN		nobody looks for programs that overrule hooks
 *	NO_SWITCH		nothing guards the switch of ftrace during the load
 *	LINK_FIRST		the switch's guard is checked before the question whether programs are called
 *	ONE_LINK		the switch's guard was made while a program that overrules hooks could be loaded
 *
 * No designs are REACHES, which fails as soon as a lock has succeeded, and LINUX_7_3, where nobody turns the switch.
 */
#ifdef OLD
#define NO_GUARD
#define NO_COMPARISON
#endif

#ifdef LINUX_7_3
#define NO_SWITCH
#endif

#define ASKED 1
#define TRIES 2 /* the number of comparisons of references: two seconds */

/* The kernel. */
bool ftrace = true;	     /* kernel.ftrace_enabled: programs on LSM hooks are called */
bool overruled;		     /* a program of root's overrules hooks */
bool hooked;		     /* the guard of the load is attached */
bool refuses_ids = true;     /* what its constants have it do */
bool frozen;		     /* its constants' map is */
bool there_constants, there_state, there_first, there_second;
bool first, second;	     /* links that guard the switch during the load */
bool attached, sealed, guards_switch; /* the engine, its seal, the seal's guard of the switch */
byte level;
bool loader_has;	     /* descriptors of all that it made */

/* Root's. */
bool has_constants, has_first, has_second, has_state;
bool uses_state;	     /* a program that can write it */

bool succeeded, ended;

#define LOADING	  (hooked && ftrace && !overruled && refuses_ids)
#define ENFORCING (attached && ftrace && !overruled)
#define HELD	  (has_state || uses_state || loader_has)

inline may_fail(condition)
{
	if
	:: condition
	:: else -> goto failed
	fi
}

/* A program that overrules hooks can also answer the loader's question whether they are called. */
inline ask_guard()
{
	may_fail(hooked && ftrace)
}

proctype Loader()
{
	byte tries = 0;

#ifndef NO_GUARD
	there_constants = true;
	frozen = true;
#ifndef NO_CONSTANTS
	may_fail(refuses_ids);
#endif
	hooked = true;
	ask_guard();
#ifndef NO_SWITCH
	d_step { there_first = true; first = true };
#ifdef LINK_FIRST
	may_fail(first);
	ask_guard();
#else
	ask_guard();
#ifdef ONE_LINK
	may_fail(first);
#endif
#endif
#endif
#endif
#ifndef NO_FOREIGN
	may_fail(!overruled);
#endif
#if !defined(NO_GUARD) && !defined(NO_SWITCH) && !defined(ONE_LINK) && !defined(LINK_FIRST)
	d_step { there_second = true; second = true };
	may_fail(first);
	first = false;
#endif
	d_step { there_state = true; level = ASKED; loader_has = true };
	attached = true;
	may_fail(level == ASKED && ftrace);
	guards_switch = true;
	sealed = true;
	first = false;
	second = false;
	loader_has = false;
	hooked = false;
#ifndef NO_COMPARISON
	do
	:: !HELD -> break
	:: HELD && tries < TRIES -> tries++
	:: HELD && tries == TRIES -> goto failed
	od;
#endif
	succeeded = true;
failed:
	ended = true
}

proctype Root()
{
end:
	do
	/* Descriptors by id. */
	:: d_step { there_constants && !LOADING && !has_constants -> has_constants = true }
	:: d_step { there_first && !LOADING && !has_first -> has_first = true }
	:: d_step { there_second && !LOADING && !has_second -> has_second = true }
	:: d_step { there_state && !LOADING && !(sealed && ENFORCING) && !has_state -> has_state = true }
	/* Out of the loader: its memory and its descriptors. */
	:: d_step { loader_has && !LOADING && !has_state -> has_state = true }
	/* With them. */
	:: d_step { has_constants && !frozen && refuses_ids -> refuses_ids = false }
	:: d_step { has_first && first -> first = false }
	:: d_step { has_second && second -> second = false }
	:: d_step { has_state && !uses_state -> uses_state = true }
	:: d_step { has_state -> has_state = false }
	:: d_step { uses_state && level -> level = 0 }
	:: d_step { uses_state -> uses_state = false }
	/* Programs that overrule hooks: once one is refused, so are all. */
	:: d_step { !overruled && !LOADING && !ENFORCING -> overruled = true }
	:: d_step { overruled -> overruled = false }
#ifndef LINUX_7_3
	/* The switch. */
	:: d_step { ftrace && !first && !second && !(guards_switch && sealed) -> ftrace = false }
	:: d_step { !ftrace && !first && !second -> ftrace = true }
#endif
	od
}

/* What `lock --seal` says, and what stays so. */
proctype Watcher()
{
end:
	do
#ifdef REACHES
	:: d_step { succeeded -> assert(false) }
#endif
	:: d_step { succeeded && !(level == ASKED && sealed && ENFORCING && !has_state && !uses_state) -> assert(false) }
	od
}

init {
	atomic { run Root(); run Watcher(); run Loader() }
}
