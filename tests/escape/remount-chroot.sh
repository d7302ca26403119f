#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# By a path from another root.
remount-anchor chroot
