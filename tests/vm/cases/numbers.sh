#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# boot: lsm=bpf
# Numbers outside of the kernel's enum: the kernel's own lockdown, which Debian's kernels have with any lsm=
# (CONFIG_SECURITY_LOCKDOWN_LSM_EARLY), refuses them at once. Our engine never sees them, and does not count them.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

is 'native lockdown is there without being named' "$(cat /sys/kernel/security/lockdown)" \
	'[none] integrity confidentiality'
outside="0 -1 $(number_of CONFIDENTIALITY_MAX) 63 64 100000"
succeeds 'the engine at none' holdfast lock none
for number in $outside; do
	is "none: $number" "$(ask "$number")" EPERM
done
is 'not recorded as ours' "$(value events holdfast events --json)" '[]'

remove_engine
mount --bind /dev/null /sys/kernel/security/lockdown
# A mount of its own does not help: fsopen(2) is refused.
fails 'native lockdown cannot be found' 1 refuse 430 1 holdfast lock integrity
like 'and that is said' "$output" 'cannot use the kernel'\''s own lockdown'
umount /sys/kernel/security/lockdown
is_unlocked 'all or nothing'
done_testing
