/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The identities that exceptions are bound to, and the limits of names: the same for every engine.
 */
#ifndef HOLDFAST_IDENTITY_H
#define HOLDFAST_IDENTITY_H

#include "levels.h"

/* What an identity is made of. */
enum hf_identity_kind {
	HF_IDENTITY_VERITY = 1, /* the fs-verity digest, SHA-256, of the executable */
	HF_IDENTITY_INODE = 2,	/* its device and inode number, with any content */
	HF_IDENTITY_FILE =
		3, /* the digest of a file that the kernel loads: a kernel, a module, ... */
};

struct hf_identity {
	unsigned int kind;
	unsigned char bytes[32];
};

/* Instead of a reason, in the key of an exception. */
#define HF_EXCEPTION_PROGRAM (HF_REASONS + 1) /* the program has exceptions, and is protected */
#define HF_EXCEPTION_LIBRARY (HF_REASONS + 2) /* verified code that programs may map */

/* Flags of an exception. Above HF_EXCEPTION_FLAGS: the engine's, see HF_POLICY_KEEP. */
#define HF_EXCEPTION_FLAGS    0xff
#define HF_VERIFIED_LIBRARIES 1 /* of HF_EXCEPTION_PROGRAM: it loses them when it maps other code */

/* A longer path keeps its end, which names the program, and loses its beginning. */
#define HF_PATH_LEN 512

/* A file further down is in no exception; a longer name is in those of its folder. */
#define HF_PATH_NAMES	 16
#define HF_FILE_NAME_LEN 64

#endif
