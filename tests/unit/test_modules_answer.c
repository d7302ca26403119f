// SPDX-License-Identifier: GPL-2.0
/* The signers of modules, and the kernel's answers: the test signs modules for a kernel with its keys. */
#include "unit.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>
#include <openssl/pem.h>

#include "modules/answer.h"
#include "modules/signature.h"
#include "modules/trailer.h"
#include "modules_unit.h"

static struct signing kernels, other, expired, elliptic;
static struct judge judge;

/* Replace src/modules/keyrings.c: a kernel with these keys. */
static enum key_place key_answer;
static char *known_ids[8];

const char *open_keyrings(struct keyrings *keyrings)
{
	(void)keyrings;
	return NULL;
}

enum key_place find_key(const struct keyrings *keyrings, const char *id, const char **ring)
{
	(void)keyrings;
	*ring = NULL;
	for (unsigned int i = 0; i < ARRAY_SIZE(known_ids); i++)
		if (known_ids[i] && !strcmp(known_ids[i], id)) {
			*ring = ".builtin_trusted_keys";
			return key_answer;
		}
	return KEY_UNKNOWN;
}

static bool digest_revoked;

bool is_digest_revoked(const struct keyrings *keyrings, const char *digest)
{
	(void)keyrings;
	assert_int_equal(strspn(digest, "0123456789abcdef"), 64);
	return digest_revoked;
}

/* Adds its key to the kernel's, by both of its ids. */
static void know(const struct signing *signing, unsigned int place)
{
	struct bytes object = make_object();
	struct bytes signature = sign_content(signing, &object, SIGN_FLAGS);
	const char *why;
	CMS_ContentInfo *message = parse_signature(signature.data, signature.size, &why);

	assert_non_null(message);
	known_ids[place] = signer_id(sk_CMS_SignerInfo_value(CMS_get0_SignerInfos(message), 0));
	known_ids[place + 1] = certificate_key_id(signing->x509);
	CMS_ContentInfo_free(message);
	OPENSSL_free(signature.data);
	free_bytes(&object);
}

static void have_certificate(const struct signing *signing)
{
	struct bytes der = { 0 };
	int size = i2d_X509(signing->x509, &der.data);

	assert_true(size > 0);
	der.size = (size_t)size;
	assert_true(scan_certificates(&judge.certificates, &der, "/certificate"));
	OPENSSL_free(der.data);
}

static int make_keys(void **state)
{
	(void)state;
	make_signing(&kernels, "The kernel's", NULL, -100, 100000);
	make_signing(&other, "Another\33one", NULL, -100, 100000);
	make_signing(&expired, "Old", NULL, -200000, -100000);
	make_signing(&elliptic, "Curved", "P-384", -100, 100000);
	know(&kernels, 0);
	know(&expired, 2);
	know(&elliptic, 4);
	return 0;
}

static int free_keys(void **state)
{
	(void)state;
	free_signing(&kernels);
	free_signing(&other);
	free_signing(&expired);
	free_signing(&elliptic);
	for (unsigned int i = 0; i < ARRAY_SIZE(known_ids); i++)
		free(known_ids[i]);
	return 0;
}

static int start(void **state)
{
	(void)state;
	key_answer = KEY_TRUSTED;
	digest_revoked = false;
	memset(&judge, 0, sizeof(judge));
	judge.checks = true;
	have_certificate(&kernels);
	have_certificate(&other);
	have_certificate(&expired);
	have_certificate(&elliptic);
	assert_int_equal(judge.certificates.count, 4);
	return 0;
}

static int end(void **state)
{
	(void)state;
	close_judge(&judge);
	return 0;
}

static void expect(const struct bytes *file, enum answer answer, const char *why)
{
	struct judgement judgement;

	judge_module(&judge, file, &judgement);
	assert_string_equal(judgement.why, why);
	assert_int_equal(judgement.answer, answer);
	/* An answer "loads" needs a certificate that has checked the signature. */
	if (answer == ANSWER_LOADS)
		assert_string_equal(judgement.certificate, "/certificate");
}

static void expect_signed(const struct signing *signing, unsigned int flags, enum answer answer,
			  const char *why)
{
	struct bytes file = make_signed(signing, flags);

	expect(&file, answer, why);
	free_bytes(&file);
}

static void a_right_signature_loads(void **state)
{
	(void)state;
	expect_signed(&kernels, SIGN_FLAGS, ANSWER_LOADS, "");
	expect_signed(&kernels, SIGN_FLAGS | CMS_USE_KEYID, ANSWER_LOADS, "");
	expect_signed(&elliptic, SIGN_FLAGS, ANSWER_LOADS, "");
	/* The kernel ignores the certificate's dates. */
	expect_signed(&expired, SIGN_FLAGS, ANSWER_LOADS, "");
}

static void signer_and_keyring_are_told(void **state)
{
	struct bytes file = make_signed(&kernels, SIGN_FLAGS);
	struct judgement judgement;

	(void)state;
	judge_module(&judge, &file, &judgement);
	assert_string_equal(judgement.signer, "The kernel's");
	assert_string_equal(judgement.ring, ".builtin_trusted_keys");
	assert_false(judgement.key_unknown);
	free_bytes(&file);
	file = make_signed(&other, SIGN_FLAGS);
	judge_module(&judge, &file, &judgement);
	/* A terminal would obey this character. */
	assert_string_equal(judgement.signer, "Another?one");
	assert_null(judgement.ring);
	assert_true(judgement.key_unknown);
	free_bytes(&file);
}

static void a_key_that_the_kernel_lacks_fails_when_locked(void **state)
{
	(void)state;
	expect_signed(&other, SIGN_FLAGS, ANSWER_FAILS, "key unknown");
	judge.enforces = true;
	expect_signed(&other, SIGN_FLAGS, ANSWER_BROKEN, "key unknown");
}

static void what_is_unsigned_fails_when_locked(void **state)
{
	struct bytes object = make_object();

	(void)state;
	expect(&object, ANSWER_FAILS, "unsigned");
	judge.enforces = true;
	expect(&object, ANSWER_BROKEN, "unsigned");
	free_bytes(&object);
}

static void what_was_changed_fails(void **state)
{
	struct bytes file = make_signed(&kernels, SIGN_FLAGS);

	(void)state;
	file.data[sizeof(long)] ^= 1;
	expect(&file, ANSWER_BROKEN, "the signature does not match");
	free_bytes(&file);
}

static void the_signature_of_another_file_fails(void **state)
{
	struct bytes object = make_object(), longer = make_object();
	struct bytes signature = sign_content(&kernels, &object, SIGN_FLAGS);
	struct bytes file;

	(void)state;
	longer.data[longer.size - 1] = 'x';
	file = append_signature(&longer, &signature);
	expect(&file, ANSWER_BROKEN, "the signature does not match");
	free_bytes(&file);
	free_bytes(&object);
	free_bytes(&longer);
	OPENSSL_free(signature.data);
}

static void without_the_certificate_it_is_not_said_to_load(void **state)
{
	(void)state;
	free_certificates(&judge.certificates);
	expect_signed(&kernels, SIGN_FLAGS, ANSWER_UNCHECKED,
		      "no certificate to check the signature with");
}

static void a_digest_that_not_every_kernel_knows_is_not_checked(void **state)
{
	struct signing weak = kernels, strong = kernels;

	(void)state;
	weak.digest = EVP_sha1();
	expect_signed(&weak, SIGN_FLAGS, ANSWER_UNCHECKED,
		      "signed in a way that cannot be checked here");
	strong.digest = EVP_sha512();
	expect_signed(&strong, SIGN_FLAGS, ANSWER_LOADS, "");
}

static void a_certificate_of_another_key_is_none(void **state)
{
	struct signing fake = { 0 };
	struct bytes file;

	(void)state;
	/* The same issuer and serial number, another key. */
	free_certificates(&judge.certificates);
	make_signing(&fake, "The kernel's", NULL, -100, 100000);
	X509_set_serialNumber(fake.x509, X509_get_serialNumber(kernels.x509));
	X509_sign(fake.x509, fake.key, EVP_sha256());
	have_certificate(&fake);
	file = make_signed(&fake, SIGN_FLAGS);
	expect(&file, ANSWER_UNCHECKED, "no certificate to check the signature with");
	free_bytes(&file);
	/* The right one beside it is found. */
	have_certificate(&kernels);
	expect_signed(&kernels, SIGN_FLAGS, ANSWER_LOADS, "");
	free_signing(&fake);
}

static void nobody_is_asked_for_a_password(void **state)
{
	unsigned char word[] = "word";
	BIO *bio = BIO_new(BIO_s_mem());
	struct bytes pem = { 0 };
	char *text;

	(void)state;
	free_certificates(&judge.certificates);
	assert_true(PEM_ASN1_write_bio((i2d_of_void *)i2d_X509, PEM_STRING_X509, bio, kernels.x509,
				       EVP_aes_128_cbc(), word, sizeof(word) - 1, NULL, NULL));
	assert_true(PEM_write_bio_X509(bio, other.x509));
	pem.size = (size_t)BIO_get_mem_data(bio, &text);
	pem.data = (unsigned char *)text;
	assert_false(scan_certificates(&judge.certificates, &pem, "/certificate"));
	BIO_free(bio);
}

static void places_of_keys(void **state)
{
	(void)state;
	key_answer = KEY_PLATFORM;
	expect_signed(&kernels, SIGN_FLAGS, ANSWER_UNKNOWN,
		      "not every kernel takes the firmware's keys for modules");
	judge.platform = true;
	expect_signed(&kernels, SIGN_FLAGS, ANSWER_LOADS, "");
	key_answer = KEY_REVOKED;
	expect_signed(&kernels, SIGN_FLAGS, ANSWER_BROKEN, "key revoked");
	key_answer = KEY_CANNOT_TELL;
	expect_signed(&kernels, SIGN_FLAGS, ANSWER_UNKNOWN,
		      "the kernel's keys cannot be asked for");
	key_answer = KEY_TRUSTED;
	judge.no_keyrings = "no reason";
	expect_signed(&kernels, SIGN_FLAGS, ANSWER_UNKNOWN,
		      "the kernel's keys cannot be asked for");
}

static void a_revoked_digest_fails_where_the_kernel_looks(void **state)
{
	struct bytes object = make_object();

	(void)state;
	digest_revoked = true;
	expect_signed(&kernels, SIGN_FLAGS, ANSWER_UNKNOWN,
		      "its digest is in .blacklist, which the firmware's dbx fills; not every "
		      "kernel looks");
	judge.digests = true;
	expect_signed(&kernels, SIGN_FLAGS, ANSWER_BROKEN,
		      "its digest is in .blacklist, which the firmware's dbx fills");
	/* Without a right signature the kernel does not look up the digest. */
	expect_signed(&other, SIGN_FLAGS, ANSWER_FAILS, "key unknown");
	expect(&object, ANSWER_FAILS, "unsigned");
	digest_revoked = false;
	expect_signed(&kernels, SIGN_FLAGS, ANSWER_LOADS, "");
	free_bytes(&object);
}

static void a_kernel_that_checks_nothing_is_not_asked(void **state)
{
	struct bytes object = make_object();

	(void)state;
	judge.checks = false;
	expect(&object, ANSWER_UNKNOWN, "this kernel checks no signatures");
	expect_signed(&kernels, SIGN_FLAGS, ANSWER_UNKNOWN, "this kernel checks no signatures");
	free_bytes(&object);
}

static void what_the_kernel_refuses_in_a_message(void **state)
{
	(void)state;
	expect_signed(&kernels, SIGN_FLAGS & ~(unsigned int)CMS_NOATTR, ANSWER_BROKEN,
		      "malformed signature: attributes in the signature");
	/* If the kernel has the key, certificates in the signature do not matter. */
	expect_signed(&kernels, SIGN_FLAGS & ~(unsigned int)CMS_NOCERTS, ANSWER_LOADS, "");
	expect_signed(&other, SIGN_FLAGS & ~(unsigned int)CMS_NOCERTS, ANSWER_UNKNOWN,
		      "its certificates may lead to a key of the kernel's");
}

/* The signature covers the module before it, so it must not have content of its own. */
static void a_message_has_no_content(void **state)
{
	struct bytes object = make_object(), file, signature = { 0 };
	BIO *bio = BIO_new_mem_buf(object.data, (int)object.size);
	CMS_ContentInfo *message =
		CMS_sign(NULL, NULL, NULL, NULL, CMS_NOCERTS | CMS_PARTIAL | CMS_BINARY);
	int size;

	(void)state;
	assert_non_null(
		CMS_add1_signer(message, kernels.x509, kernels.key, kernels.digest, SIGN_FLAGS));
	assert_int_equal(CMS_final(message, bio, NULL, CMS_NOCERTS | CMS_BINARY), 1);
	size = i2d_CMS_ContentInfo(message, &signature.data);
	assert_true(size > 0);
	signature.size = (size_t)size;
	file = append_signature(&object, &signature);
	expect(&file, ANSWER_BROKEN, "malformed signature: content in the signature");
	free_bytes(&file);
	free_bytes(&object);
	OPENSSL_free(signature.data);
	CMS_ContentInfo_free(message);
	BIO_free(bio);
}

/* An indefinite length (BER) does not hide a wrong version of a signer. */
static void lengths_are_given(void **state)
{
	struct bytes object = make_object(), file;
	struct bytes signature = sign_content(&kernels, &object, SIGN_FLAGS);
	const char *why = "malformed signature: its versions do not fit";
	unsigned char *signers = NULL;

	(void)state;
	/* The set of signers, which is the last of the message: to be as long, it ends with its own end. */
	for (size_t at = 0; at + 4 < signature.size; at++) {
		const unsigned char *head = signature.data + at;

		if (head[0] == 0x31 && head[1] == 0x82 &&
		    at + 4 + (size_t)(head[2] << 8 | head[3]) == signature.size)
			signers = signature.data + at;
	}
	assert_non_null(signers);
	// NOLINTNEXTLINE(clang-analyzer-core.NonNullParamChecker): cmocka does not return
	memmove(signers + 2, signers + 4, signature.size - (size_t)(signers + 4 - signature.data));
	signers[1] = 0x80;
	memset(signature.data + signature.size - 2, 0, 2);
	file = append_signature(&object, &signature);
	expect(&file, ANSWER_BROKEN, why);
	free_bytes(&file);
	free_bytes(&object);
	OPENSSL_free(signature.data);
}

static void a_message_is_read_to_its_end(void **state)
{
	struct bytes object = make_object();
	struct bytes signature = sign_content(&kernels, &object, SIGN_FLAGS);
	struct bytes longer = { NULL, signature.size + 1 };
	struct bytes file;

	(void)state;
	longer.data = calloc(1, longer.size);
	assert_non_null(longer.data);
	memcpy(longer.data, signature.data, signature.size);
	for (size_t size = 0; size <= longer.size; size++) {
		struct bytes part = { longer.data, size };

		if (size == signature.size)
			continue;
		file = append_signature(&object, &part);
		expect(&file, ANSWER_BROKEN, "malformed signature: not a PKCS#7 message");
		free_bytes(&file);
	}
	free_bytes(&longer);
	free_bytes(&object);
	OPENSSL_free(signature.data);
}

static void what_is_no_object_does_not_load(void **state)
{
	static unsigned char text[] = "#!/bin/sh";
	struct bytes script = { text, sizeof(text) }, empty = { text, 0 };
	struct bytes signature = sign_content(&kernels, &script, SIGN_FLAGS);
	struct bytes file = append_signature(&script, &signature);

	(void)state;
	expect(&script, ANSWER_BROKEN, "not a module");
	expect(&empty, ANSWER_BROKEN, "not a module");
	expect(&file, ANSWER_BROKEN, "not a module");
	free_bytes(&file);
	OPENSSL_free(signature.data);
	/* A program, which has the same format, is no module. */
	file = make_object();
	file.data[offsetof(Elf64_Ehdr, e_type)] = ET_DYN;
	expect(&file, ANSWER_BROKEN, "not a module");
	free_bytes(&file);
}

/*
 * Parts of a message of make_signed() that the kernel ignores, too: the list of digest algorithms, sets that may be
 * sequences, and the parameters of the signature's algorithm.
 */
static bool is_ignored(size_t at)
{
	return (at >= 26 && at < 41) || at == 54 || at == 122;
}

/* Flipped bits, truncation and more: the code never crashes, and the module never loads. */
static void mutants_do_not_load(void **state)
{
	struct bytes file = make_signed(&kernels, SIGN_FLAGS), object = make_object();
	struct judgement judgement;
	uint32_t random = 1;

	(void)state;
	for (size_t at = 0; at < file.size; at++)
		for (unsigned int bit = 0; bit < 8; bit++) {
			file.data[at] ^= (unsigned char)(1U << bit);
			judge_module(&judge, &file, &judgement);
			if (at < object.size || !is_ignored(at - object.size))
				assert_int_not_equal(judgement.answer, ANSWER_LOADS);
			file.data[at] ^= (unsigned char)(1U << bit);
		}
	for (size_t size = 0; size < file.size; size++) {
		struct bytes cut = copy_bytes(&file, size);

		judge_module(&judge, &cut, &judgement);
		assert_int_not_equal(judgement.answer, ANSWER_LOADS);
		free_bytes(&cut);
	}
	for (unsigned int i = 0; i < 20000; i++) {
		struct bytes mutant = copy_bytes(&file, file.size);

		for (unsigned int n = 0; n <= i % 5; n++) {
			random = random * 1664525 + 1013904223;
			mutant.data[(random >> 8) % mutant.size] = (unsigned char)(random >> 3);
		}
		judge_module(&judge, &mutant, &judgement);
		free_bytes(&mutant);
	}
	free_bytes(&object);
	free_bytes(&file);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, start, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_right_signature_loads),
		TEST(signer_and_keyring_are_told),
		TEST(a_key_that_the_kernel_lacks_fails_when_locked),
		TEST(what_is_unsigned_fails_when_locked),
		TEST(what_was_changed_fails),
		TEST(the_signature_of_another_file_fails),
		TEST(without_the_certificate_it_is_not_said_to_load),
		TEST(a_digest_that_not_every_kernel_knows_is_not_checked),
		TEST(a_certificate_of_another_key_is_none),
		TEST(nobody_is_asked_for_a_password),
		TEST(places_of_keys),
		TEST(a_revoked_digest_fails_where_the_kernel_looks),
		TEST(a_kernel_that_checks_nothing_is_not_asked),
		TEST(what_the_kernel_refuses_in_a_message),
		TEST(a_message_has_no_content),
		TEST(lengths_are_given),
		TEST(a_message_is_read_to_its_end),
		TEST(what_is_no_object_does_not_load),
		TEST(mutants_do_not_load),
	};

	return cmocka_run_group_tests_name("modules_answer", tests, make_keys, free_keys);
}
