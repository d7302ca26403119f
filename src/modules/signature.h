/* SPDX-License-Identifier: GPL-2.0 */
/*
 * A module's PKCS#7 message, read as the kernel reads it (crypto/asymmetric_keys): its signers, and whether a
 * certificate's key made the signature. The kernel ignores the certificate's dates.
 */
#ifndef HOLDFAST_MODULES_SIGNATURE_H
#define HOLDFAST_MODULES_SIGNATURE_H

#include <stdbool.h>
#include <openssl/cms.h>
#include <openssl/x509.h>

#include "modules/bytes.h"

/* Returns NULL, with the cause in @why, if the kernel would refuse the message with any signer. */
CMS_ContentInfo *parse_signature(const unsigned char *data, size_t size, const char **why);

/*
 * The id that the kernel looks for among its keys: serial number and issuer, or the subject key
 * identifier, in hexadecimal. For free().
 */
char *signer_id(CMS_SignerInfo *signer);
/* The same id of a certificate's key, for free(); NULL: it has none. */
char *certificate_key_id(X509 *certificate);

/* Writes a name to show: the certificate's, or, without one, the signature's. */
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
