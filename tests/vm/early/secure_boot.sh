#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# What there is to see in a system that the firmware booted as a unified kernel image. Its command
# line says what is expected: test.state= of Secure Boot, and holdfast=. The kernels and modules to
# try are on /dev/vdb; lines "LEVEL KIND FILE ANSWER" are for the table.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

parameter() {
	sed -n "s/.*$1=\([a-z]*\).*/\1/p" /proc/cmdline
}
state=$(parameter test.state)
level=$(parameter holdfast)
is 'Secure Boot' "$(value secure_boot holdfast status --json)" "$state"
case $level in
none)
	is 'no engine' "$(value engines.bpf.state holdfast status --json)" not-loaded
	is 'no lock of ours' "$(dmesg | grep -c holdfast:)" 0
	;;
*)
	like 'locked in the initramfs' "$(dmesg | grep holdfast:)" "holdfast: locked at $level"
	is 'the level' "$(value level holdfast status --json)" "$level"
	like 'out of reach' "$(holdfast status)" 'hidden: nobody can reach it'
	;;
esac
# The distribution's kernel raises its own by itself, and only under Secure Boot.
native=none
[ "$state$level" = disablednone ] || native=integrity
is 'native' "$(value engines.native.level holdfast status --json)" $native

# Without that disk it is the firmware's that has the name.
mkdir /variants
if mount -t ext4 -o ro /dev/vdb /variants 2>/dev/null; then
	sh /tests/signed/table.sh secure-boot
	like 'kexec_load, of any kernel' "$(kexec -c -l /variants/kexec/debian 2>&1)" \
		'ermission denied|not permitted'
	fails 'an unsigned kernel to go on with' 255 kexec -s -l /variants/kexec/unsigned
	succeeds 'a signed one' kexec -s -l /variants/next --initrd /variants/next.cpio \
		--command-line "console=ttyS0 quiet panic=-1 cryptomgr.notests no_timer_check test.number=$tests"
	sync
	kexec -e
	flunk 'kexec -e'
fi
done_testing
