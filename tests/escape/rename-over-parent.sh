#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
unshare -m --propagation private sh -c 'umount -l /run; mkdir /x; rename-dir /x /run'
