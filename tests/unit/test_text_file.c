// SPDX-License-Identifier: GPL-2.0
/* Files that are read whole, up to a bound. */
#include "unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/text_file.h"

/* The result of read_whole() for a file with @size times 'x'. */
static ssize_t read_file_of(size_t size, size_t max, char **bytes)
{
	char path[] = "/tmp/holdfast-unit.XXXXXX", *text = malloc(size + 1);
	int fd = mkstemp(path);
	ssize_t len;

	assert_true(fd >= 0 && text);
	unlink(path);
	memset(text, 'x', size);
	assert_int_equal(pwrite(fd, text, size, 0), size);
	len = read_whole(fd, max, bytes);
	assert_true(len < 0 || (strspn(*bytes, "x") == (size_t)len && !(*bytes)[len]));
	close(fd);
	free(text);
	return len;
}

static void a_file_is_read_whole(void **state)
{
	static const size_t sizes[] = { 0, 1, 4095, 4096, 4097, 8192, 100000 };

	(void)state;
	for (unsigned int i = 0; i < ARRAY_SIZE(sizes); i++) {
		char *bytes;

		assert_int_equal(read_file_of(sizes[i], 100000, &bytes), sizes[i]);
		free(bytes);
	}
}

/* The first read has room for the limit; the next one sees that there is more. */
static void more_than_may_be_is_seen(void **state)
{
	char *bytes;

	(void)state;
	assert_int_equal(read_file_of(4097, 4096, &bytes), 4097);
	free(bytes);
	assert_int_equal(read_file_of(4096, 4096, &bytes), 4096);
	free(bytes);
}

/* A file above the limit is not read to its end. */
static void reading_ends_beyond_the_bound(void **state)
{
	char *bytes;

	(void)state;
	assert_in_range(read_file_of(1U << 20, 4096, &bytes), 4097, 16384);
	free(bytes);
}

static void what_cannot_be_read_says_why(void **state)
{
	char mark, *bytes = &mark;

	(void)state;
	assert_int_equal(read_whole(-1, 10, &bytes), -1);
	assert_int_equal(errno, EBADF);
	assert_null(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_read_whole),
		cmocka_unit_test(more_than_may_be_is_seen),
		cmocka_unit_test(reading_ends_beyond_the_bound),
		cmocka_unit_test(what_cannot_be_read_says_why),
	};

	return cmocka_run_group_tests_name("text_file", tests, NULL, NULL);
}
