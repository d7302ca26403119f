// SPDX-License-Identifier: GPL-2.0
#include <elf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/utsname.h>
#include <openssl/sha.h>

#include "base/memory.h"
#include "modules/answer.h"
#include "modules/signature.h"
#include "modules/trailer.h"

static bool is_enforced(void)
{
	FILE *file = fopen("/sys/module/module/parameters/sig_enforce", "re");
	int value = file ? getc(file) : EOF;

	if (file)
		fclose(file);
	return value == 'Y';
}

void open_judge(struct judge *judge)
{
	struct utsname kernel;

	judge->no_keyrings = open_keyrings(&judge->keyrings);
	/* The parameter comes with the check. Without sysfs it is unknown. */
	judge->checks = access("/sys/module", F_OK) ||
			!access("/sys/module/module/parameters/sig_enforce", F_OK);
	judge->enforces = is_enforced();
	if (uname(&kernel))
		return;
	/* Mainline uses these keys only for kexec; Debian's patch uses them for modules, too. */
	judge->platform = strstr(kernel.version, "Debian");
	/* Mainline does not look at .blacklist. Debian's patch for that was in 6.12, and is gone from 7.3. */
	judge->digests = judge->platform && strverscmp(kernel.release, "6.13") < 0;
}

void close_judge(struct judge *judge)
{
	free_certificates(&judge->certificates);
}

void set_answer(struct judgement *judgement, enum answer answer, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	vsnprintf(judgement->why, sizeof(judgement->why), format, args);
	va_end(args);
	judgement->answer = answer;
}

/* Notes a refusal that only happens if the kernel is locked, or enforces signatures by itself. */
static void refuse(const struct judge *judge, struct judgement *judgement, const char *why)
{
	set_answer(judgement, judge->enforces ? ANSWER_BROKEN : ANSWER_FAILS, "%s", why);
}

static bool is_object(const unsigned char *content, size_t size)
{
	Elf64_Ehdr header;

	if (size < sizeof(header))
		return false;
	memcpy(&header, content, sizeof(header));
	return !memcmp(header.e_ident, ELFMAG, SELFMAG) && header.e_type == ET_REL;
}

/* Two certificates may have the same issuer and serial number: the kernel has to know this one's key. */
static bool is_kernels(const struct judge *judge, X509 *x509)
{
	const char *ring;
	char *id = certificate_key_id(x509);
	bool known = !id || judge->no_keyrings;
	enum key_place place;

	if (!known) {
		place = find_key(&judge->keyrings, id, &ring);
		known = place == KEY_TRUSTED || place == KEY_PLATFORM;
	}
	free(id);
	return known;
}

static const struct certificate *find_certificate(const struct judge *judge, CMS_SignerInfo *signer)
{
	const struct certificate *found = NULL;

	for (size_t i = 0; i < judge->certificates.count; i++) {
		struct certificate *one = &judge->certificates.list[i];

		if (CMS_SignerInfo_cert_cmp(signer, one->x509))
			continue;
		if (is_kernels(judge, one->x509))
			return one;
		found = one;
	}
	return found;
}

/* Judges a signature whose key the kernel has. */
static void judge_signature(CMS_SignerInfo *signer, const struct certificate *certificate,
			    const struct bytes *content, struct judgement *judgement)
{
	if (!certificate) {
		set_answer(judgement, ANSWER_UNCHECKED,
			   "no certificate to check the signature with");
		return;
	}
	switch (check_signer(signer, certificate->x509, content->data, content->size)) {
	case MATCHES:
		judgement->certificate = certificate->path;
		judgement->answer = ANSWER_LOADS;
		return;
	case DIFFERS:
		judgement->certificate = certificate->path;
		set_answer(judgement, ANSWER_BROKEN, "the signature does not match");
		return;
	case CANNOT_CHECK:
		set_answer(judgement, ANSWER_UNCHECKED,
			   "signed in a way that cannot be checked here");
	}
}

static void judge_signer(const struct judge *judge, CMS_SignerInfo *signer, bool has_certificates,
			 const struct bytes *content, struct judgement *judgement)
{
	const struct certificate *certificate = find_certificate(judge, signer);
	enum key_place place = KEY_CANNOT_TELL;
	char *id = signer_id(signer);

	name_signer(signer, certificate ? certificate->x509 : NULL, judgement->signer,
		    sizeof(judgement->signer));
	if (!judge->no_keyrings)
		place = find_key(&judge->keyrings, id, &judgement->ring);
	free(id);
	if (certificate && !is_kernels(judge, certificate->x509))
		certificate = NULL;
	switch (place) {
	case KEY_TRUSTED:
		judge_signature(signer, certificate, content, judgement);
		return;
	case KEY_PLATFORM:
		if (judge->platform)
			judge_signature(signer, certificate, content, judgement);
		else
			set_answer(judgement, ANSWER_UNKNOWN,
				   "not every kernel takes the firmware's keys for modules");
		return;
	case KEY_REVOKED:
		set_answer(judgement, ANSWER_BROKEN, "key revoked");
		return;
	case KEY_UNKNOWN:
		judgement->key_unknown = true;
		/* The kernel follows a chain of certificates. */
		if (has_certificates)
			set_answer(judgement, ANSWER_UNKNOWN,
				   "its certificates may lead to a key of the kernel's");
		else
			refuse(judge, judgement, "key unknown");
		return;
	case KEY_CANNOT_TELL:
		set_answer(judgement, ANSWER_UNKNOWN, "the kernel's keys cannot be asked for");
	}
}

/* One good signature is enough, unless another one is wrong: the first of these that occurs. */
static bool outweighs(enum answer answer, enum answer other)
{
	static const int weights[ANSWERS] = {
		[ANSWER_FAILS] = 0,   [ANSWER_LOADS] = 1,  [ANSWER_UNCHECKED] = 2,
		[ANSWER_UNKNOWN] = 3, [ANSWER_BROKEN] = 4,
	};

	return weights[answer] > weights[other];
}

static void judge_message(const struct judge *judge, CMS_ContentInfo *message,
			  const struct bytes *content, struct judgement *judgement)
{
	STACK_OF(CMS_SignerInfo) *signers = CMS_get0_SignerInfos(message);
	STACK_OF(X509) *certificates = CMS_get1_certs(message);
	bool has_certificates = sk_X509_num(certificates) > 0;

	sk_X509_pop_free(certificates, X509_free);
	refuse(judge, judgement, "unsigned: there is no signer in its signature");
	for (int i = 0; i < sk_CMS_SignerInfo_num(signers); i++) {
		struct judgement one = { 0 };

		judge_signer(judge, sk_CMS_SignerInfo_value(signers, i), has_certificates, content,
			     &one);
		if (!i || outweighs(one.answer, judgement->answer))
			*judgement = one;
	}
}

/* Only called if the signature is right. */
static void judge_digest(const struct judge *judge, const struct bytes *file,
			 struct judgement *judgement)
{
	static const char in[] = "its digest is in .blacklist, which the firmware's dbx fills";
	unsigned char digest[SHA256_DIGEST_LENGTH];
	char text[2 * SHA256_DIGEST_LENGTH + 1];

	if (judge->no_keyrings ||
	    (judgement->answer != ANSWER_LOADS && judgement->answer != ANSWER_UNCHECKED))
		return;
	SHA256(file->data, file->size, digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(text + 2 * i, 3, "%02x", digest[i]);
	if (!is_digest_revoked(&judge->keyrings, text))
		return;
	if (judge->digests)
		set_answer(judgement, ANSWER_BROKEN, "%s", in);
	else
		set_answer(judgement, ANSWER_UNKNOWN, "%s; not every kernel looks", in);
}

static void judge_signed(const struct judge *judge, const struct bytes *file,
			 const struct module_parts *parts, struct judgement *judgement)
{
	struct bytes content = { file->data, parts->content_size };
	const char *why;
	CMS_ContentInfo *message =
		parse_signature(file->data + parts->content_size, parts->signature_size, &why);

	if (!message) {
		set_answer(judgement, ANSWER_BROKEN, "malformed signature: %s", why);
		return;
	}
	judge_message(judge, message, &content, judgement);
	judge_digest(judge, file, judgement);
	CMS_ContentInfo_free(message);
}

void judge_module(const struct judge *judge, const struct bytes *file, struct judgement *judgement)
{
	struct module_parts parts;

	memset(judgement, 0, sizeof(*judgement));
	switch (find_trailer(file->data, file->size, &parts)) {
	case TRAILER_FOUND:
		judge_signed(judge, file, &parts, judgement);
		break;
	case TRAILER_NONE:
		refuse(judge, judgement, "unsigned");
		break;
	case TRAILER_FOREIGN:
		refuse(judge, judgement, "not a PKCS#7 signature");
		break;
	case TRAILER_BROKEN:
		set_answer(judgement, ANSWER_BROKEN, "malformed signature: its trailer is wrong");
		break;
	}
	/* A kernel without the check never asks the lock. */
	if (!judge->checks)
		set_answer(judgement, ANSWER_UNKNOWN, "this kernel checks no signatures");
	if (!is_object(file->data, parts.content_size))
		set_answer(judgement, ANSWER_BROKEN, "not a module");
}
