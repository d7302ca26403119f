#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# early: systemd
# boot: level=integrity
# add: dist/systemd
# tools: systemctl systemd-analyze /lib/systemd
# A boot with the real systemd, and holdfast.service in it.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

is 'it is systemd' "$(cat /proc/1/comm)" systemd
is 'the unit' "$(systemctl is-active holdfast)" active
# The time at which a unit became active, in microseconds since the kernel's start.
since() {
	systemctl show -P ActiveEnterTimestampMonotonic "$1"
}
locked=$(since holdfast)
is 'behind the file systems and before all services' \
	"$(($(since local-fs.target) <= locked && locked <= $(since sysinit.target)))" 1
# Ignores complaints about other units: the guest lacks some of their programs.
is 'systemd has nothing to say against the unit' \
	"$(systemd-analyze verify --man=no holdfast.service 2>&1 | grep holdfast)" ''
succeeds 'locked' holdfast status
like 'at the level' "$output" '^BPF +enforcing at integrity'
fails 'dev-mem is refused' 1 head -c 1 /dev/mem
# A shutdown unmounts mounts with default dependencies, and would fail under a seal. Mounts below /run/initramfs have
# none.
succeeds 'seal' holdfast seal
mkdir -p /mnt
mount -t tmpfs none /mnt
is 'others are unmounted at shutdown' "$(systemctl show -P Conflicts mnt.mount)" umount.target
for unit in run-initramfs-holdfast run-initramfs-holdfast-seal; do
	is "$unit: is known" "$(systemctl show -P ActiveState $unit.mount)" active
	is "$unit: a shutdown leaves it alone" "$(systemctl show -P Conflicts $unit.mount)" ''
done
done_testing
