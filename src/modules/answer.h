/* SPDX-License-Identifier: GPL-2.0 */
/*
 * What becomes of a module that is loaded once the kernel is locked, as kernel/module/signing.c has
 * it: without a signature that it can check by a key of its own it asks whether it is locked; with
 * one that does not match it refuses, locked or not.
 */
#ifndef HOLDFAST_MODULES_ANSWER_H
#define HOLDFAST_MODULES_ANSWER_H

#include <stdbool.h>

#include "modules/bytes.h"
#include "modules/certificates.h"
#include "modules/keyrings.h"

enum answer {
	ANSWER_LOADS,	  /* we checked the signature, and the kernel has the key */
	ANSWER_UNCHECKED, /* the kernel has the key; we have no certificate of it */
	ANSWER_FAILS,	  /* when locked */
	ANSWER_BROKEN,	  /* locked or not */
	ANSWER_UNKNOWN,
	ANSWERS
};

/* What is known of the kernel that is asked. */
struct judge {
	struct keyrings keyrings;
	const char *no_keyrings; /* why its keys cannot be asked for; NULL: they can */
	bool checks;		 /* it was built to check signatures */
	bool enforces;		 /* it refuses what is unsigned by itself, locked or not */
	bool platform;		 /* it takes the firmware's keys for modules */
	bool digests;		 /* it refuses those whose digest is in .blacklist */
	struct certificates certificates;
};

struct judgement {
	enum answer answer;
	char why[96];		 /* "": nothing to say */
	char signer[128];	 /* "": nobody */
	const char *ring;	 /* the keyring that has the key; NULL: none, or not known */
	bool needs_other;	 /* the answer is that of another module, which it needs */
	bool key_unknown;	 /* the kernel says that it has no such key */
	const char *certificate; /* the file by which the signature was checked */
};

/* Asks the kernel that is running. The certificates are the caller's, before or after. */
void open_judge(struct judge *judge);
void close_judge(struct judge *judge);

void judge_module(const struct judge *judge, const struct bytes *file, struct judgement *judgement);
/* The same for what has another reason than its signature. */
void set_answer(struct judgement *judgement, enum answer answer, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

#endif
