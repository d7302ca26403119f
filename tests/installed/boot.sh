#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# boot: holdfast=integrity
# A lock that the initramfs makes, and the whole system's boot under it.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

bpf() {
	holdfast status --json | jq -r ".engines.bpf.$1"
}

is 'the system is up' "$(systemctl is-system-running --wait)" running
is 'no unit has failed' "$(systemctl list-units --failed --no-legend)" ''
succeeds 'status' holdfast status
is 'enforces' "$(bpf state) $(bpf level)" 'enforcing integrity'
like 'out of sight' "$output" 'hidden: nobody can reach it'
fails '/dev/mem' 1 head -c 1 /dev/mem
like 'is refused' "$output" 'Operation not permitted'
done_testing
