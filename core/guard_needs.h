/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_GUARD_NEEDS_H
#define HOLDFAST_GUARD_NEEDS_H

/* Why a guard has to be attached, a bit for each. */
enum guard_needs {
	NEEDS_ALWAYS = 1,
	NEEDS_OPENS =
		2, /* confidentiality, or exceptions that are narrowed to files of debugfs or tracefs */
	NEEDS_DRIVERS = 4,
	NEEDS_PROGRAMS = 8,   /* programs have exceptions */
	NEEDS_LIBRARIES = 16, /* which depend on verified libraries */
	NEEDS_FILES = 32,     /* files that the kernel loads are listed */
	NEEDS_SEAL = 64,
};

/* Guards that only a policy needs. */
#define NEEDS_POLICY (NEEDS_PROGRAMS | NEEDS_LIBRARIES | NEEDS_FILES)

#endif
