#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# That a boot has come to its root, and what holdfast-boot.service would say there of its lock.
echo up
holdfast boot --check 2>&1
echo "check $?"
