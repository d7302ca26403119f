/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The PKCS#7 message of a module, read as the kernel reads it (crypto/asymmetric_keys): who signed,
 * and whether a certificate's key made the signature. Validity in time counts for nothing there.
 */
#ifndef HOLDFAST_MODULES_SIGNATURE_H
#define HOLDFAST_MODULES_SIGNATURE_H

#include <stdbool.h>
#include <openssl/cms.h>
#include <openssl/x509.h>

#include "modules/bytes.h"

/* Returns NULL where the kernel would refuse it whoever signed, and why in @why. */
CMS_ContentInfo *parse_signature(const unsigned char *data, size_t size, const char **why);

/*
 * The id that the kernel looks for among its keys: serial number and issuer, or the subject key
 * identifier, in hexadecimal. For free().
 */
char *signer_id(CMS_SignerInfo *signer);
/* The same id of a certificate's key; NULL where it has none. For free(). */
char *certificate_key_id(X509 *certificate);

/* A name to show: of the certificate, where there is one, or what the signature says. */
void name_signer(CMS_SignerInfo *signer, X509 *certificate, char *name, size_t size);

enum match {
	MATCHES,
	DIFFERS,
	CANNOT_CHECK, /* an algorithm that we do not know */
};

/* Did the certificate's key sign this content? */
enum match check_signer(CMS_SignerInfo *signer, X509 *certificate, const unsigned char *content,
			size_t size);

#endif
