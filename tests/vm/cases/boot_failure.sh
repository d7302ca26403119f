#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# boot: lsm=landlock,lockdown,yama,apparmor holdfast=integrity holdfast.on_failure=shell
# early: boot
# If the lock fails, the boot does what the command line says, and never goes on silently.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

is 'shell: what the initramfs is told' "$(cat /run/boot.status)" 3
like 'shell: stderr says why' "$(cat /run/boot.err)" 'active LSMs do not include bpf'
like 'shell: and what it means' "$(cat /run/boot.err)" 'FAILED: NOT LOCKED, .* at integrity.* shell'
like 'shell: so does the log' "$(dmesg -r | grep holdfast:)" '^<8>.*holdfast: FAILED: NOT LOCKED'
like 'shell: with the reason' "$(dmesg -r | grep holdfast:)" '^<11>.*holdfast: the kernel.s active LSMs do not'
is_unlocked 'shell'

boot_with() {
	printf '%s\n' "$1" >/tmp/cmdline
	umount /proc/cmdline 2>/dev/null
	mount --bind /tmp/cmdline /proc/cmdline
	holdfast boot
}
for line in 'holdfast=integrity' 'holdfast=integrity holdfast.on_failure=continue'; do
	fails "$line" 1 boot_with "$line"
	like "$line: is loud" "$output" 'FAILED: NOT LOCKED, .* follows: continue'
done
fails 'misspelt level' 1 boot_with 'holdfast=nome'
like 'is wanted at the strictest' "$output" 'FAILED: NOT LOCKED, .* at confidentiality'
fails 'no level' 0 boot_with 'holdfast=none holdfast.on_failure=shell'
done_testing
