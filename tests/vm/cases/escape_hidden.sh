#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# boot: holdfast=integrity
# early: boot
# add: tests/escape
# Every escape once more, where it was locked in the initramfs: the anchor that enforces is hidden.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

like 'hidden' "$(holdfast status)" 'hidden: nobody can reach it'
exec sh /escape/run.sh sealed integrity
