#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The parent, there.
unshare -m --propagation shared umount -l /run
