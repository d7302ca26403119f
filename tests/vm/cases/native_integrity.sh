#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# boot: lockdown=integrity
# The kernel booted locked at integrity: our engine loads, proves itself, and enforces the level above.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

succeeds 'lock integrity' holdfast lock integrity
is 'ours is at integrity' "$(value engines.bpf.level holdfast status --json)" integrity
is 'and enforcing' "$(value engines.bpf.enforcing holdfast status --json)" true
succeeds 'kcore may still be read' head -c 1 /proc/kcore
succeeds 'lock confidentiality, native left' holdfast lock confidentiality --native=no
is 'ours is above it' "$(value level holdfast status --json)" confidentiality
is 'native is where it was' "$(value engines.native.level holdfast status --json)" integrity
fails 'kcore is refused' 1 head -c 1 /proc/kcore
fails '/dev/mem is refused' 1 head -c 1 /dev/mem
holdfast events --json >/tmp/events
like 'both are recorded, with who refused' "$(json events </tmp/events | tr -d '\n')" \
	'"bpf".*"kcore".*"native".*"dev-mem"'
done_testing
