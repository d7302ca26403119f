#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# `holdfast probe` without an engine, as root and as an ordinary user; then as the user again, under a lock. It leaves
# the machine as it was.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

state() {
	cat /proc/modules /proc/mounts /proc/sys/kernel/tainted /sys/kernel/security/lockdown \
		/sys/kernel/tracing/kprobe_events
}

# The first use of IPsec makes the kernel load modules, which stay.
holdfast probe >/dev/null
state >/tmp/before
succeeds 'root, no engine' holdfast probe --json
printf '%s\n' "$output" >/tmp/root
state >/tmp/after
is 'root: the machine is as it was' "$(diff /tmp/before /tmp/after)" ''
is 'root: none is denied' "$(json summary.denied </tmp/root)" 0
is 'root: nor by anything else' "$(json summary.denied_otherwise </tmp/root)" 0
succeeds 'root: most are open' test $((2 * $(json summary.open </tmp/root))) -gt \
	"$(json summary.probes </tmp/root)"
is 'root: no engine came of it' "$(value engines.bpf.state holdfast status --json)" not-loaded

# are_told DESCRIPTION: an ordinary user learns of each probe that it needs root
are_told() {
	succeeds "$1: the status" su user -c 'holdfast probe --intrusive --json'
	printf '%s\n' "$output" >/tmp/user
	is "$1: as many probes" "$(json summary.probes </tmp/user)" "$(json summary.probes </tmp/root)"
	is "$1: all not reachable" "$(json summary.not_reachable </tmp/user)" \
		"$(json summary.probes </tmp/user)"
	is "$1: what root reaches needs root" "$(grep -c '"detail": "needs root"' /tmp/user)" \
		"$(grep -c '"operation": "' /tmp/root)"
	fails "$1: a misspelt reason" 2 su user -c 'holdfast probe msrs'
}

are_told 'a user, no engine'
succeeds 'lock' holdfast lock confidentiality --native=no
are_told 'a user, locked'
done_testing
