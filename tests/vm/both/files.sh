# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For both engines: files that the kernel itself reads. Kernels, modules, initrds and firmware that a policy lists by
# their fs-verity digests are loaded, and no others. The case makes /mnt/kernel and
# /mnt/kernel-other and sets $engine, its name in status, and $name and $other, two modules that its kernels have;
# `firmware listed` and `firmware other` make a driver ask for the file $listed_firmware or $other_firmware, and print
# "ok", or $no_firmware.

cp "$(command -v load-file)" /mnt/loader
cp /mnt/loader /mnt/other-loader
cp /mnt/kernel /mnt/kernel-copy
for initrd in initrd initrd-other; do echo $initrd >/mnt/$initrd; done

# unpack MODULE
unpack() {
	packed=$(find /lib/modules -name "$1.ko*")
	case $packed in
	*.xz) xzcat "$packed" ;;
	*) cat "$packed" ;;
	esac
}

# Makes the module unsigned, by cutting off the last byte of its marker, and adds a mark to find it on the disk.
unpack "$name" >/tmp/signed.ko
{ head -c -1 /tmp/signed.ko; echo HoldfastMarksThisModule; } >/mnt/module.ko
cp /mnt/module.ko /mnt/module-copy.ko
cp /tmp/signed.ko /mnt/signed.ko
unpack "$other" | head -c -1 >/mnt/other.ko

load() { /mnt/loader "$@"; }

# module WAY FILE...: the same, and unloads the module again
module() {
	load "$@"
	rmmod "$name" 2>/dev/null
}

# verdict FILE: the program's forecast for the file
verdict() {
	holdfast policy test kexec /mnt/loader "$1" | sed -n 's/^Verdict *//p'
}

ask_before() {
	is 'before: a kernel' "$(load kexec /mnt/kernel)" ok
	is 'before: with an initrd' "$(load kexec /mnt/kernel /mnt/initrd)" ok
	is 'before: another in its place' "$(load kexec-twice /mnt/kernel /mnt/kernel-copy)" ok
	is 'before: a module' "$(module module /mnt/module.ko)" ok
	is 'before: its bytes' "$(module module-data /mnt/module.ko)" ok
	is 'before: its bytes, after the file' "$(module module-then-data /mnt/module.ko /mnt/module.ko)" ok
	is 'before: another module' "$(load module /mnt/other.ko "$other")" ok
	is 'before: firmware' "$(firmware listed) $(firmware other)" 'ok ok'
	kernel=$(enroll /mnt/kernel) module=$(enroll /mnt/module.ko) initrd=$(enroll /mnt/initrd)
	loader=$(enroll /mnt/loader) listed=$(enroll "$listed_firmware")
	head -c 2000 /mnt/kernel >/mnt/truncated-kernel
	head -c 2000 /mnt/module.ko >/mnt/truncated-module.ko
	for file in kernel-other other.ko initrd-other truncated-kernel truncated-module.ko; do
		enroll /mnt/$file >/dev/null
	done
	enroll "$other_firmware" >/dev/null
}

# change_on_disk BYTE: writes it over the mark's first byte, below the file system. It does so in the module and in its
# copies, because their order on the disk is unknown
change_on_disk() {
	for place in $at; do
		printf %s "$1" | dd of=/dev/vda bs=1 seek="$place" conv=notrunc 2>/dev/null
	done
	sync
	echo 3 >/proc/sys/vm/drop_caches
}

### Listed, for anybody

ask_listed() {
	policy 'Level=integrity' '' <<EOT
[Exception kernel]
Reason=kexec
Image=$kernel
[Exception module]
Reason=module-signature
Module=$module $(enroll /mnt/signed.ko)
EOT
	succeeds 'lock by the policy' holdfast lock
	is 'three exceptions' "$(value "engines.$engine.exceptions" holdfast status --json)" 3
	is 'the level is claimed' "$(value level holdfast status --json)" integrity
	is 'the listed kernel' "$(load kexec /mnt/kernel)" ok
	is 'with any initrd' "$(load kexec /mnt/kernel /mnt/initrd-other)" ok
	is 'by any program' "$(/mnt/other-loader kexec /mnt/kernel)" ok
	is 'a copy, which nothing verifies' "$(load kexec /mnt/kernel-copy)" EPERM
	is 'another, verified and not listed' "$(load kexec /mnt/kernel-other)" EPERM
	is 'a copy, after the listed one' "$(load kexec-twice /mnt/kernel /mnt/kernel-copy)" EPERM
	is 'bytes, after the listed one' "$(load kexec-data /mnt/kernel x)" EPERM
	is 'the listed module' "$(module module /mnt/module.ko)" ok
	is 'by any program, too' "$(/mnt/other-loader module /mnt/module.ko "$name")" ok
	is 'a copy of it' "$(module module /mnt/module-copy.ko)" EPERM
	is 'another, verified and not listed, too' "$(load module /mnt/other.ko)" EPERM
	is 'its bytes' "$(module module-data /mnt/module.ko)" EPERM
	is 'its bytes, after the file' "$(module module-then-data /mnt/module.ko /mnt/module.ko)" EPERM
	is 'other bytes, after a file that is signed as well' "$(load module-then-data /mnt/signed.ko /mnt/other.ko)" EPERM
	is 'the kernel is no module' "$(load module /mnt/kernel)" EPERM
	is 'the module is no kernel' "$(load kexec /mnt/module.ko)" ENOEXEC
	is 'a signed one, as ever' "$(module module /tmp/signed.ko)" ok
	mount --bind /mnt/module-copy.ko /mnt/module.ko
	is 'another mounted over it' "$(module module /mnt/module.ko)" EPERM
	umount /mnt/module.ko
	ln /mnt/module.ko /mnt/link.ko
	is 'by another name it is the same' "$(module module /mnt/link.ko)" ok
	sleep 1
	like 'what was refused is recorded' "$(holdfast events)" 'module-signature .*/mnt/loader'
	is 'the program says so, too' "$(verdict /mnt/kernel)" allow
	is 'of a copy as well' "$(verdict /mnt/kernel-copy)" deny
}

# The kernel loads the bytes that it has verified, even if names and disks change in between.
ask_changing() {
	while :; do ln -f /mnt/module.ko /mnt/n && mv /mnt/n /mnt/raced && ln -f /mnt/other.ko /mnt/n && mv /mnt/n /mnt/raced; done &
	until [ -e /mnt/raced ]; do sleep 0.1; done
	for _ in $(seq 200); do
		load module /mnt/raced "$name"
	done | sort | uniq -c >/tmp/raced
	kill $!
	is 'names that change: it, or a refusal' "$(awk '{ print $2 }' /tmp/raced | xargs)" 'EPERM ok'
	is 'and the other was never in' "$(cat /proc/modules >/tmp/modules && grep -c "^$other " /tmp/modules)" 0
	sync
	at=$(find-text /dev/vda HoldfastMarksThisModule)
	change_on_disk X
	is 'its disk, changed beneath it' "$(load module /mnt/module.ko)" EIO
	change_on_disk H
	is 'and changed back' "$(module module /mnt/module.ko)" ok
}

### Listed, for one program, and lists of what anybody loads

ask_for_one_program() {
	is 'before: any firmware' "$(firmware listed) $(firmware other)" 'ok ok'
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
	succeeds 'lock by another policy' holdfast lock
	is 'the kernel, by its program' "$(load kexec /mnt/kernel)" ok
	is 'by another' "$(/mnt/other-loader kexec /mnt/kernel)" EPERM
	is 'another kernel, by its program' "$(load kexec /mnt/kernel-copy)" EPERM
	is 'the module is no longer listed' "$(module module /mnt/module.ko)" EPERM
	is 'with its initrd' "$(load kexec /mnt/kernel /mnt/initrd)" ok
	is 'with another' "$(load kexec /mnt/kernel /mnt/initrd-other)" EPERM
	is 'with none' "$(load kexec /mnt/kernel)" ok
	is 'what is listed of firmware' "$(firmware listed)" ok
	is 'what is not' "$(firmware other)" "$no_firmware"
	sleep 1
	# An event may be recorded only once.
	events=$(holdfast events)
	like 'of the initrd is recorded' "$events" 'kexec-initrd .*/mnt/loader'
	like 'of firmware, too' "$events" ' firmware '
}

ask_without() {
	policy 'Level=integrity' '' </dev/null
	succeeds 'no list' holdfast lock
	is 'no exception either' "$(load kexec /mnt/kernel)" EPERM
	is 'any firmware again' "$(firmware listed) $(firmware other)" 'ok ok'
}

### Higher, and sealed

ask_at_confidentiality() {
	policy 'Level=confidentiality' '' <<EOT
[Exception kernel]
Reason=kexec
Image=$kernel
[Exception module]
Reason=module-signature
Module=$module
EOT
	succeeds 'a higher level' holdfast lock
	is 'confidentiality: the listed kernel' "$(load kexec /mnt/kernel)" ok
	is 'confidentiality: a copy' "$(load kexec /mnt/kernel-copy)" EPERM
	is 'confidentiality: another' "$(load kexec /mnt/kernel-other)" EPERM
	is 'confidentiality: a part of it' "$(load kexec /mnt/truncated-kernel)" EPERM
	is 'confidentiality: the listed module' "$(module module /mnt/module.ko)" ok
	is 'confidentiality: a copy of it' "$(module module /mnt/module-copy.ko)" EPERM
	is 'confidentiality: a part of that' "$(module module /mnt/truncated-module.ko)" EPERM
}

# lists LINE...: of [Verify], and the kernel's exception
lists() {
	{
		printf '[Exception kernel]\nReason=kexec\nImage=%s\n[Verify]\n' "$kernel"
		printf '%s\n' "$@"
	} | policy 'Level=confidentiality
Seal=yes' ''
}

ask_sealed() {
	lists "Initrd=$initrd" Firmware=none
	succeeds 'sealed' holdfast lock
	is 'the kernel with its initrd' "$(load kexec /mnt/kernel /mnt/initrd)" ok
	is 'no firmware, not even the listed one' "$(firmware listed)" "$no_firmware"
	lists Firmware=none
	is 'what would be different' "$(holdfast policy diff)" \
		'looser    kexec-initrd                      listed -> any
It would be refused: the lock is sealed, and this is looser'
	fails 'sealed: one list less' 1 holdfast lock
	like 'is refused' "$output" 'would loosen kexec-initrd'
	lists Initrd=none Firmware=none
	succeeds 'sealed: a shorter list' holdfast lock
	is 'not even the initrd' "$(load kexec /mnt/kernel /mnt/initrd)" EPERM
	is 'the kernel alone' "$(load kexec /mnt/kernel)" ok
	policy Level=confidentiality '' <<EOT
[Verify]
Initrd=none
Firmware=none
EOT
	succeeds 'sealed: none of them' holdfast lock
	is 'none' "$(value "engines.$engine.exceptions" holdfast status --json)" 0
	is 'no kernel' "$(load kexec /mnt/kernel)" EPERM
	lists Initrd=none Firmware=none
	fails 'sealed: the kernel again' 1 holdfast lock
	like 'is refused, too' "$output" 'the lock is sealed, and the policy .*; nothing was changed$'
}
