#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# boot: holdfast=integrity holdfast.seal=yes
# early: boot
# Every escape once more, locked and sealed in the initramfs: the enforcing programs are hidden.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

like 'hidden' "$(holdfast status)" 'hidden: nobody can reach it'
like 'sealed' "$(holdfast status)" '^Sealed +until the next boot'
exec sh /escape/run.sh sealed integrity
