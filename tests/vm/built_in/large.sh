#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: large
# Tests of interface.sh and program.sh that the small kernel cannot run: IMA's rules of the architecture, which come
# with the level, and BTF, from which the program learns the kernel's structures.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

rules=/sys/kernel/security/ima/policy
is 'none: IMA has no rules of the architecture' "$(grep -c MODULE_CHECK $rules)" 0
# Does not count the file that sanitized.sh has open.
is 'residue at none' "$(holdfast residue | grep -vE '^(KIND |$|descriptor .* /sys/kernel/debug/kmemleak: )' |
	sed 's/^1 found/0 found/')" '0 found, 0 could not be looked at'
succeeds 'raise to integrity' sh -c 'echo integrity >/sys/kernel/security/holdfast/level'
like 'IMA has them now' "$(cat $rules)" 'measure func=MODULE_CHECK'
like 'explain' "$(holdfast explain kexec)" 'This one +yes, as number [0-9]+'
done_testing
