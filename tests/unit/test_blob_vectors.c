// SPDX-License-Identifier: GPL-2.0
/* The vectors of exceptions, as compiled policies: they answer the same. */
#include "unit.h"

#include "blob_vectors.h"
#include "vectors.h"

static const struct {
	struct hf_exception exception;
	struct hf_range detail;
	bool covered;
} exceptions[] = {
#define EXCEPTION(ranges, first, size, covered) { ranges, { first, size }, covered },
#include "vectors.def"
};

static const struct {
	struct hf_exception exception;
	unsigned int number;
	bool given;
} gifts[] = {
#define GIVEN(programs, number, given) { programs, number, given },
#include "vectors.def"
};

/* The same as a policy's exception says, whose vectors these are. */
static void vectors_are_answered(void **state)
{
	const struct hf_identity who = vector_identity(HF_IDENTITY_VERITY, HF_VECTOR_PROGRAM);
	const struct hf_identity file = vector_identity(HF_IDENTITY_FILE, HF_VECTOR_FILE);
	unsigned char bytes[HF_VECTOR_BLOB_MAX];
	unsigned long long mask;
	struct hf_blob blob;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(exceptions); i++) {
		const struct hf_detail detail = { .range = exceptions[i].detail };

		assert_int_equal(hf_blob_open(&blob, bytes,
					      put_vector_ranges(bytes, &exceptions[i].exception)),
				 HF_BLOB_RIGHT);
		assert_int_equal(hf_blob_excepts(&blob, HF_REASON_MSR, &who, &detail, &mask),
				 exceptions[i].covered);
	}
	for (size_t i = 0; i < ARRAY_SIZE(gifts); i++) {
		const struct hf_identity asks =
			vector_identity(HF_IDENTITY_VERITY, gifts[i].number);

		assert_int_equal(hf_blob_open(&blob, bytes,
					      put_vector_programs(bytes, &gifts[i].exception)),
				 HF_BLOB_RIGHT);
		assert_int_equal(hf_blob_gives(&blob, HF_REASON_KEXEC, &file,
					       gifts[i].number ? &asks : NULL),
				 gifts[i].given);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_are_answered),
	};

	return cmocka_run_group_tests_name("blob vectors", tests, NULL, NULL);
}
