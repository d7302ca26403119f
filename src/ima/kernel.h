/* SPDX-License-Identifier: GPL-2.0 */
/* What the running kernel has of IMA, its integrity measurement and appraisal. */
#ifndef HOLDFAST_IMA_KERNEL_H
#define HOLDFAST_IMA_KERNEL_H

#include <stdbool.h>

/* Its files, below securityfs. The shorter name, "ima", is a link to it. */
#define IMA_DIR "integrity/ima"

/* What becomes of a file whose appraisal fails: ima_appraise= of the kernel's command line. */
enum ima_mode { IMA_OFF, IMA_LOG, IMA_FIX, IMA_ENFORCE };

/* Whether the kernel takes another policy after the first: CONFIG_IMA_WRITE_POLICY. */
enum ima_takes { IMA_TAKES_UNKNOWN, IMA_TAKES_ONE, IMA_TAKES_MORE };

struct ima_kernel {
	int err; /* 0, or -errno: -ENOENT: this kernel has no IMA; -EACCES, -EPERM: not root */
	bool appraises; /* CONFIG_IMA_APPRAISE */
	bool modsig;	/* takes appended signatures: CONFIG_IMA_APPRAISE_MODSIG */
	bool waives; /* has rules of IMA's stand for the lock: CONFIG_INTEGRITY_TRUSTED_KEYRING */
	enum ima_mode mode;
	char *builtin;	      /* what of the command line asks for rules of the kernel's, or NULL */
	const char *own_file; /* a policy that the system brings, or NULL */
	bool awaits;	      /* a policy: it can be written */
	bool shows;	      /* the policy in force: CONFIG_IMA_READ_POLICY */
	enum ima_takes takes;
	char *rules;	   /* the policy in force, where we could read it, or NULL */
	long measurements; /* -1: they cannot be counted */
};

const char *ima_mode_name(enum ima_mode mode);

/* Looks, and changes nothing. Any user may look; fields that the user may not see stay unknown. */
void ima_look(struct ima_kernel *kernel);
void ima_free(struct ima_kernel *kernel);

/* Of that, what a kernel's command line says. Writes into @cmdline. */
void ima_read_cmdline(char *cmdline, bool secure_boot, struct ima_kernel *kernel);

#endif
