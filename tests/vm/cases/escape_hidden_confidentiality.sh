#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: none
# boot: holdfast=confidentiality
# early: boot
# The same at confidentiality, from the initramfs on.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

like 'hidden' "$(holdfast status)" 'hidden: nobody can reach it'
exec sh /escape/run.sh sealed confidentiality
