#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# button: yes
# Suspended to idle and woken, by the machine's button: the lock is what it was, sealed, with all its guards.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

describe() {
	for what in state level sealed missing_guards strangers; do
		value engines.bpf.$what holdfast status --json
	done
	holdfast probe
	ls /run/initramfs/holdfast/seal
}
suspends() {
	cat /sys/power/suspend_stats/success 2>/dev/null
}

modprobe button
like 'it can be suspended to idle' "$(cat /sys/power/state)" freeze
succeeds 'lock and seal' holdfast lock confidentiality --native=no --seal
describe >/tmp/before
times=$(suspends)
printf '\nasleep\n' >/dev/ttyS1
succeeds 'it was suspended' sh -c 'echo freeze >/sys/power/state'
printf '\nawake\n' >/dev/ttyS1
is 'once more than before' "$(suspends)" $((times + 1))
describe >/tmp/after
succeeds 'there is something to compare' test "$(wc -l </tmp/before)" -gt 20
is 'all is as it was' "$(diff /tmp/before /tmp/after)" ''
succeeds 'whole' holdfast status
is 'sealed' "$(value engines.bpf.sealed holdfast status --json)" true
succeeds 'it refuses what would undo it' holdfast seal
succeeds 'it enforces' enforces
fails 'a pin stays' 1 rm /run/initramfs/holdfast/seal/locked_down
done_testing
