#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The pin of what decides, as the root of a user namespace: its own mounts are copies of ours.
unshare -U -r -m rm "${pins:?}/${pin:?}"
