#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The same one further up. The root must be writable.
unshare -m --propagation private sh -c 'umount -l /run; rmdir /run'
