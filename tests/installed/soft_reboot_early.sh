#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# boot: holdfast=integrity
# The same with a lock that the initramfs has made, and whose handles are sealed.
# shellcheck source=tests/installed/soft_reboot.sh
. /tests/installed/soft_reboot.sh
