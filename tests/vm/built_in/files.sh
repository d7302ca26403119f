#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: large
# disk: 128M
# The built-in LSM and files that the kernel itself reads, listed by their fs-verity digests (both/files.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh 2>/dev/null

engine=lsm name=uio other=comedi no_firmware=none
kexec-file make /mnt/kernel one >/dev/null
kexec-file make /mnt/kernel-other other >/dev/null
# Two folders: drivers ask for a name.
listed_firmware=/mnt/listed/dell_rbu other_firmware=/mnt/other/dell_rbu
for folder in listed other; do
	mkdir -p /mnt/$folder
	echo "of $folder" >/mnt/$folder/dell_rbu
done
modprobe dell_rbu
rbu=/sys/devices/platform/dell_rbu

# The driver's firmware. Without any, the driver fails with this error.
got() {
	if text=$(cat $rbu/data 2>&1); then
		echo "${text:-none}"
	else
		echo "${text##*: }" | sed 's/^Cannot allocate memory$/none/'
	fi
}

# ask_for FOLDER: makes the driver ask for it, and prints the result
ask_for() {
	printf %s "/mnt/$1" >/sys/module/firmware_class/parameters/path
	echo init >$rbu/image_type
	sleep 1
	got
	echo mono >$rbu/image_type
}

firmware() {
	ask_for "$1" | sed "s/^of $1$/ok/"
}

# hand_over: gives the kernel firmware without a file, by hand, while it waits (/sys/class/firmware)
hand_over() {
	asked=$(ask_for nowhere)
	[ -e /sys/class/firmware/dell_rbu/loading ] || { echo "$asked" && return; }
	cd /sys/class/firmware/dell_rbu || return
	echo 1 >loading
	echo 'of hand' >data
	echo 0 >loading
	cd /
	sleep 1
	got
}

# shellcheck source=tests/vm/both/files.sh
. /tests/both/files.sh

ask_before
is 'before: firmware that is handed over' "$(hand_over)" 'of hand'
ask_listed
ask_changing
is 'before: any may be handed over' "$(hand_over)" 'of hand'
ask_for_one_program
is 'what is handed over' "$(hand_over)" none
sleep 1
like 'the kernel says so' "$(dmesg)" 'holdfast: denied firmware at integrity'
like 'of the initrd, too' "$(dmesg)" 'holdfast: denied kexec-initrd at integrity: exe="/mnt/loader"'
policy 'Level=integrity' '' <<EOT
[Verify]
Kernel=$kernel
EOT
fails 'a list of kernels' 1 holdfast lock
like 'is not to be had' "$output" 'has no list of kernels'
ask_without
ask_at_confidentiality
ask_sealed
done_testing
