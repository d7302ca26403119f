// SPDX-License-Identifier: GPL-2.0
#include <stdlib.h>
#include <string.h>

#include "modules/bytes.h"

void free_bytes(struct bytes *bytes)
{
	free(bytes->data);
	memset(bytes, 0, sizeof(*bytes));
}
