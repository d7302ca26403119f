// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include "base/memory.h"
#include "modules/certificates.h"
#include "modules/read.h"
#include "modules/unpack.h"

/* No certificate in the kernel is larger. */
#define DER_MAX ((size_t)1 << 16)

static void add_certificate(struct certificates *certificates, X509 *x509, const char *path)
{
	struct certificate *new;

	certificates->list =
		must_grow(certificates->list, certificates->count, sizeof(*certificates->list));
	new = &certificates->list[certificates->count++];
	new->x509 = x509;
	new->path = must_copy(path, strlen(path));
}

/* Without this callback OpenSSL asks for a password at the terminal. */
// NOLINTNEXTLINE(readability-non-const-parameter): its type is OpenSSL's
static int refuse_password(char *password, int size, int writing, void *asked)
{
	(void)password;
	(void)size;
	(void)writing;
	*(bool *)asked = true;
	return -1;
}

static bool scan_pem(struct certificates *certificates, const struct bytes *bytes, const char *path)
{
	BIO *bio = must_have(BIO_new_mem_buf(bytes->data, (int)bytes->size));
	bool asked = false;
	X509 *x509;

	while ((x509 = PEM_read_bio_X509(bio, NULL, refuse_password, &asked)))
		add_certificate(certificates, x509, path);
	BIO_free(bio);
	return !asked;
}

/* The size of a certificate at @at: two nested sequences, the outer with a length of two bytes. 0: there is none. */
static size_t der_size(const unsigned char *at, size_t left)
{
	size_t size;

	if (left < 6 || at[0] != 0x30 || at[1] != 0x82 || at[4] != 0x30 ||
	    (at[5] != 0x82 && at[5] != 0x81))
		return 0;
	size = (size_t)at[2] << 8 | at[3];
	return size + 4 <= left && size + 4 <= DER_MAX ? size + 4 : 0;
}

/* Finds certificates among other bytes: in the firmware's lists of keys, the kernel's image and its modules. */
static void scan_der(struct certificates *certificates, const struct bytes *bytes, const char *path)
{
	const unsigned char *end = bytes->data + bytes->size;
	const unsigned char *at = bytes->data;

	while (at < end && (at = memchr(at, 0x30, (size_t)(end - at)))) {
		size_t size = der_size(at, (size_t)(end - at));
		const unsigned char *behind = at;
		X509 *x509 = size ? d2i_X509(NULL, &behind, (long)size) : NULL;

		if (x509 && behind == at + size) {
			add_certificate(certificates, x509, path);
			at = behind;
			continue;
		}
		X509_free(x509);
		at++;
	}
}

bool scan_certificates(struct certificates *certificates, const struct bytes *bytes,
		       const char *path)
{
	static const char begin[] = "-----BEGIN ";
	bool can_be_read = true;

	if (memmem(bytes->data, bytes->size < 4096 ? bytes->size : 4096, begin, sizeof(begin) - 1))
		can_be_read = scan_pem(certificates, bytes, path);
	else
		scan_der(certificates, bytes, path);
	ERR_clear_error();
	return can_be_read;
}

const char *add_certificates(struct certificates *certificates, const char *path)
{
	size_t before = certificates->count;
	struct bytes bytes;
	const char *why = read_bytes(path, &bytes);

	if (!why)
		why = unpack_kernel(&bytes);
	if (!why && !scan_certificates(certificates, &bytes, path))
		why = "a certificate in it is encrypted; valid: one that needs no password";
	free_bytes(&bytes);
	if (why)
		return why;
	return certificates->count > before ? NULL : "no certificate in it";
}

void find_certificates(struct certificates *certificates)
{
	static const char *const places[] = {
		/* The owner's keys: DKMS's, those of the shim's packages, and those in the shim. */
		"/var/lib/dkms/mok.pub",
		"/var/lib/shim-signed/mok/MOK.der",
		"/sys/firmware/efi/mok-variables/MokListRT",
		"/sys/firmware/efi/efivars/db-d719b2cb-3d3a-4596-a3bc-dad00e67656f",
	};
	struct utsname kernel;

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		add_certificates(certificates, places[i]);
	/* The distribution's key for a kernel's modules is often only in the kernel's image. */
	if (!uname(&kernel)) {
		char *path = must_format("/boot/vmlinuz-%s", kernel.release);

		if (add_certificates(certificates, path)) {
			free(path);
			path = must_format("/lib/modules/%s/vmlinuz", kernel.release);
			add_certificates(certificates, path);
		}
		free(path);
	}
}

void free_certificates(struct certificates *certificates)
{
	for (size_t i = 0; i < certificates->count; i++) {
		X509_free(certificates->list[i].x509);
		free(certificates->list[i].path);
	}
	free(certificates->list);
	memset(certificates, 0, sizeof(*certificates));
}
