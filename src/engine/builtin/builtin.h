/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The engine that is built into the kernel, through its files in securityfs. Their formats are in
 * Documentation/admin-guide/LSM/holdfast.rst of the series in lsm/.
 */
#ifndef HOLDFAST_ENGINE_BUILTIN_BUILTIN_H
#define HOLDFAST_ENGINE_BUILTIN_BUILTIN_H

#include <stdbool.h>

#include "engine/engine.h"
#include "kernel/lsm_list.h"

/* The version of the files that this program knows: HOLDFAST_INTERFACE in lsm/holdfast/holdfast.h. */
#define BUILTIN_INTERFACE 1

/* Whether user space may raise the level: a kernel can be built to refuse that. */
bool builtin_may_be_raised(void);

/* Tries to remove the seal. Returns 0 if that succeeded, or the errno. */
int builtin_try_unseal(void);

#endif
