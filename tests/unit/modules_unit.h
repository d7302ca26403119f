/* SPDX-License-Identifier: GPL-2.0 */
/* Makes modules for tests: no kernel can use them, but they are signed as the kernel's build signs modules. */
#ifndef HOLDFAST_TESTS_MODULES_UNIT_H
#define HOLDFAST_TESTS_MODULES_UNIT_H

#include <openssl/cms.h>
#include <openssl/x509.h>

#include "modules/bytes.h"

/* A signer. */
struct signing {
	EVP_PKEY *key;
	X509 *x509;
	const EVP_MD *digest; /* SHA-256, until another one is set */
};

/* @curve: NULL for RSA. Valid from @from to @to, in seconds from now. */
void make_signing(struct signing *signing, const char *name, const char *curve, long from, long to);
void free_signing(struct signing *signing);

/* The content of an object file with only a header, and some text. */
struct bytes make_object(void);

/* The first @size bytes, in memory that ends after them. */
struct bytes copy_bytes(const struct bytes *bytes, size_t size);

/* The PKCS#7 message that signs @content, by CMS_add1_signer()'s @flags. */
struct bytes sign_content(const struct signing *signing, const struct bytes *content,
			  unsigned int flags);

/* The flags of sign-file. */
#define SIGN_FLAGS (CMS_NOCERTS | CMS_BINARY | CMS_NOSMIMECAP | CMS_NOATTR)

/* @content with a signature after it, and the trailer. */
struct bytes append_signature(const struct bytes *content, const struct bytes *signature);

/* An object with such a signature. */
struct bytes make_signed(const struct signing *signing, unsigned int flags);

#endif
