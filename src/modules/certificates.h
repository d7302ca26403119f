/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Certificates in this machine's files. The kernel only shows the names and ids of its keys, so checking a signature
 * needs the certificate from elsewhere.
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

/* Adds those in well-known places. Skips files that are missing or cannot be read. */
void find_certificates(struct certificates *certificates);

/* Adds those of a file: PEM, or DER anywhere in it. Returns NULL, or why it has none. */
const char *add_certificates(struct certificates *certificates, const char *path);

/* Adds those in a PEM text, or in any bytes. False if one is encrypted; it asks nobody for a password. */
bool scan_certificates(struct certificates *certificates, const struct bytes *bytes,
		       const char *path);

void free_certificates(struct certificates *certificates);

#endif
