// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <openssl/err.h>
#include <openssl/evp.h>

#include "base/event_text.h"
#include "base/memory.h"
#include "modules/signature.h"

static const char *find_fault(CMS_ContentInfo *message)
{
	STACK_OF(CMS_SignerInfo) *signers = CMS_get0_SignerInfos(message);

	if (OBJ_obj2nid(CMS_get0_type(message)) != NID_pkcs7_signed)
		return "not signed data";
	if (OBJ_obj2nid(CMS_get0_eContentType(message)) != NID_pkcs7_data)
		return "not a signature of data";
	if (CMS_is_detached(message) != 1)
		return "content in the signature";
	/* The kernel only allows attributes in a firmware's signature. */
	for (int i = 0; i < sk_CMS_SignerInfo_num(signers); i++)
		if (CMS_signed_get_attr_count(sk_CMS_SignerInfo_value(signers, i)) >= 0)
			return "attributes in the signature";
	return NULL;
}

/* The first bytes of DER elements. */
enum {
	DER_INTEGER = 0x02,
	DER_OBJECT = 0x06,
	DER_SEQUENCE = 0x30,
	DER_KEY_ID = 0x80, /* context-specific, number 0 */
};

struct cursor {
	const unsigned char *at;
	long left;
};

/* Moves the cursor over an element, and @inside to its content. Returns the element's first byte, or -1. */
static int next_element(struct cursor *cursor, struct cursor *inside)
{
	int tag, class, first;
	long size;

	inside->at = cursor->at;
	/* The bits for an error, and for an indefinite length. */
	if (cursor->left <= 0 ||
	    ASN1_get_object(&inside->at, &size, &tag, &class, cursor->left) & 0x81)
		return -1;
	first = *cursor->at;
	inside->left = size;
	cursor->left -= inside->at + size - cursor->at;
	cursor->at = inside->at + size;
	return first;
}

static int read_version(struct cursor *cursor)
{
	struct cursor number;

	return next_element(cursor, &number) == DER_INTEGER && number.left == 1 ? *number.at : -1;
}

/*
 * OpenSSL ignores the version that a message claims. The kernel does not: the message and each signer need version 1
 * with a signer's issuer, and version 3 with a key's identifier.
 */
static bool has_versions(const unsigned char *data, size_t size)
{
	struct cursor cursor = { data, (long)size }, message, signer, rest;
	int version, first;

	if (next_element(&cursor, &message) != DER_SEQUENCE ||
	    next_element(&message, &rest) != DER_OBJECT || next_element(&message, &cursor) < 0 ||
	    next_element(&cursor, &message) != DER_SEQUENCE)
		return false;
	version = read_version(&message);
	/* Skips digest algorithms, content, certificates and revocations; the signers come last. */
	while (message.left > 0)
		if (next_element(&message, &cursor) < 0)
			return false;
	while (cursor.left > 0) {
		if (next_element(&cursor, &signer) != DER_SEQUENCE ||
		    read_version(&signer) != version)
			return false;
		first = next_element(&signer, &rest);
		if (version == 1 ?
			    first != DER_SEQUENCE || next_element(&rest, &signer) != DER_SEQUENCE :
			    version != 3 || first != DER_KEY_ID)
			return false;
	}
	return true;
}

CMS_ContentInfo *parse_signature(const unsigned char *data, size_t size, const char **why)
{
	const unsigned char *at = data;
	CMS_ContentInfo *message = d2i_CMS_ContentInfo(NULL, &at, (long)size);

	*why = message && at == data + size ? find_fault(message) : "not a PKCS#7 message";
	if (!*why && !has_versions(data, size))
		*why = "its versions do not fit";
	ERR_clear_error();
	if (!*why)
		return message;
	CMS_ContentInfo_free(message);
	return NULL;
}

/* Appends the content of a DER element to @hex in hexadecimal. If it is invalid, frees @hex and returns NULL. */
static char *append_inside(char *hex, const unsigned char *der, int der_size)
{
	const unsigned char *at = der;
	size_t len = strlen(hex);
	long size;
	int tag, class;

	if (der_size <= 0 || ASN1_get_object(&at, &size, &tag, &class, der_size) & 0x80) {
		free(hex);
		return NULL;
	}
	hex = must_resize(hex, len + 2 * (size_t)size + 1);
	for (long i = 0; i < size; i++)
		snprintf(hex + len + 2 * i, 3, "%02x", at[i]);
	return hex;
}

static char *empty(void)
{
	return must_copy("", 0);
}

/* The kernel's id: the bytes of the serial number, then those of the issuer. */
static char *issuer_and_serial(const X509_NAME *issuer, const ASN1_INTEGER *serial)
{
	unsigned char *der = NULL;
	int size = i2d_ASN1_INTEGER(serial, &der);
	char *hex = append_inside(empty(), der, size);

	OPENSSL_free(der);
	if (!hex)
		return NULL;
	der = NULL;
	size = i2d_X509_NAME(issuer, &der);
	hex = append_inside(hex, der, size);
	OPENSSL_free(der);
	return hex;
}

static char *key_id(const ASN1_OCTET_STRING *key)
{
	unsigned char *der = NULL;
	int size = i2d_ASN1_OCTET_STRING(key, &der);
	char *hex = append_inside(empty(), der, size);

	OPENSSL_free(der);
	return hex;
}

char *signer_id(CMS_SignerInfo *signer)
{
	ASN1_OCTET_STRING *key = NULL;
	ASN1_INTEGER *serial = NULL;
	X509_NAME *issuer = NULL;
	char *id = NULL;

	if (CMS_SignerInfo_get0_signer_id(signer, &key, &issuer, &serial) == 1)
		id = key ? key_id(key) : issuer_and_serial(issuer, serial);
	ERR_clear_error();
	return id ? id : empty();
}

char *certificate_key_id(X509 *certificate)
{
	const ASN1_OCTET_STRING *key = X509_get0_subject_key_id(certificate);

	return key ? key_id(key) : NULL;
}

/* Writes the last common name, as the kernel shows it, or else the whole name. */
static void show_name(const X509_NAME *from, char *name, size_t size)
{
	int at = -1, last = -1;
	BIO *bio = must_have(BIO_new(BIO_s_mem()));
	int len;

	while ((at = X509_NAME_get_index_by_NID(from, NID_commonName, at)) >= 0)
		last = at;
	if (last < 0 ||
	    ASN1_STRING_print_ex(bio, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(from, last)),
				 ASN1_STRFLGS_UTF8_CONVERT) <= 0)
		X509_NAME_print_ex(bio, from, 0, XN_FLAG_ONELINE & ~ASN1_STRFLGS_ESC_MSB);
	len = BIO_read(bio, name, (int)size - 1);
	name[len > 0 ? len : 0] = '\0';
	BIO_free(bio);
	make_printable(name);
}

void name_signer(CMS_SignerInfo *signer, X509 *certificate, char *name, size_t size)
{
	X509_NAME *issuer = NULL;
	char *id;

	if (certificate) {
		show_name(X509_get_subject_name(certificate), name, size);
		return;
	}
	if (CMS_SignerInfo_get0_signer_id(signer, NULL, &issuer, NULL) == 1 && issuer) {
		show_name(issuer, name, size);
		return;
	}
	id = signer_id(signer);
	snprintf(name, size, "key %s", id);
	free(id);
}

/* Only the SHA-2 family: not all kernels know the other digests. */
static const EVP_MD *find_digest(const X509_ALGOR *algorithm)
{
	switch (OBJ_obj2nid(algorithm->algorithm)) {
	case NID_sha224:
	case NID_sha256:
	case NID_sha384:
	case NID_sha512:
		return EVP_get_digestbyobj(algorithm->algorithm);
	default:
		return NULL;
	}
}

/* The two algorithms that all kernels have, by their names there. */
static bool is_known(const X509_ALGOR *algorithm, EVP_PKEY *key)
{
	int type = OBJ_obj2nid(algorithm->algorithm), method = NID_undef;

	if (EVP_PKEY_is_a(key, "RSA"))
		return type == NID_rsaEncryption;
	return EVP_PKEY_is_a(key, "EC") && OBJ_find_sigid_algs(type, NULL, &method) &&
	       method == NID_X9_62_id_ecPublicKey;
}

enum match check_signer(CMS_SignerInfo *signer, X509 *certificate, const unsigned char *content,
			size_t size)
{
	ASN1_OCTET_STRING *signature = CMS_SignerInfo_get0_signature(signer);
	EVP_MD_CTX *context = must_have(EVP_MD_CTX_new());
	EVP_PKEY *key = X509_get0_pubkey(certificate);
	X509_ALGOR *digest = NULL, *algorithm = NULL;
	enum match match = CANNOT_CHECK;
	const EVP_MD *md;

	CMS_SignerInfo_get0_algs(signer, NULL, NULL, &digest, &algorithm);
	md = digest ? find_digest(digest) : NULL;
	/* The message has no attributes, so the signature is that of the content itself. */
	if (key && md && algorithm && is_known(algorithm, key) &&
	    EVP_DigestVerifyInit(context, NULL, md, NULL, key) == 1)
		match = EVP_DigestVerify(context, ASN1_STRING_get0_data(signature),
					 (size_t)ASN1_STRING_length(signature), content,
					 size) == 1 ?
				MATCHES :
				DIFFERS;
	EVP_MD_CTX_free(context);
	ERR_clear_error();
	return match;
}
