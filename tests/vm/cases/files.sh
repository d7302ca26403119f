#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# disk: 128M
# image: /vmlinuz
# Kernels and modules that a policy lists by their fs-verity digests: these get in, and nothing else.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

# Signed by nobody: a byte far behind the header is another.
# damage FILE: as it is, but for one byte
damage() {
	printf 'X' | dd of="$1" bs=1 seek=3000000 conv=notrunc 2>/dev/null
}
cp "$(command -v load-file)" /mnt/loader
cp /mnt/loader /mnt/other-loader
cp /vmlinuz /mnt/kernel
damage /mnt/kernel
cp /mnt/kernel /mnt/kernel-copy
cp /mnt/kernel /mnt/kernel-other
printf 'Y' | dd of=/mnt/kernel-other bs=1 seek=3000001 conv=notrunc 2>/dev/null
echo initrd >/mnt/initrd
echo other >/mnt/initrd-other
mkdir /mnt/firmware
echo blob >/mnt/firmware/blob
echo other >/mnt/firmware/other
printf /mnt/firmware >/sys/module/firmware_class/parameters/path
# firmware NAME: has a driver ask for it
firmware() {
	if text=$( (echo "$1" >/sys/module/ask/parameters/firmware) 2>&1); then
		echo ok
	else
		echo "${text##*: }"
	fi
}
cp /ask/ask.ko /mnt/ask.ko
cp /ask/ask.ko /mnt/ask-copy.ko
load() {
	/mnt/loader "$@"
}
# module WAY FILE...: the same, and takes the module out again
module() {
	load "$@"
	rmmod ask 2>/dev/null
}

is 'before: a kernel' "$(load kexec /mnt/kernel)" ok
is 'before: with an initrd' "$(load kexec /mnt/kernel /mnt/initrd)" ok
is 'before: another in its place' "$(load kexec-twice /mnt/kernel /mnt/kernel-copy)" ok
is 'before: a module' "$(module module /mnt/ask.ko)" ok
is 'before: its bytes' "$(module module-data /mnt/ask.ko)" ok
is 'before: its bytes, after the file' "$(module module-then-data /mnt/ask.ko /mnt/ask.ko)" ok
is 'before: by 32 bits' "$(module module32 /mnt/ask.ko)" ok

kernel=$(enroll /mnt/kernel) module=$(enroll /mnt/ask.ko) initrd=$(enroll /mnt/initrd)
enroll /mnt/kernel-other >/dev/null
loader=$(enroll /mnt/loader)
policy 'Level=integrity' '' <<EOT
[Exception kernel]
Reason=kexec
Image=$kernel
[Exception module]
Reason=module-signature
Module=$module
EOT
succeeds 'lock by the policy' holdfast lock
is 'two exceptions' "$(value engines.bpf.exceptions holdfast status --json)" 2
is 'the level is claimed' "$(value level holdfast status --json)" integrity
is 'the listed kernel' "$(load kexec /mnt/kernel)" ok
is 'with any initrd' "$(load kexec /mnt/kernel /mnt/initrd-other)" ok
is 'by any program' "$(/mnt/other-loader kexec /mnt/kernel)" ok
is 'a copy, which nothing verifies' "$(load kexec /mnt/kernel-copy)" EPERM
is 'another, verified and not listed' "$(load kexec /mnt/kernel-other)" EPERM
is 'a copy, after the listed one' "$(load kexec-twice /mnt/kernel /mnt/kernel-copy)" EPERM
is 'bytes, after the listed one' "$(load kexec-data /mnt/kernel x)" EPERM
is 'the listed module' "$(module module /mnt/ask.ko)" ok
is 'a copy of it' "$(module module /mnt/ask-copy.ko)" EPERM
is 'its bytes' "$(module module-data /mnt/ask.ko)" EPERM
is 'its bytes, after the file' "$(module module-then-data /mnt/ask.ko /mnt/ask.ko)" EPERM
is 'by 32 bits, where nobody knows which call it is' "$(module module32 /mnt/ask.ko)" EPERM
is 'the kernel is no module' "$(load module /mnt/kernel)" EPERM
mount --bind /mnt/ask-copy.ko /mnt/ask.ko
is 'another mounted over it' "$(module module /mnt/ask.ko)" EPERM
umount /mnt/ask.ko
mv /mnt/ask-copy.ko /mnt/copy.ko
mv /mnt/ask.ko /mnt/ask-copy.ko
is 'by another name it is the same' "$(module module /mnt/ask-copy.ko)" ok
mv /mnt/ask-copy.ko /mnt/ask.ko
like 'what was refused is recorded' "$(holdfast events)" 'module-signature .*/mnt/loader'
is 'the program says so, too' "$(holdfast policy test kexec /mnt/loader /mnt/kernel | tail -n 1)" \
	'Verdict    allow'
is 'of a copy as well' "$(holdfast policy test kexec /mnt/loader /mnt/kernel-copy | tail -n 1)" \
	'Verdict    deny'

# For one program only, which is protected then.
load_ask 2>/dev/null || load module /mnt/ask.ko
is 'any firmware' "$(firmware blob) $(firmware other)" 'ok ok'
policy 'Level=integrity' '' <<EOT
[Verify]
Firmware=$(enroll /mnt/firmware/blob)
EOT
succeeds 'a list of firmware' holdfast lock
is 'has no exceptions' "$(value engines.bpf.exceptions holdfast status --json)" 0
is 'what is listed' "$(firmware blob)" ok
enroll /mnt/firmware/other >/dev/null
# The kernel goes on to look elsewhere, and finds nothing there.
is 'what is not' "$(firmware other)" 'No such file or directory'
like 'which is recorded' "$(holdfast events)" ' firmware '
rmmod ask

policy 'Level=integrity' '' <<EOT
[Exception kernel]
Reason=kexec
Program=/mnt/loader
Verity=$loader
Image=$kernel
[Verify]
Initrd=$initrd
EOT
cd /mnt || exit
echo core >/proc/sys/kernel/core_pattern
# shellcheck disable=SC3045 # the guest has busybox
ulimit -c unlimited
is 'before: it dumps its core' "$(load dump)" ok
rm -f core*
succeeds 'lock by another policy' holdfast lock
is 'the kernel, by its program' "$(load kexec /mnt/kernel)" ok
is 'by another' "$(/mnt/other-loader kexec /mnt/kernel)" EPERM
is 'another, by its program' "$(load kexec /mnt/kernel-copy)" EPERM
is 'the module is no longer listed' "$(module module /mnt/ask.ko)" EPERM
is 'with its initrd' "$(load kexec /mnt/kernel /mnt/initrd)" ok
is 'with another' "$(load kexec /mnt/kernel /mnt/initrd-other)" EPERM
like 'which is recorded' "$(holdfast events)" 'kexec-initrd .*/mnt/loader'
is 'it dumps its core no longer' "$(load dump)$(ls core* 2>/dev/null)" EPERM
echo '|/bin/sh -c cat>/mnt/core.piped' >/proc/sys/kernel/core_pattern
is 'nor into a pipe' "$(load dump)$(ls core* 2>/dev/null)" EPERM
is 'others do' "$(/mnt/other-loader dump)" ok
like 'which is recorded, too' "$(holdfast events)" 'excepted-process .*/mnt/loader'

# A list of kernels, for a program that may load any, and hand one over.
policy 'Level=integrity' '' <<EOT
[Exception loader]
Reason=kexec
Verity=$loader
EOT
succeeds 'lock by one without a list' holdfast lock
is 'before: any kernel' "$(load kexec /mnt/kernel-copy)" ok
is 'before: its bytes' "$(load kexec-data /mnt/kernel x)" ok
policy 'Level=integrity' '' <<EOT
[Exception loader]
Reason=kexec
Verity=$loader
[Verify]
Kernel=$kernel
EOT
succeeds 'a list of kernels' holdfast lock
is 'what is listed' "$(load kexec /mnt/kernel)" ok
is 'it takes a signature or an exception all the same' "$(/mnt/other-loader kexec /mnt/kernel)" EPERM
is 'what nothing verifies' "$(load kexec /mnt/kernel-copy)" EPERM
is 'what is verified and not listed' "$(load kexec /mnt/kernel-other)" EPERM
is 'its bytes are in no file' "$(load kexec-data /mnt/kernel x)" EPERM
like 'which is recorded' "$(holdfast events)" 'kexec-image .*/mnt/loader'
like 'the program says so, too' "$(holdfast policy test kexec /mnt/loader /mnt/kernel-other | tail -n 2 | xargs)" \
	'^Verify Kernel= does not list it, .* Verdict deny$'
is 'and of what is listed' "$(holdfast policy test kexec /mnt/loader /mnt/kernel | tail -n 1)" 'Verdict    allow'
policy 'Level=integrity' '' </dev/null
succeeds 'no list' holdfast lock
is 'no exception either' "$(load kexec /mnt/kernel)" EPERM

for file in kernel ask.ko; do
	head -c 2000 /mnt/$file >/mnt/truncated-$file
	enroll /mnt/truncated-$file >/dev/null
done
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
is 'confidentiality: the listed module' "$(module module /mnt/ask.ko)" ok
is 'confidentiality: a copy of it' "$(module module /mnt/copy.ko)" EPERM
is 'confidentiality: a part of that' "$(module module /mnt/truncated-ask.ko)" EPERM

policy 'Level=confidentiality
Seal=yes' '' <<EOT
[Verify]
Initrd=$initrd
Firmware=none
EOT
succeeds 'sealed' holdfast lock
is 'none' "$(value engines.bpf.exceptions holdfast status --json)" 0
policy 'Level=confidentiality' '' <<EOT
[Verify]
Firmware=none
EOT
is 'what would be different' "$(holdfast policy diff)" \
	'looser    kexec-initrd                      listed -> any
It would be refused: the lock is sealed, and this is looser'
fails 'sealed: one list less' 1 holdfast lock
like 'is refused' "$output" 'would loosen kexec-initrd'
policy 'Level=confidentiality' '' <<EOT
[Verify]
Initrd=none
Firmware=none
EOT
succeeds 'sealed: a shorter list' holdfast lock
is 'not even the initrd' "$(load kexec /mnt/kernel /mnt/initrd)" EPERM
done_testing
