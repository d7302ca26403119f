// SPDX-License-Identifier: GPL-2.0
#include "suggest_unit.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/report.h"

int read_record_bytes(struct record *record, const char *text, size_t size, char err[CAPTURE_SIZE])
{
	char folder[64], path[80];
	struct capture capture;
	int status;

	make_folder(folder);
	snprintf(path, sizeof(path), "%s/record", folder);
	write_file(folder, "record", text, size);
	capture_begin(&capture, STDERR_FILENO);
	status = read_record(record, path);
	capture_end(&capture, err);
	remove_folder(folder);
	return status;
}

void suggest_for(const char *text, const struct suggest_options *options, char out[CAPTURE_SIZE],
		 char err[CAPTURE_SIZE])
{
	struct capture capture, errors;
	struct record record = { 0 };
	int status;

	assert_int_equal(read_record_bytes(&record, text, strlen(text), err), 0);
	assert_string_equal(err, "");
	capture_begin(&capture, STDOUT_FILENO);
	capture_begin(&errors, STDERR_FILENO);
	status = suggest(&record, options);
	capture_end(&errors, err);
	capture_end(&capture, out);
	free_record(&record);
	assert_int_equal(status, EXIT_OK);
}
