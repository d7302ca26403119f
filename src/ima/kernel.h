/* SPDX-License-Identifier: GPL-2.0 */
/* The running kernel's IMA, its integrity measurement and appraisal. */
#ifndef HOLDFAST_IMA_KERNEL_H
#define HOLDFAST_IMA_KERNEL_H

#include <stdbool.h>

/* Its files, below securityfs. The shorter name, "ima", is a link to it. */
#define IMA_DIR "integrity/ima"

/* The treatment of a file whose appraisal fails: ima_appraise= of the kernel's command line. */
enum ima_mode { IMA_OFF, IMA_LOG, IMA_FIX, IMA_ENFORCE };

/* Whether the kernel takes another policy after the first: CONFIG_IMA_WRITE_POLICY. */
enum ima_takes { IMA_TAKES_UNKNOWN, IMA_TAKES_ONE, IMA_TAKES_MORE };

struct ima_kernel {
	int err; /* 0, or -errno: -ENOENT: this kernel has no IMA; -EACCES, -EPERM: not root */
	bool appraises; /* CONFIG_IMA_APPRAISE */
	bool modsig;	/* takes appended signatures: CONFIG_IMA_APPRAISE_MODSIG */
	bool waives; /* lets IMA's rules stand in for the lock: CONFIG_INTEGRITY_TRUSTED_KEYRING */
	enum ima_mode mode;
	char *builtin;	      /* the parameter that asks for the kernel's own rules, or NULL */
	const char *own_file; /* a policy that the system brings, or NULL */
	bool awaits;	      /* a policy can be written */
	bool shows;	      /* the policy in force can be read: CONFIG_IMA_READ_POLICY */
	enum ima_takes takes;
	char *rules;	   /* the policy in force, or NULL if we could not read it */
	long measurements; /* -1: they cannot be counted */
};

const char *ima_mode_name(enum ima_mode mode);

/* Reads it, and changes nothing. Any user may call it; fields that the user may not read stay unknown. */
void ima_look(struct ima_kernel *kernel);
void ima_free(struct ima_kernel *kernel);

/* Fills in the fields that a kernel's command line decides. Modifies @cmdline. */
void ima_read_cmdline(char *cmdline, bool secure_boot, struct ima_kernel *kernel);

#endif
