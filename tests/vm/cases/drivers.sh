#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# flavor: generic
# qemu: -device ati-vga,model=rv100
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
modprobe -a uio dcdbas radeonfb
is 'none: the registers of a video card' "$(fb-map /dev/fb0)" written
succeeds 'none: sensors at a port of choice' modprobe via686a force_addr=0x290
succeeds 'are removed again' rmmod via686a
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
is 'a framebuffer of such a driver' "$(fb-map /dev/fb0)" EPERM
for module in 'via686a force_addr=0x290' vt8231 sis5595 aty128fb atyfb cyber2000fb kyrofb matroxfb_base mb862xxfb neofb \
	pm2fb pm3fb savagefb sisfb sstfb tdfxfb tridentfb viafb vt8623fb; do
	# shellcheck disable=SC2086 # words
	fails "$module" 1 modprobe $module
	like 'is refused, too' "$output" 'Cannot allocate memory'
done
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
