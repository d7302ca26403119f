/* SPDX-License-Identifier: GPL-2.0 */
/* The report of `holdfast ima status`. */
#ifndef HOLDFAST_IMA_STATUS_H
#define HOLDFAST_IMA_STATUS_H

#include <jansson.h>

#include "ima/keyring.h"
#include "ima/rules.h"

json_t *build_ima_status(enum hf_level level, const struct ima_kernel *kernel,
			 const struct ima_keyring *keyring, const struct ima_rules *rules);
void print_ima_status(enum hf_level level, const struct ima_kernel *kernel,
		      const struct ima_keyring *keyring, const struct ima_rules *rules);

#endif
