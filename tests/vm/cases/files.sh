#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 128M
# image: /vmlinuz
# Files that the kernel itself reads: if a policy lists them by their fs-verity digests, it loads these and no others
# (both/files.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

engine=bpf name=dummy other=ifb
# Invalidates the signature by changing a byte far after the header.
cp /vmlinuz /mnt/kernel
printf X | dd of=/mnt/kernel bs=1 seek=3000000 conv=notrunc 2>/dev/null
cp /mnt/kernel /mnt/kernel-other
printf Y | dd of=/mnt/kernel-other bs=1 seek=3000001 conv=notrunc 2>/dev/null
mkdir /mnt/firmware
listed_firmware=/mnt/firmware/listed other_firmware=/mnt/firmware/other
echo blob >$listed_firmware
echo other >$other_firmware
printf /mnt/firmware >/sys/module/firmware_class/parameters/path
load_ask
# The kernel then looks elsewhere, and finds nothing.
no_firmware='No such file or directory'
firmware() {
	if text=$( (echo "$1" >/sys/module/ask/parameters/firmware) 2>&1); then
		echo ok
	else
		echo "${text##*: }"
	fi
}

# shellcheck source=tests/vm/both/files.sh
. /tests/both/files.sh

ask_before
is 'before: by 32 bits' "$(module module32 /mnt/module.ko)" ok
ask_listed
is 'by 32 bits, where nobody knows which call it is' "$(module module32 /mnt/module.ko)" EPERM
ask_changing

# A program with exceptions of its own is protected.
cd /mnt || exit
echo core >/proc/sys/kernel/core_pattern
# shellcheck disable=SC3045 # the guest has busybox
ulimit -c unlimited
is 'before: it dumps its core' "$(load dump)" ok
rm -f core*
ask_for_one_program
is 'it dumps its core no longer' "$(load dump)$(ls core* 2>/dev/null)" EPERM
echo '|/bin/sh -c cat>/mnt/core.piped' >/proc/sys/kernel/core_pattern
is 'nor into a pipe' "$(load dump)$(ls core* 2>/dev/null)" EPERM
is 'others do' "$(/mnt/other-loader dump)" ok
like 'which is recorded, too' "$(holdfast events)" 'excepted-process .*/mnt/loader'

# A list of kernels, and a program that may load any kernel, and pass one on.
policy 'Level=integrity' '' <<EOT
[Exception loader]
Reason=kexec
Verity=$loader
EOT
succeeds 'lock by one without a list' holdfast lock
is 'before: any kernel' "$(load kexec /mnt/kernel-copy)" ok
is 'before: its bytes by themselves' "$(load kexec-data /mnt/kernel x)" ok
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
sleep 1
like 'which is recorded' "$(holdfast events)" 'kexec-image .*/mnt/loader'
like 'the program says so of what is not' \
	"$(holdfast policy test kexec /mnt/loader /mnt/kernel-other | tail -n 2 | xargs)" \
	'^Verify Kernel= does not list it, .* Verdict deny$'
is 'and of what is listed' "$(verdict /mnt/kernel)" allow
ask_without

ask_at_confidentiality
ask_sealed
done_testing
