/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Three processes raise the level at the same time, to any levels, and one reads the status: the steps of raise_level()
 * of bpf/control.bpf.h. Exhaustive.
 * PLAIN: the level is written without compare-and-swap; it has to be seen to fall. LATE: the date is set after the
 * level; a status without a date has to be seen. REACHES: fails as soon as confidentiality is reached.
 */
#define NONE 0
#define INTEGRITY 1
#define CONFIDENTIALITY 2

byte level;
bool since[3]; /* whether it is dated */

inline swap(old, new)
{
	d_step {
		seen = level;
		if
		:: seen == old -> level = new
		:: else
		fi
	}
}

/* The lower level that is skipped begins, too. */
inline date()
{
	since[INTEGRITY] = true;
	if
	:: to == CONFIDENTIALITY -> since[CONFIDENTIALITY] = true
	:: else
	fi
}

proctype Raise()
{
	byte to, old, seen;

	select(to : NONE .. CONFIDENTIALITY);
	old = level;
	if
	:: to <= old -> goto done /* refused, or nothing to do */
	:: else
	fi;
#ifndef LATE
	date();
#endif
#ifdef PLAIN
	level = to;
#else
	swap(NONE, to);
	if
	:: seen != NONE && to == CONFIDENTIALITY -> swap(INTEGRITY, to)
	:: else
	fi;
#endif
#ifdef LATE
	date();
#endif
	assert(level >= to); /* what it says */
done:
	skip
}

proctype Status()
{
	byte last = NONE, now;

end:
	do
	:: now = level;
	   assert(now >= last && (now == NONE || since[now]));
#ifdef REACHES
	   assert(now != CONFIDENTIALITY);
#endif
	   last = now
	od
}

init {
	atomic { run Raise(); run Raise(); run Raise(); run Status() }
}
