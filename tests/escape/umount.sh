#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
umount /run/holdfast/seal 2>/dev/null
umount /run/holdfast
