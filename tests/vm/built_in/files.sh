#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: small
# disk: 128M
# The built-in LSM and what the kernel itself reads: kernels, modules, initrds and firmware that a policy
# lists by their fs-verity digests get in, and nothing else.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh 2>/dev/null

cp "$(command -v load-file)" /mnt/loader
cp /mnt/loader /mnt/other-loader
kexec-file make /mnt/kernel one >/dev/null
cp /mnt/kernel /mnt/kernel-copy
kexec-file make /mnt/kernel-other other >/dev/null
for initrd in initrd initrd-other; do echo $initrd >/mnt/$initrd; done
# Signed by nobody: without the last byte of its marker, a signature is none. And with a mark to find it on the disk.
signed=$(find /lib/modules -name uio.ko)
{ head -c -1 "$signed"; echo HoldfastMarksThisModule; } >/mnt/uio.ko
cp /mnt/uio.ko /mnt/uio-copy.ko
cp "$signed" /mnt/signed.ko
head -c -1 "$(find /lib/modules -name comedi.ko)" >/mnt/other.ko
# Two folders: drivers ask for a name.
for name in listed other; do
	mkdir -p /mnt/$name
	echo "of $name" >/mnt/$name/dell_rbu
done
modprobe dell_rbu
rbu=/sys/devices/platform/dell_rbu

# firmware FOLDER: has a driver ask for it, and prints what it got
firmware() {
	printf %s "/mnt/$1" >/sys/module/firmware_class/parameters/path
	echo init >$rbu/image_type
	sleep 1
	cat $rbu/data
	echo mono >$rbu/image_type
}

# hand_over: what no file has, by hand, where the kernel waits for it (/sys/class/firmware)
hand_over() {
	firmware nowhere
	[ -e /sys/class/firmware/dell_rbu/loading ] || return 0
	cd /sys/class/firmware/dell_rbu || return
	echo 1 >loading
	echo 'of hand' >data
	echo 0 >loading
	cd /
	sleep 1
	cat $rbu/data
}

load() { /mnt/loader "$@"; }

# change_on_disk BYTE: the first of the mark's, beneath the file system
change_on_disk() {
	printf %s "$1" | dd of=/dev/vda bs=1 seek="$at" conv=notrunc 2>/dev/null
	sync
	echo 3 >/proc/sys/vm/drop_caches
}

is 'before: a kernel' "$(load kexec /mnt/kernel)" ok
is 'before: with an initrd' "$(load kexec /mnt/kernel /mnt/initrd)" ok
is 'before: another in its place' "$(load kexec-twice /mnt/kernel /mnt/kernel-copy)" ok
is 'before: a module' "$(load module /mnt/uio.ko uio)" ok
is 'before: its bytes' "$(load module-data /mnt/uio.ko)" ok
rmmod uio
is 'before: its bytes, after the file' "$(load module-then-data /mnt/uio.ko /mnt/uio.ko)" ok
rmmod uio
is 'before: another module' "$(load module /mnt/other.ko comedi)" ok
is 'before: firmware' "$(firmware listed) $(firmware other)" 'of listed of other'
is 'before: firmware that is handed over' "$(hand_over)" 'of hand'

kernel=$(enroll /mnt/kernel) module=$(enroll /mnt/uio.ko) initrd=$(enroll /mnt/initrd)
loader=$(enroll /mnt/loader) listed=$(enroll /mnt/listed/dell_rbu)
for file in kernel-other other.ko initrd-other other/dell_rbu; do
	enroll /mnt/$file >/dev/null
done

### Listed, for anybody

policy 'Level=integrity' '' <<EOT
[Exception kernel]
Reason=kexec
Image=$kernel
[Exception module]
Reason=module-signature
Module=$module $(enroll /mnt/signed.ko)
EOT
succeeds 'lock by the policy' holdfast lock
is 'the listed kernel' "$(load kexec /mnt/kernel)" ok
is 'with any initrd' "$(load kexec /mnt/kernel /mnt/initrd-other)" ok
is 'by any program' "$(/mnt/other-loader kexec /mnt/kernel)" ok
is 'a copy, which nothing verifies' "$(load kexec /mnt/kernel-copy)" EPERM
is 'another, verified and not listed' "$(load kexec /mnt/kernel-other)" EPERM
is 'a copy, after the listed one' "$(load kexec-twice /mnt/kernel /mnt/kernel-copy)" EPERM
is 'bytes, after the listed one' "$(load kexec-data /mnt/kernel x)" EPERM
is 'the listed module' "$(load module /mnt/uio.ko uio)" ok
is 'by any program, too' "$(/mnt/other-loader module /mnt/uio.ko uio)" ok
is 'a copy of it' "$(load module /mnt/uio-copy.ko)" EPERM
is 'another, verified and not listed, too' "$(load module /mnt/other.ko)" EPERM
is 'its bytes' "$(load module-data /mnt/uio.ko)" EPERM
is 'its bytes, after the file' "$(load module-then-data /mnt/uio.ko /mnt/uio.ko)" EPERM
is 'other bytes, after a file that is signed as well' "$(load module-then-data /mnt/signed.ko /mnt/other.ko)" EPERM
is 'the kernel is no module' "$(load module /mnt/kernel)" EPERM
is 'the module is no kernel' "$(load kexec /mnt/uio.ko)" ENOEXEC
is 'a signed one, as ever' "$(load module "$signed" uio)" ok
mount --bind /mnt/uio-copy.ko /mnt/uio.ko
is 'another mounted over it' "$(load module /mnt/uio.ko)" EPERM
umount /mnt/uio.ko
ln /mnt/uio.ko /mnt/name.ko
is 'by another name it is the same' "$(load module /mnt/name.ko uio)" ok
# What is read is what is verified, whatever becomes of names and disks between the look and the reading.
while :; do ln -f /mnt/uio.ko /mnt/n && mv /mnt/n /mnt/raced && ln -f /mnt/other.ko /mnt/n && mv /mnt/n /mnt/raced; done &
until [ -e /mnt/raced ]; do sleep 0.1; done
for _ in $(seq 200); do
	load module /mnt/raced uio
done | sort | uniq -c >/tmp/raced
kill $!
is 'names that change: it, or a refusal' "$(awk '{ print $2 }' /tmp/raced | xargs)" 'EPERM ok'
is 'and the other was never in' "$(grep -c comedi /proc/modules)" 0
sync
at=$(strings -t d /dev/vda | awk '{ from = $1; sub(/^ *[0-9]+ /, "") }
	(n = index($0, "HoldfastMarksThisModule")) { print from + n - 1; exit }')
change_on_disk X
is 'its disk, changed beneath it' "$(load module /mnt/uio.ko)" EIO
change_on_disk H
is 'and changed back' "$(load module /mnt/uio.ko uio)" ok

### Listed, for one program

policy 'Level=integrity' '' <<EOT
[Exception kernel]
Reason=kexec
Program=/mnt/loader
Verity=$loader
Image=$kernel
[Verify]
Initrd=$initrd
Firmware=$listed
EOT
is 'before: any firmware' "$(firmware listed) $(firmware other) $(hand_over)" 'of listed of other of hand'
succeeds 'lock by another policy' holdfast lock
is 'the kernel, by its program' "$(load kexec /mnt/kernel)" ok
is 'by another' "$(/mnt/other-loader kexec /mnt/kernel)" EPERM
is 'another kernel, by its program' "$(load kexec /mnt/kernel-copy)" EPERM
is 'the module is no longer listed' "$(load module /mnt/uio.ko)" EPERM
is 'with its initrd' "$(load kexec /mnt/kernel /mnt/initrd)" ok
is 'with another' "$(load kexec /mnt/kernel /mnt/initrd-other)" EPERM
is 'with none' "$(load kexec /mnt/kernel)" ok
is 'what is listed of firmware' "$(firmware listed)" 'of listed'
is 'what is not' "$(firmware other)" ''
is 'what is handed over' "$(hand_over)" ''
sleep 1
like 'the kernel says so' "$(dmesg)" 'holdfast: denied firmware at integrity'
like 'of the initrd, too' "$(dmesg)" 'holdfast: denied kexec-initrd at integrity: exe="/mnt/loader"'
policy 'Level=integrity
Seal=yes' '' <<EOT
[Verify]
Initrd=none
Firmware=none
EOT
succeeds 'sealed: none of them' holdfast lock
is 'not even the listed one' "$(firmware listed)" ''
is 'no kernel' "$(load kexec /mnt/kernel)" EPERM
printf '[Verify]\nFirmware=none\n' | policy Level=integrity ''
fails 'sealed: one list less' 1 holdfast lock
like 'is refused' "$output" 'would loosen kexec-initrd'
done_testing
