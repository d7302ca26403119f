// SPDX-License-Identifier: GPL-2.0
/*
 * sign-module FILE CERTIFICATE: appends a signature to a module, as the kernel's sign-file does, with a new key that it
 * does not keep. Writes the key's certificate to a file.
 */
#include <endian.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <openssl/cms.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

static const char marker[] = "~Module signature appended~\n";

static void need(int success, const char *what)
{
	if (success)
		return;
	fprintf(stderr, "sign-module: %s failed\n", what);
	exit(1);
}

static X509 *make_certificate(EVP_PKEY *key)
{
	X509 *x509 = X509_new();
	X509_NAME *name = x509 ? X509_get_subject_name(x509) : NULL;

	need(x509 && key, "a key");
	X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8,
				   (const unsigned char *)"A key of the test's", -1, -1, 0);
	X509_set_issuer_name(x509, name);
	ASN1_INTEGER_set(X509_get_serialNumber(x509), 17);
	X509_gmtime_adj(X509_getm_notBefore(x509), 0);
	X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
	X509_set_pubkey(x509, key);
	need(X509_sign(x509, key, EVP_sha256()), "the certificate");
	return x509;
}

int main(int argc, char **argv)
{
	const unsigned int flags = CMS_NOCERTS | CMS_BINARY | CMS_NOSMIMECAP | CMS_NOATTR;
	EVP_PKEY *key = EVP_EC_gen("P-384");
	X509 *x509 = make_certificate(key);
	BIO *file, *certificate;
	unsigned char *der = NULL, block[12] = { [2] = 2 };
	CMS_ContentInfo *message;
	uint32_t size;
	int len;

	need(argc == 3, "usage: sign-module FILE CERTIFICATE");
	certificate = BIO_new_file(argv[2], "w");
	need(certificate && i2d_X509_bio(certificate, x509), argv[2]);
	BIO_free(certificate);
	file = BIO_new_file(argv[1], "r");
	message = CMS_sign(NULL, NULL, NULL, NULL,
			   CMS_NOCERTS | CMS_PARTIAL | CMS_BINARY | CMS_DETACHED);
	need(file && message && CMS_add1_signer(message, x509, key, EVP_sha256(), flags) &&
		     CMS_final(message, file, NULL, CMS_NOCERTS | CMS_BINARY),
	     "the signature");
	BIO_free(file);
	len = i2d_CMS_ContentInfo(message, &der);
	size = htobe32((uint32_t)len);
	for (unsigned int i = 0; i < sizeof(size); i++)
		block[8 + i] = ((unsigned char *)&size)[i];
	file = BIO_new_file(argv[1], "a");
	need(file && BIO_write(file, der, len) == len &&
		     BIO_write(file, block, sizeof(block)) == sizeof(block) &&
		     BIO_write(file, marker, sizeof(marker) - 1) == sizeof(marker) - 1 &&
		     BIO_flush(file) == 1,
	     argv[1]);
	BIO_free(file);
	return 0;
}
