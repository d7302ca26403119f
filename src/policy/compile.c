// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/report.h"
#include "policy/compile.h"
#include "policy/compiled.h"

bool parse_version(const char *text, unsigned long long *version)
{
	if (!*text || text[strspn(text, "0123456789")])
		return false;
	errno = 0;
	*version = strtoull(text, NULL, 10);
	return !errno;
}

int write_compiled_policy(const struct policy *policy, unsigned long long version,
			  const char *output)
{
	struct compiled_policy compiled;
	ssize_t written;
	size_t size;
	int fd, err;

	if (check_for_builtin(policy) || compile_policy(policy, version, &compiled))
		return -1;
	fd = open(output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0) {
		free_compiled_policy(&compiled);
		return fail("%s cannot be written: %m", output);
	}
	size = compiled.blob.size;
	written = write(fd, compiled.bytes, size);
	err = written < 0 ? errno : 0;
	free_compiled_policy(&compiled);
	if (close(fd) && !err)
		err = errno;
	if (err)
		return fail("%s cannot be written: %s", output, strerror(err));
	if ((size_t)written != size)
		return fail("%s took %zd of %zu bytes: that is no whole policy", output, written,
			    size);
	return 0;
}
