// SPDX-License-Identifier: GPL-2.0
#include "unit.h"

#include <elf.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include "modules_unit.h"

static void add_extension(X509 *x509, int nid, const char *value)
{
	X509V3_CTX context;
	X509_EXTENSION *extension;

	X509V3_set_ctx_nodb(&context);
	X509V3_set_ctx(&context, x509, x509, NULL, NULL, 0);
	extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
	assert_non_null(extension);
	assert_int_equal(X509_add_ext(x509, extension, -1), 1);
	X509_EXTENSION_free(extension);
}

void make_signing(struct signing *signing, const char *name, const char *curve, long from, long to)
{
	static long serial = 0x80;
	X509_NAME *subject;

	signing->digest = EVP_sha256();
	signing->key = curve ? EVP_EC_gen(curve) : EVP_RSA_gen(2048U);
	signing->x509 = X509_new();
	assert_true(signing->key && signing->x509);
	subject = X509_get_subject_name(signing->x509);
	assert_int_equal(X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
						    (const unsigned char *)name, -1, -1, 0),
			 1);
	X509_set_version(signing->x509, X509_VERSION_3);
	X509_set_issuer_name(signing->x509, subject);
	ASN1_INTEGER_set(X509_get_serialNumber(signing->x509), serial++);
	X509_gmtime_adj(X509_getm_notBefore(signing->x509), from);
	X509_gmtime_adj(X509_getm_notAfter(signing->x509), to);
	X509_set_pubkey(signing->x509, signing->key);
	add_extension(signing->x509, NID_subject_key_identifier, "hash");
	assert_true(X509_sign(signing->x509, signing->key, EVP_sha256()) > 0);
}

void free_signing(struct signing *signing)
{
	EVP_PKEY_free(signing->key);
	X509_free(signing->x509);
}

struct bytes make_object(void)
{
	static const char text[] = "what a module would do";
	const Elf64_Ehdr header = { .e_ident = ELFMAG, .e_type = ET_REL };
	struct bytes object = { malloc(sizeof(header) + sizeof(text)),
				sizeof(header) + sizeof(text) };

	assert_non_null(object.data);
	memcpy(object.data, &header, sizeof(header));
	memcpy(object.data + sizeof(header), text, sizeof(text));
	return object;
}

struct bytes copy_bytes(const struct bytes *bytes, size_t size)
{
	struct bytes copy = { malloc(size ? size : 1), size };

	assert_non_null(copy.data);
	memcpy(copy.data, bytes->data, size);
	return copy;
}

struct bytes sign_content(const struct signing *signing, const struct bytes *content,
			  unsigned int flags)
{
	BIO *bio = BIO_new_mem_buf(content->data, (int)content->size);
	CMS_ContentInfo *message = CMS_sign(NULL, NULL, NULL, NULL,
					    CMS_NOCERTS | CMS_PARTIAL | CMS_BINARY | CMS_DETACHED);
	struct bytes signature = { 0 };
	int size;

	assert_true(bio && message);
	assert_non_null(
		CMS_add1_signer(message, signing->x509, signing->key, signing->digest, flags));
	assert_int_equal(CMS_final(message, bio, NULL, CMS_NOCERTS | CMS_BINARY), 1);
	size = i2d_CMS_ContentInfo(message, &signature.data);
	assert_true(size > 0);
	signature.size = (size_t)size;
	CMS_ContentInfo_free(message);
	BIO_free(bio);
	return signature;
}

struct bytes append_signature(const struct bytes *content, const struct bytes *signature)
{
	static const char marker[] = "~Module signature appended~\n";
	unsigned char block[12] = { [2] = 2 };
	uint32_t size = htobe32((uint32_t)signature->size);
	struct bytes file = { NULL, content->size + signature->size + sizeof(block) +
					    sizeof(marker) - 1 };
	unsigned char *at;

	memcpy(block + 8, &size, sizeof(size));
	file.data = malloc(file.size);
	assert_non_null(file.data);
	at = mempcpy(file.data, content->data, content->size);
	at = mempcpy(at, signature->data, signature->size);
	at = mempcpy(at, block, sizeof(block));
	memcpy(at, marker, sizeof(marker) - 1);
	return file;
}

struct bytes make_signed(const struct signing *signing, unsigned int flags)
{
	struct bytes object = make_object();
	struct bytes signature = sign_content(signing, &object, flags);
	struct bytes file = append_signature(&object, &signature);

	free_bytes(&object);
	OPENSSL_free(signature.data);
	return file;
}
