// SPDX-License-Identifier: GPL-2.0
#include <endian.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <lz4.h>
#include <lzma.h>
#include <zlib.h>
#include <zstd.h>

#include "base/memory.h"
#include "modules/unpack.h"

/* The bytes unpacked so far, and the size of their buffer. */
struct output {
	struct bytes bytes;
	size_t room;
};

/* Makes room for at least @size more bytes. False: that would be too large. */
static bool make_room(struct output *out, size_t size)
{
	size_t room = out->room;

	while (room - out->bytes.size < size)
		room = room ? 2 * room : (size_t)1 << 20;
	if (room > BYTES_MAX)
		return false;
	if (room != out->room)
		out->bytes.data = must_resize(out->bytes.data, room);
	out->room = room;
	return true;
}

static bool unpack_gzip(const struct bytes *in, struct output *out)
{
	z_stream stream = { .next_in = in->data, .avail_in = (uInt)in->size };
	int err = Z_OK;

	/* 16: expects gzip's header. */
	if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK)
		return false;
	while (err == Z_OK && make_room(out, 1)) {
		stream.next_out = out->bytes.data + out->bytes.size;
		stream.avail_out = (uInt)(out->room - out->bytes.size);
		err = inflate(&stream, Z_NO_FLUSH);
		out->bytes.size = out->room - stream.avail_out;
	}
	inflateEnd(&stream);
	return err == Z_STREAM_END;
}

static bool unpack_xz(const struct bytes *in, struct output *out)
{
	lzma_stream stream = LZMA_STREAM_INIT;
	lzma_ret err = LZMA_OK;

	if (lzma_stream_decoder(&stream, BYTES_MAX, 0) != LZMA_OK)
		return false;
	stream.next_in = in->data;
	stream.avail_in = in->size;
	while (err == LZMA_OK && make_room(out, 1)) {
		stream.next_out = out->bytes.data + out->bytes.size;
		stream.avail_out = out->room - out->bytes.size;
		err = lzma_code(&stream, LZMA_RUN);
		out->bytes.size = out->room - stream.avail_out;
	}
	lzma_end(&stream);
	return err == LZMA_STREAM_END;
}

static bool unpack_zstd(const struct bytes *in, struct output *out)
{
	ZSTD_DStream *stream = must_have(ZSTD_createDStream());
	ZSTD_inBuffer from = { in->data, in->size, 0 };
	size_t left = 1, before = 0;
	bool moved = true;

	/* Ends when no frame is open, or when neither input nor output moves. */
	while (left && !ZSTD_isError(left) && moved && make_room(out, 1)) {
		ZSTD_outBuffer to = { out->bytes.data, out->room, out->bytes.size };

		left = ZSTD_decompressStream(stream, &to, &from);
		moved = from.pos != before || to.pos != out->bytes.size;
		before = from.pos;
		out->bytes.size = to.pos;
	}
	ZSTD_freeDStream(stream);
	return !left;
}

/* The format of lz4 -l, which the kernel's build uses: a magic number, then blocks, each after its size. */
static bool unpack_lz4(const struct bytes *in, struct output *out)
{
	const size_t block = (size_t)8 << 20;
	size_t at = 4;
	uint32_t size;
	int len;

	while (in->size - at > sizeof(size)) {
		memcpy(&size, in->data + at, sizeof(size));
		size = le32toh(size);
		at += sizeof(size);
		if (size > in->size - at || !make_room(out, block))
			return false;
		len = LZ4_decompress_safe((const char *)in->data + at,
					  (char *)out->bytes.data + out->bytes.size, (int)size,
					  (int)block);
		if (len < 0)
			return false;
		out->bytes.size += (size_t)len;
		at += size;
	}
	return true;
}

static const struct format {
	const char *magic;
	size_t magic_size;
	bool (*unpack)(const struct bytes *in, struct output *out);
} formats[] = {
	{ "\x1f\x8b", 2, unpack_gzip },
	{ "\xfd\x37zXZ", 6, unpack_xz },
	{ "\x28\xb5\x2f\xfd", 4, unpack_zstd },
	{ "\x02\x21\x4c\x18", 4, unpack_lz4 },
};

const char *unpack(struct bytes *bytes)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		struct output out = { 0 };

		if (bytes->size < formats[i].magic_size ||
		    memcmp(bytes->data, formats[i].magic, formats[i].magic_size) != 0)
			continue;
		if (!formats[i].unpack(bytes, &out)) {
			free(out.bytes.data);
			return "packed, and damaged";
		}
		free(bytes->data);
		*bytes = out.bytes;
		break;
	}
	return NULL;
}

static uint32_t read_number(const struct bytes *bytes, size_t at)
{
	uint32_t number;

	memcpy(&number, bytes->data + at, sizeof(number));
	return le32toh(number);
}

/* Documentation/arch/x86/boot.rst: setup_sects, "HdrS", payload_offset and payload_length. */
const char *unpack_kernel(struct bytes *bytes)
{
	size_t begin, size;
	struct bytes payload;
	const char *why;

	if (bytes->size < 0x250 || memcmp(bytes->data + 0x202, "HdrS", 4) != 0)
		return NULL;
	begin = ((bytes->data[0x1f1] ? bytes->data[0x1f1] : 4) + (size_t)1) * 512 +
		read_number(bytes, 0x248);
	size = read_number(bytes, 0x24c);
	if (begin > bytes->size || size > bytes->size - begin)
		return "a kernel's image that was cut short";
	payload.data = must_alloc(size);
	payload.size = size;
	memcpy(payload.data, bytes->data + begin, size);
	why = unpack(&payload);
	free(bytes->data);
	*bytes = payload;
	return why;
}
