#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: none
# disk: 128M
# image: /vmlinuz
# qemu: -smp 2
# A file that changes between the check and its use: no way to swap it gets an unverified kernel or module in. Without a
# lock each way works.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

# content FILE: tells which content was loaded as a module, by the name of the parameter that is "number" in the
# original ask.ko; or prints the error.
content() {
	answer=$(load-file module "$1")
	for name in number nUmber; do
		[ ! -e "/sys/module/ask/parameters/$name" ] || answer=$name
	done
	rmmod ask 2>/dev/null
	echo "$answer"
}
# turns TURNS GOOD BAD: serves /fuse/file, with one content or the other by turns
turns() {
	umount /fuse 2>/dev/null
	fuse-turns /fuse "$@"
}
# served WAY COUNT: the result of loading it so often, and whether the unsigned module was loaded
served() {
	for _ in $(seq "$2"); do
		load-file "$1" /fuse/file
		rmmod nls_cp437 2>/dev/null
		! rmmod ask 2>/dev/null || echo in
	done | xargs
}
forget() {
	sync
	echo 3 >/proc/sys/vm/drop_caches
}

# One of Debian's modules, and our unsigned one: bytes after a module's sections are no part of it.
module=$(find /lib/modules/ -name 'nls_cp437.ko*')
case $module in
*.xz) xz -dc "$module" ;;
*) cat "$module" ;;
esac >/tmp/signed.ko
cp /ask/ask.ko /tmp/unsigned.ko
truncate -s "$(wc -c </tmp/signed.ko)" /tmp/unsigned.ko
cp /vmlinuz /tmp/changed
printf 'X' | dd of=/tmp/changed bs=1 seek=3000000 conv=notrunc 2>/dev/null

# Built in, or a module that has to be loaded before the lock.
modprobe overlay
modprobe fuse 2>/dev/null
mkdir /fuse /mnt/lower /mnt/upper /mnt/work /mnt/merged
cp /ask/ask.ko /mnt/lower/ask.ko
cp /ask/ask.ko /mnt/plain.ko
cp /tmp/changed /mnt/lower/kernel
cp /tmp/changed /mnt/raced-kernel
cp /tmp/signed.ko /mnt/raced.ko
cp /tmp/signed.ko /mnt/upper/raced.ko
mount -t overlay -o lowerdir=/mnt/lower,upperdir=/mnt/upper,workdir=/mnt/work overlay /mnt/merged

# race TURNS FILE BELOW: uses enough turns to load both without a lock, even on a slow machine
race() {
	load-raced nls_cp437 "$1" "$2" "$3" /tmp/signed.ko /tmp/unsigned.ko
}
race_kernels() {
	load-raced kexec 10 /mnt/raced-kernel /mnt/raced-kernel /mnt/lower/kernel /tmp/changed
}
like 'before: a writer gets the unsigned one in' "$(race 10000 /mnt/raced.ko /mnt/raced.ko)" 'good [1-9][0-9]* bad [1-9]'
like 'before: and below an overlay' "$(race 10000 /mnt/merged/raced.ko /mnt/upper/raced.ko)" 'good [1-9][0-9]* bad [1-9]'
like 'before: a kernel' "$(race_kernels)" 'good [1-9]'
is 'before: the file' "$(content /mnt/plain.ko)" number
sync
succeeds 'before: write below it' write-below /dev/vda /mnt/plain.ko number nUmber
is 'before: as it is cached' "$(content /mnt/plain.ko)" number
forget
is 'before: as it is read anew' "$(content /mnt/plain.ko)" nUmber
succeeds 'before: below a kernel' write-below /dev/vda /mnt/raced-kernel HdrS HDRS
forget
is 'before: the kernel' "$(load-file kexec /mnt/raced-kernel)" ENOEXEC
is 'before: in an overlay' "$(content /mnt/merged/ask.ko)" number
turns gb /tmp/signed.ko /tmp/unsigned.ko
is 'before: FUSE gets the unsigned one in' "$(served module 4)" 'ok ok in ok ok in'
turns b /vmlinuz /tmp/changed
is 'before: and a changed kernel' "$(served kexec 1)" ok

policy 'Level=integrity' '' <<EOT
[Exception kernel]
Reason=kexec
Image=$(enroll /mnt/lower/kernel)
[Exception module]
Reason=module-signature
Module=$(enroll /mnt/lower/ask.ko)
EOT
succeeds 'lock by the policy' holdfast lock
is 'the listed module' "$(content /mnt/lower/ask.ko)" number
is 'the listed kernel' "$(load-file kexec /mnt/lower/kernel)" ok

# Another writer: a listed file cannot have one.
for file in ask.ko kernel; do
	fails "$file is opened to be written" 1 dd of="/mnt/lower/$file" if=/dev/zero count=1 conv=notrunc
	like 'that is not permitted' "$output" 'Operation not permitted'
	fails "$file is cut" 1 truncate -s 1 "/mnt/lower/$file"
done
like 'a writer: the signed one only' "$(race 100 /mnt/raced.ko /mnt/raced.ko)" 'good [1-9][0-9]* bad 0'
like 'below an overlay' "$(race 100 /mnt/merged/raced.ko /mnt/upper/raced.ko)" 'good [1-9][0-9]* bad 0'
is 'neither kernel' "$(race_kernels)" 'good 0 bad 0'

# FUSE: the kernel reads a file once, and checks what it has read.
turns gbmwbbg /tmp/signed.ko /tmp/unsigned.ko
is 'FUSE: the signed one only' "$(served module 7)" 'ok EPERM EPERM EKEYREJECTED EPERM EPERM ok'
turns bg /tmp/signed.ko /tmp/unsigned.ko
is 'FUSE: the other one first' "$(served module 4)" 'EPERM ok EPERM ok'
turns gb /ask/ask.ko /ask/ask.ko
is 'FUSE: not even what is listed' "$(served module 2)" 'EPERM EPERM'
# Debian's kernels do not trust their own signatures unless the firmware does: neither gets in.
turns gb /vmlinuz /tmp/changed
is 'FUSE: neither kernel' "$(served kexec 2)" 'EPERM EPERM'
turns gb /mnt/lower/kernel /mnt/lower/kernel
is 'FUSE: nor the listed one' "$(served kexec 1)" EPERM
umount /fuse

# An overlay has inodes of its own, without fs-verity on 6.1, 6.12 and 7.3, for any file below.
is 'an overlay of what is listed' "$(content /mnt/merged/ask.ko)" EPERM
is 'the kernel' "$(load-file kexec /mnt/merged/kernel)" EPERM
cp /mnt/lower/ask.ko /mnt/upper/enrolled.ko
enroll /mnt/upper/enrolled.ko >/dev/null
is 'on the upper side' "$(content /mnt/upper/enrolled.ko) $(content /mnt/merged/enrolled.ko)" 'number EPERM'
touch /mnt/merged/ask.ko
is 'copied up' "$(content /mnt/merged/ask.ko)" EPERM
cp /tmp/unsigned.ko /mnt/merged/ask.ko
is 'another laid over it' "$(content /mnt/merged/ask.ko)" EPERM
is 'below, it is what it was' "$(content /mnt/lower/ask.ko)" number

# The block device: cached pages have been verified, and pages that are read again are verified again.
sync
succeeds 'write below the module' write-below /dev/vda /mnt/lower/ask.ko number nUmber
is 'as it is cached' "$(content /mnt/lower/ask.ko)" number
succeeds 'write below the kernel' write-below /dev/vda /mnt/lower/kernel HdrS HDRS
is 'as it is cached' "$(load-file kexec /mnt/lower/kernel)" ok
forget
is 'as it is read anew' "$(content /mnt/lower/ask.ko)" EIO
is 'the kernel' "$(load-file kexec /mnt/lower/kernel)" EIO
done_testing
