/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Certificates that this machine has as files. The kernel shows of its keys names and ids, and not
 * the keys: who wants to check a signature needs the certificate from elsewhere.
 */
#ifndef HOLDFAST_MODULES_CERTIFICATES_H
#define HOLDFAST_MODULES_CERTIFICATES_H

#include <stdbool.h>
#include <openssl/x509.h>

#include "modules/bytes.h"

struct certificate {
	X509 *x509;
	char *path; /* where it was found */
};

struct certificates {
	struct certificate *list;
	size_t count;
};

/* Those in places that are known; what is not there or cannot be read has none. */
void find_certificates(struct certificates *certificates);

/* Those of a file: PEM, or DER anywhere in it. Returns NULL, or why there are none. */
const char *add_certificates(struct certificates *certificates, const char *path);

/* Those in a PEM text, or in any bytes. False where one of them is encrypted; nobody is asked for a password. */
bool scan_certificates(struct certificates *certificates, const struct bytes *bytes,
		       const char *path);

void free_certificates(struct certificates *certificates);

#endif
