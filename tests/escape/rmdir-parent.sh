#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Sealed only, as a mount that is in use keeps what is mounted on it: /run is, here as on any system.
# The same for the folder above. The root must be writable.
unshare -m --propagation private sh -c 'umount -l /run; rmdir /run'
