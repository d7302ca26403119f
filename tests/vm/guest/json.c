// SPDX-License-Identifier: GPL-2.0
/*
 * json PATH: prints one value of the JSON document on standard input. PATH consists of keys with dots between them; for
 * an array, a key is an index, or the "reason" of one of its objects. Exits with 1, without output, if there is no such
 * value; with 2 if the input is not JSON.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jansson.h>

static json_t *enter_array(json_t *array, const char *key)
{
	json_t *element;
	size_t i;

	if (isdigit((unsigned char)*key))
		return json_array_get(array, strtoul(key, NULL, 10));
	json_array_foreach (array, i, element) {
		const char *reason = json_string_value(json_object_get(element, "reason"));

		if (reason && !strcmp(reason, key))
			return element;
	}
	return NULL;
}

int main(int argc, char **argv)
{
	json_t *root = json_loadf(stdin, JSON_DISABLE_EOF_CHECK, NULL);
	json_t *value = root;

	if (argc != 2 || !root)
		return 2;
	for (char *key = strtok(argv[1], "."); key && value; key = strtok(NULL, "."))
		value = json_is_array(value) ? enter_array(value, key) :
					       json_object_get(value, key);
	if (!value)
		return 1;
	if (json_is_string(value))
		fputs(json_string_value(value), stdout);
	else
		json_dumpf(value, stdout, JSON_COMPACT | JSON_ENCODE_ANY);
	putchar('\n');
	json_decref(root);
	return 0;
}
