#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# boot: holdfast=integrity
# early: boot
# Root takes the handles of a hidden engine away: that blinds, and unlocks nothing.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

umount /run/holdfast
sleep 1
is 'without the handles it enforces on' "$(ask "$(number_of KEXEC)")" EPERM
fails 'status' 1 holdfast status
like 'says what is left' "$output" '^BPF +hidden'
fails 'and nothing is loaded beside it' 1 holdfast lock integrity
done_testing
