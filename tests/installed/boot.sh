#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# boot: holdfast=integrity
# The initramfs locks, and the whole system boots under the lock. Then the handles are sealed, and the system is
# rebooted softly, if systemd can.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

boots() {
	is 'the system is up' "$(systemctl is-system-running --wait)" running
	is 'no unit has failed' "$(systemctl list-units --failed --no-legend)" ''
	succeeds 'status' holdfast status
	is 'enforces' "$(bpf state) $(bpf level)" 'enforcing integrity'
	like 'out of sight' "$output" 'hidden: nobody can reach it'
	fails '/dev/mem' 1 head -c 1 /dev/mem
	like 'is refused' "$output" 'Operation not permitted'
}

bpf() {
	holdfast status --json | jq -r ".engines.bpf.$1"
}

# This runs twice, before the soft reboot and after it.
[ -e /run/soft-reboot ] || boots
# shellcheck source=tests/installed/soft_reboot.sh
. /tests/installed/soft_reboot.sh
