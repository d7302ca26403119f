#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Removes the pin of the deciding program, as root of a user namespace, whose mounts are copies of ours.
unshare -U -r -m rm "${pins:?}/${pin:?}"
