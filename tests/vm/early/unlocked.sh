#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Shows that a boot has reached its root, and runs the check of holdfast-boot.service.
echo up
holdfast boot --check 2>&1
echo "check $?"
