#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# flavor: generic
# The drivers that hand ports and devices to user space: after the lock none of their modules loads. If one was loaded before,
# opening its devices is refused, also if it came at none and the engine was sealed by then. No other module is refused, and
# no other folder of that name.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

names='uio driver-ports/comedi driver-ports/dcdbas'
outcome() {
	holdfast probe "${1%%/*}" | awk -v name="$1" '$1 == name { print $3 " " $4 }'
}

succeeds 'none, and sealed' holdfast lock none --seal
for name in $names; do
	is "none: $name" "$(outcome "$name")" 'open '
done
modprobe -a uio dcdbas
fails 'none: no hook where files are opened' 1 ls /run/initramfs/holdfast/driver_files*
succeeds 'integrity' holdfast lock integrity --native=no
is 'came at none: uio' "$(outcome uio)" 'denied EPERM'
is 'came at none: dcdbas' "$(outcome driver-ports/dcdbas)" 'denied EPERM'
is 'not loaded: comedi' "$(outcome driver-ports/comedi)" 'denied ENOMEM'
is 'its attributes are read' "$(cat /sys/devices/platform/dcdbas/smi_data_buf_size)" 0
mkdir -p /tmp/node && mount -t tmpfs none /tmp/node
mknod /tmp/node/uio c "$(awk '$2 == "uio" { print $1 }' /proc/devices)" 7
fails 'a node of another place' 1 dd if=/tmp/node/uio of=/dev/null
like 'is refused' "$output" 'Operation not permitted'
holdfast events >/dev/null
fails 'a module that needs it' 1 modprobe 8255
like 'says so' "$output" 'Cannot allocate memory|Unknown symbol|No such file'
holdfast events --json >/tmp/events
succeeds 'recorded' grep -q '"driver-ports"' /tmp/events
for module in mtd ppdev; do
	succeeds "$module loads" modprobe $module
done
mkdir -p /sys/fs/cgroup/module/uio/comedi
succeeds 'a cgroup of that name' test -e /sys/fs/cgroup/module/uio/cgroup.procs
done_testing
