/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Whether a locked kernel loads a module, by the rules of kernel/module/signing.c. If no key of the kernel's can check
 * the signature, the kernel asks the lock. If the signature is wrong, it refuses the module, locked or not.
 */
#ifndef HOLDFAST_MODULES_ANSWER_H
#define HOLDFAST_MODULES_ANSWER_H

#include <stdbool.h>

#include "modules/bytes.h"
#include "modules/certificates.h"
#include "modules/keyrings.h"

enum answer {
	ANSWER_LOADS,	  /* we checked the signature, and the kernel has the key */
	ANSWER_UNCHECKED, /* the kernel has the key, but we have no certificate of it */
	ANSWER_FAILS,	  /* when locked */
	ANSWER_BROKEN,	  /* locked or not */
	ANSWER_UNKNOWN,
	ANSWERS
};

/* The facts about the kernel that decide. */
struct judge {
	struct keyrings keyrings;
	const char *no_keyrings; /* why its keys cannot be searched; NULL: they can */
	bool checks;		 /* it was built to check signatures */
	bool enforces;		 /* it refuses unsigned modules even without a lock */
	bool platform;		 /* it takes the firmware's keys for modules */
	bool digests;		 /* it refuses those whose digest is in .blacklist */
	struct certificates certificates;
};

struct judgement {
	enum answer answer;
	char why[96];		 /* "": no cause is given */
	char signer[128];	 /* "": nobody */
	const char *ring;	 /* the keyring that has the key; NULL: none, or it is unknown */
	bool needs_other;	 /* the answer is that of a module which this one needs */
	bool key_unknown;	 /* the kernel says that it lacks the key */
	const char *certificate; /* the file of the certificate that checked the signature */
};

/* Fills in the facts about the running kernel. The caller adds the certificates, before or after. */
void open_judge(struct judge *judge);
void close_judge(struct judge *judge);

void judge_module(const struct judge *judge, const struct bytes *file, struct judgement *judgement);
/* Sets an answer that has another cause than the signature. */
void set_answer(struct judgement *judgement, enum answer answer, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
