// SPDX-License-Identifier: GPL-2.0
#include "blob_unit.h"

#include <stdlib.h>
#include <string.h>

#include "policy/compiled.h"

const char whole_policy[] =
	"[Reasons]\nkcore=audit\ntracefs=allow\n"
	"[Exception a]\nReason=msr ioport debugfs tracefs\nVerity=" A "\n"
	"Registers=0x10:0xff 0x174 0x11-0x12:0xff 0x175-0x176:0x1\nPorts=0x70-0x71\n"
	"Paths=/sys/kernel/debug/ec /sys/kernel/tracing/trace_pipe "
	"/sys/kernel/debug/tracing/trace_pipe\nLibraries=verified\nLibrary=" B "\n"
	"[Exception b]\nReason=hibernation\nVerity=" B "\n"
	"[Exception p]\nReason=kcore\nProgram=/proc/self/exe\nUnverified=yes\n"
	"[Exception k]\nReason=kexec\nImage=" C "\nVerity=" B " " A " " B "\n"
	"[Exception m]\nReason=module-signature\nModule=" C "\n"
	"[Verify]\nInitrd=" C "\n"
	"[Quiet x]\nReason=hibernation msr\nProgram=/bin/fw\n"
	"[Quiet y]\nReason=msr\nProgram=/bin/f\n";

struct compiled compile(const char *text)
{
	struct policy *policy = read_right(text);
	struct compiled_policy compiled;
	struct compiled c;

	assert_int_equal(compile_policy(policy, 7, &compiled), 0);
	policy_free(policy);
	c.size = compiled.blob.size;
	c.bytes = malloc(c.size);
	memcpy(c.bytes, compiled.bytes, c.size);
	free_compiled_policy(&compiled);
	// NOLINTNEXTLINE(clang-analyzer-unix.Malloc): the caller frees it
	assert_int_equal(hf_blob_open(&c.blob, c.bytes, (unsigned int)c.size), HF_BLOB_RIGHT);
	return c;
}

enum hf_blob_error open_copy(const unsigned char *bytes, size_t size)
{
	unsigned char *copy = malloc(size ? size : 1);
	enum hf_blob_error error;
	struct hf_blob blob;

	memcpy(copy, bytes, size);
	error = hf_blob_open(&blob, copy, (unsigned int)size);
	free(copy);
	return error;
}
