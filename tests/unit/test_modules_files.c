// SPDX-License-Identifier: GPL-2.0
/* Reading files, before any judgement: trailers, packed files, certificates, lists. */
#include "unit.h"

#include <lz4.h>
#include <lzma.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include <zlib.h>
#include <zstd.h>
#include <openssl/pem.h>

#include "modules/certificates.h"
#include "modules/read.h"
#include "modules/keyrings.h"
#include "modules/list.h"
#include "modules/trailer.h"
#include "modules/unpack.h"
#include "modules_unit.h"

#define MARKER "~Module signature appended~\n"

static void expect_trailer(const char *text, size_t size, enum trailer wanted)
{
	/* Of this size, for the sanitizer. */
	unsigned char *file = malloc(size ? size : 1);
	struct module_parts parts;

	assert_non_null(file);
	memcpy(file, text, size);
	assert_int_equal(find_trailer(file, size, &parts), wanted);
	assert_true(parts.content_size + parts.signature_size <= size);
	free(file);
}

#define EXPECT_TRAILER(text, wanted) expect_trailer(text, sizeof(text) - 1, wanted)

static void trailer_is_within_the_file(void **state)
{
	(void)state;
	EXPECT_TRAILER("", TRAILER_NONE);
	EXPECT_TRAILER("content", TRAILER_NONE);
	/* Only the marker, and a block without content. */
	EXPECT_TRAILER(MARKER, TRAILER_NONE);
	EXPECT_TRAILER("x" MARKER, TRAILER_BROKEN);
	EXPECT_TRAILER("\0\0\2\0\0\0\0\0\0\0\0\1" MARKER, TRAILER_BROKEN);
	EXPECT_TRAILER("c\0\0\2\0\0\0\0\0\0\0\0\1" MARKER, TRAILER_BROKEN);
	EXPECT_TRAILER("cs\0\0\2\0\0\0\0\0\0\0\0\1" MARKER, TRAILER_FOUND);
	EXPECT_TRAILER("cs\0\0\2\0\0\0\0\0\0\0\0\2" MARKER, TRAILER_BROKEN);
	EXPECT_TRAILER("cs\0\0\2\0\0\0\0\0\377\377\377\377" MARKER, TRAILER_BROKEN);
	EXPECT_TRAILER("cs\0\0\2\0\0\0\0\0\200\0\0\1" MARKER, TRAILER_BROKEN);
	/* Another kind of signature, and numbers that have to be zero. */
	EXPECT_TRAILER("cs\0\0\1\0\0\0\0\0\0\0\0\1" MARKER, TRAILER_FOREIGN);
	EXPECT_TRAILER("cs\1\0\2\0\0\0\0\0\0\0\0\1" MARKER, TRAILER_BROKEN);
	EXPECT_TRAILER("cs\0\1\2\0\0\0\0\0\0\0\0\1" MARKER, TRAILER_BROKEN);
	EXPECT_TRAILER("cs\0\0\2\1\0\0\0\0\0\0\0\1" MARKER, TRAILER_BROKEN);
	EXPECT_TRAILER("cs\0\0\2\0\1\0\0\0\0\0\0\1" MARKER, TRAILER_BROKEN);
	EXPECT_TRAILER("cs\0\0\2\0\0\0\0\1\0\0\0\1" MARKER, TRAILER_BROKEN);
	/* Not at the end. */
	EXPECT_TRAILER("cs\0\0\2\0\0\0\0\0\0\0\0\1" MARKER "\n", TRAILER_NONE);
}

/* More than a megabyte, so that unpacking has to enlarge its buffer. */
static struct bytes make_content(void)
{
	struct bytes content = { malloc(3U << 19), 3U << 19 };

	assert_non_null(content.data);
	for (size_t i = 0; i < content.size; i++)
		content.data[i] = (unsigned char)(i * i >> 7);
	return content;
}

/* Each packs into a buffer of the unpacked size. */
static void pack_gzip(const struct bytes *content, struct bytes *packed)
{
	z_stream stream = { .next_in = content->data,
			    .avail_in = (uInt)content->size,
			    .next_out = packed->data,
			    .avail_out = (uInt)content->size };

	assert_int_equal(deflateInit2(&stream, 1, Z_DEFLATED, 16 + MAX_WBITS, 8, 0), Z_OK);
	assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
	packed->size = stream.total_out;
	deflateEnd(&stream);
}

static void pack_xz(const struct bytes *content, struct bytes *packed)
{
	packed->size = 0;
	assert_int_equal(lzma_easy_buffer_encode(0, LZMA_CHECK_CRC32, NULL, content->data,
						 content->size, packed->data, &packed->size,
						 content->size),
			 LZMA_OK);
}

static void pack_zstd(const struct bytes *content, struct bytes *packed)
{
	packed->size = ZSTD_compress(packed->data, content->size, content->data, content->size, 1);
	assert_false(ZSTD_isError(packed->size));
}

/* As lz4 -l has it, and four bytes more, as the kernel's build appends them. */
static void pack_lz4(const struct bytes *content, struct bytes *packed)
{
	static const unsigned char magic[4] = { 0x02, 0x21, 0x4c, 0x18 };
	int size = LZ4_compress_default((const char *)content->data, (char *)packed->data + 8,
					(int)content->size, (int)content->size - 12);

	assert_true(size > 0);
	memcpy(packed->data, magic, sizeof(magic));
	memcpy(packed->data + 4, &size, 4);
	packed->size = (size_t)size + 12;
}

static void (*const packers[])(const struct bytes *, struct bytes *) = { pack_gzip, pack_xz,
									 pack_zstd, pack_lz4 };

static void packed_files_are_unpacked(void **state)
{
	struct bytes content = make_content();

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(packers); i++) {
		struct bytes packed = copy_bytes(&content, content.size);

		packers[i](&content, &packed);
		assert_null(unpack(&packed));
		assert_int_equal(packed.size, content.size);
		assert_memory_equal(packed.data, content.data, content.size);
		free_bytes(&packed);
	}
	free_bytes(&content);
}

static void damaged_files_are_refused(void **state)
{
	struct bytes content = make_content();

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(packers); i++) {
		struct bytes packed = copy_bytes(&content, content.size);

		packers[i](&content, &packed);
		for (size_t size = 8; size < packed.size - 4; size += packed.size / 7) {
			struct bytes cut = copy_bytes(&packed, size);

			/* lz4 may end after any block, but not within one. */
			if (unpack(&cut))
				assert_int_equal(cut.size, size);
			else
				assert_int_equal(cut.size, 0);
			free_bytes(&cut);
		}
		for (size_t at = 6; at < packed.size; at += packed.size / 23) {
			struct bytes mutant = copy_bytes(&packed, packed.size);

			mutant.data[at] ^= 0x55;
			unpack(&mutant);
			free_bytes(&mutant);
		}
		free_bytes(&packed);
	}
	free_bytes(&content);
}

/* Zeros, as many as that, packed to next to nothing. */
static struct bytes pack_zeros(size_t size)
{
	static unsigned char zeros[1 << 20];
	ZSTD_CCtx *context = ZSTD_createCCtx();
	struct bytes packed = { malloc(1 << 20), 1 << 20 };
	ZSTD_outBuffer to = { packed.data, packed.size, 0 };

	assert_true(context && packed.data);
	for (size_t left = size; left;) {
		ZSTD_inBuffer from = { zeros, left < sizeof(zeros) ? left : sizeof(zeros), 0 };
		size_t open;

		left -= from.size;
		do {
			open = ZSTD_compressStream2(context, &to, &from,
						    left ? ZSTD_e_continue : ZSTD_e_end);
			assert_false(ZSTD_isError(open) || to.pos == to.size);
		} while (from.pos < from.size || (!left && open));
	}
	packed.size = to.pos;
	ZSTD_freeCCtx(context);
	return packed;
}

static void what_unpacks_to_too_much_is_refused(void **state)
{
	struct bytes packed = pack_zeros(BYTES_MAX - 1);

	(void)state;
	assert_null(unpack(&packed));
	assert_int_equal(packed.size, BYTES_MAX - 1);
	free_bytes(&packed);
	packed = pack_zeros(BYTES_MAX + 1);
	assert_string_equal(unpack(&packed), "packed, and damaged");
	free_bytes(&packed);
}

/* The memory that a file claims to need: the block's header has the size of its window. */
static void unpacking_takes_no_more_than_that(void **state)
{
	struct bytes content = make_content(), packed = copy_bytes(&content, content.size);
	unsigned char *head, *window;
	size_t size;
	uint32_t check;

	(void)state;
	pack_xz(&content, &packed);
	head = packed.data + 12;
	size = ((size_t)head[0] + 1) * 4;
	window = memmem(head, size, "\x21\x01", 2);
	assert_non_null(window);
	window[2] = 36; /* 2 << 29 bytes */
	check = lzma_crc32(head, size - 4, 0);
	memcpy(head + size - 4, &check, sizeof(check));
	assert_string_equal(unpack(&packed), "packed, and damaged");
	window[2] = 30; /* 128 MiB */
	check = lzma_crc32(head, size - 4, 0);
	memcpy(head + size - 4, &check, sizeof(check));
	assert_null(unpack(&packed));
	assert_int_equal(packed.size, content.size);
	free_bytes(&packed);
	free_bytes(&content);
}

static void a_kernel_is_found_in_its_image(void **state)
{
	struct bytes content = make_content(), packed = copy_bytes(&content, content.size);
	struct bytes image = { calloc(1, 3072 + packed.size), 3072 + packed.size };
	static const char signature[4] = { 'H', 'd', 'r', 'S' };
	uint32_t offset = 1024, size;

	(void)state;
	pack_zstd(&content, &packed);
	size = (uint32_t)packed.size;
	image.size = 3072 + packed.size;
	memcpy(image.data + 0x202, signature, sizeof(signature));
	image.data[0x1f1] = 3;
	memcpy(image.data + 0x248, &offset, 4);
	memcpy(image.data + 0x24c, &size, 4);
	memcpy(image.data + 3072, packed.data, packed.size);
	for (uint32_t wrong = 1; wrong; wrong <<= 1) {
		struct bytes mutant = copy_bytes(&image, image.size);

		memcpy(mutant.data + 0x248, &wrong, 4);
		unpack_kernel(&mutant);
		free_bytes(&mutant);
		mutant = copy_bytes(&image, image.size);
		wrong += (uint32_t)packed.size;
		memcpy(mutant.data + 0x24c, &wrong, 4);
		assert_non_null(unpack_kernel(&mutant));
		wrong -= (uint32_t)packed.size;
		free_bytes(&mutant);
	}
	assert_null(unpack_kernel(&image));
	assert_int_equal(image.size, content.size);
	/* Anything else stays as it is. */
	assert_null(unpack_kernel(&image));
	assert_int_equal(image.size, content.size);
	free_bytes(&image);
	free_bytes(&packed);
	free_bytes(&content);
}

static void certificates_are_found_anywhere(void **state)
{
	struct certificates certificates = { 0 };
	struct bytes der = { 0 }, content = make_content();
	struct signing signing;
	size_t size;

	(void)state;
	make_signing(&signing, "Some one", NULL, 0, 100);
	der.size = (size_t)i2d_X509(signing.x509, &der.data);
	size = der.size;
	/* Twice, and one that is cut off by the end. */
	memcpy(content.data + 12345, der.data, size);
	memcpy(content.data + 12345 + size, der.data, size);
	memcpy(content.data + content.size - size + 1, der.data, size - 1);
	scan_certificates(&certificates, &content, "/x");
	assert_int_equal(certificates.count, 2);
	assert_int_equal(X509_cmp(certificates.list[1].x509, signing.x509), 0);
	assert_string_equal(certificates.list[1].path, "/x");
	for (der.size = 0; der.size < size; der.size++) {
		struct bytes cut = copy_bytes(&der, der.size);

		scan_certificates(&certificates, &cut, "/x");
		free_bytes(&cut);
	}
	assert_int_equal(certificates.count, 2);
	free_certificates(&certificates);
	OPENSSL_free(der.data);
	free_bytes(&content);
	free_signing(&signing);
}

static void certificates_are_found_in_pem(void **state)
{
	struct certificates certificates = { 0 };
	char path[] = "/tmp/holdfast-unit.XXXXXX";
	struct signing signing;
	FILE *file;

	(void)state;
	make_signing(&signing, "Some one", "P-256", 0, 100);
	file = fdopen(mkstemp(path), "we");
	assert_non_null(file);
	fputs("# mine\n", file);
	assert_int_equal(PEM_write_X509(file, signing.x509), 1);
	assert_int_equal(PEM_write_X509(file, signing.x509), 1);
	assert_int_equal(fclose(file), 0);
	assert_null(add_certificates(&certificates, path));
	assert_int_equal(certificates.count, 2);
	assert_int_equal(truncate(path, 30), 0);
	assert_string_equal(add_certificates(&certificates, path), "no certificate in it");
	unlink(path);
	assert_string_equal(add_certificates(&certificates, path), "No such file or directory");
	free_certificates(&certificates);
	free_signing(&signing);
}

static void only_regular_files_are_read(void **state)
{
	char folder[] = "/tmp/holdfast-unit.XXXXXX", path[64];
	struct bytes bytes;

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/f", folder);
	assert_int_equal(mkfifo(path, 0600), 0);
	assert_string_equal(read_bytes(path, &bytes), "not a regular file");
	unlink(path);
	assert_int_equal(symlink("f", path), 0);
	assert_non_null(read_bytes(path, &bytes));
	unlink(path);
	assert_string_equal(read_bytes(folder, &bytes), "not a regular file");
	assert_string_equal(read_bytes("/dev/zero", &bytes), "not a regular file");
	/* Larger than the limit, but sparse. */
	fclose(fopen(path, "we"));
	assert_int_equal(truncate(path, (off_t)1 << 40), 0);
	assert_string_equal(read_bytes(path, &bytes), "too large");
	assert_null(bytes.data);
	unlink(path);
	rmdir(folder);
}

static void names_are_the_kernels(void **state)
{
	static const char *const names[][2] = {
		{ "/lib/modules/x/kernel/snd-hda.ko", "snd_hda" },
		{ "updates/dkms/a-b-c.ko.xz", "a_b_c" },
		{ "plain", "plain" },
		{ "snd-hda", "snd_hda" },
		{ "/x/", "" },
	};

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(names); i++) {
		char *name = module_name(names[i][0]);

		assert_string_equal(name, names[i][1]);
		free(name);
	}
}

static void modules_dep_lists_files_and_what_they_need(void **state)
{
	static const char *const text[] = {
		"kernel/a-b.ko.xz: kernel/c.ko.xz kernel/d.ko\n",
		"kernel/c.ko.xz:\n",
		"/elsewhere/e.ko: \n",
		"extra/c.ko:\n",
		"\n",
		"no colon\n",
		":\n",
		"  \n",
	};
	struct module_list list = { 0 };
	const struct module *module;

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(text); i++) {
		char *line = strdup(text[i]);

		add_installed(&list, "/m", line);
		free(line);
	}
	assert_int_equal(list.count, 3);
	module = find_listed(&list, "a_b");
	assert_non_null(module);
	assert_string_equal(module->path, "/m/kernel/a-b.ko.xz");
	assert_int_equal(module->need_count, 2);
	assert_string_equal(module->needs[1], "d");
	/* The first one of a name counts. */
	assert_string_equal(find_listed(&list, "c")->path, "/m/kernel/c.ko.xz");
	assert_string_equal(find_listed(&list, "e")->path, "/elsewhere/e.ko");
	assert_null(find_listed(&list, "a-b"));
	free_modules(&list);
}

static void keyrings_are_the_kernels(void **state)
{
	static const char line[] =
		"061d8ba4 I------     2 perm 1f0b0000     0     0 keyring   .builtin_trusted_keys: 1";

	(void)state;
	assert_int_equal(parse_keyring(line, ".builtin_trusted_keys"), 0x061d8ba4);
	assert_int_equal(parse_keyring(line, ".builtin_trusted"), 0);
	/* A user's, a key, and no line at all. */
	assert_int_equal(parse_keyring("061d8ba4 I------     2 perm 1f0b0000  1000     0 keyring   "
				       ".builtin_trusted_keys: 1",
				       ".builtin_trusted_keys"),
			 0);
	assert_int_equal(parse_keyring("061d8ba4 I------     2 perm 1f0b0000     0     0 user      "
				       ".builtin_trusted_keys: 1",
				       ".builtin_trusted_keys"),
			 0);
	assert_int_equal(parse_keyring("", ".machine"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(trailer_is_within_the_file),
		cmocka_unit_test(packed_files_are_unpacked),
		cmocka_unit_test(damaged_files_are_refused),
		cmocka_unit_test(what_unpacks_to_too_much_is_refused),
		cmocka_unit_test(unpacking_takes_no_more_than_that),
		cmocka_unit_test(a_kernel_is_found_in_its_image),
		cmocka_unit_test(certificates_are_found_anywhere),
		cmocka_unit_test(certificates_are_found_in_pem),
		cmocka_unit_test(only_regular_files_are_read),
		cmocka_unit_test(names_are_the_kernels),
		cmocka_unit_test(modules_dep_lists_files_and_what_they_need),
		cmocka_unit_test(keyrings_are_the_kernels),
	};

	return cmocka_run_group_tests_name("modules_files", tests, NULL, NULL);
}
