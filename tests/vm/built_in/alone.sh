#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: alone
# Without the lockdown LSM: its file is ours, and as it would be.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

file=/sys/kernel/security/lockdown
is 'LSMs' "$(tr , '\n' </sys/kernel/security/lsm | grep -cE '^(lockdown|holdfast)$')" 1
is 'none' "$(cat $file)" '[none] integrity confidentiality'
fails 'none again: as the lockdown LSM' 1 sh -c "echo none >$file"
fails 'no level' 1 sh -c "echo integrit >$file"
is 'nothing changed' "$(cat $file)" '[none] integrity confidentiality'
succeeds 'raise' sh -c "echo integrity >$file"
is 'integrity' "$(cat $file)" 'none [integrity] confidentiality'
is 'it is the same level' "$(cat /sys/kernel/security/holdfast/level)" integrity
fails 'not lower' 1 sh -c "echo none >$file"
fails 'not again' 1 sh -c "echo integrity >$file"
succeeds 'raise by our own' sh -c 'echo confidentiality >/sys/kernel/security/holdfast/level'
is 'confidentiality' "$(cat $file)" 'none integrity [confidentiality]'
is 'status reads it' "$(value engines.lsm.level holdfast status --json)" confidentiality
is 'and takes it for no other engine' "$(value engines.native.level holdfast status --json)" null
done_testing
