#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: alone
# Without the lockdown LSM, our engine provides its file, in the same form.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

file=/sys/kernel/security/lockdown
EPERM='Operation not permitted'

# write LEVEL: "ok", or the error
write() {
	if text=$( (echo "$1" >$file) 2>&1); then
		echo ok
	else
		echo "${text##*: }"
	fi
}

is 'LSMs' "$(tr , '\n' </sys/kernel/security/lsm | grep -cE '^(lockdown|holdfast)$')" 1
is 'none' "$(cat $file)" '[none] integrity confidentiality'
is 'none again: as the lockdown LSM' "$(write none)" "$EPERM"
is 'no level' "$(write integrit)" 'Invalid argument'
is 'nothing changed' "$(cat $file)" '[none] integrity confidentiality'
is 'raise' "$(write integrity)" ok
is 'integrity' "$(cat $file)" 'none [integrity] confidentiality'
is 'it is the same level' "$(cat /sys/kernel/security/holdfast/level)" integrity
is 'not lower' "$(write none)" "$EPERM"
is 'not again' "$(write integrity)" "$EPERM"
succeeds 'raise by our own' sh -c 'echo confidentiality >/sys/kernel/security/holdfast/level'
is 'confidentiality' "$(cat $file)" 'none integrity [confidentiality]'
is 'status reads it' "$(value engines.lsm.level holdfast status --json)" confidentiality
is 'and takes it for no other engine' "$(value engines.native.level holdfast status --json)" null
done_testing
