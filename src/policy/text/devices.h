/* SPDX-License-Identifier: GPL-2.0 */
/* The devices that an exception from device-dma is narrowed to. */
#ifndef HOLDFAST_POLICY_TEXT_DEVICES_H
#define HOLDFAST_POLICY_TEXT_DEVICES_H

#include <stddef.h>

#include "policy/policy.h"

/* What is wrong with a path of Devices=, or NULL. */
const char *check_device_path(const char *path);

/*
 * Narrows an exception to the devices that @paths lead to now, at most HF_RANGES. One that is not there is told on
 * stderr, with @name of the exception, and is not covered; nor is anything where none is there.
 */
void narrow_to_devices(char **paths, size_t count, const char *name, struct ranges *narrowed);

#endif
