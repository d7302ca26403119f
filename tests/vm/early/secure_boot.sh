#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Checks a system that the firmware booted as a unified kernel image. Its command line has the expected state:
# test.state= of Secure Boot, and holdfast=. The kernels and modules to
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
# The distribution's kernel raises its own lockdown by itself, but only under Secure Boot.
native=none
[ "$state$level" = disablednone ] || native=integrity
is 'native' "$(value engines.native.level holdfast status --json)" $native

# A write in efivarfs makes the firmware change its variable; for db, dbx and PK it demands a signature.
try_variables() {
	efivars=/sys/firmware/efi/efivars
	own=$efivars/HoldfastTest-d2c2b0d9-6c5b-4a5e-8f0c-7b1f4f0b6a11
	is 'root writes a variable of its own' "$(write-variable $own 7 text)" ok
	is 'and it is there' "$(tail -c 4 $own)" text
	is 'writes it anew' "$(write-variable $own 7 other)$(tail -c 5 $own)" okother
	is 'and deletes it' "$(write-variable $own 7; ls $own 2>/dev/null)" ok
	for name in db dbx; do
		is "$name takes a signature" \
			"$(write-variable $efivars/$name-d719b2cb-3d3a-4596-a3bc-dad00e67656f 0x27 text)" EACCES
	done
	pk=$efivars/PK-8be4df61-93ca-11d2-aa0d-00e098032b8c
	is 'PK, too' "$(write-variable $pk 0x27 text)" EACCES
	is 'nor is it deleted' "$(write-variable $pk 0x27)" EINVAL
	succeeds 'it is there' test -s $pk
	is 'the firmware takes no capsule that is none' \
		"$(head -c 4096 /dev/zero | dd of=/dev/efi_capsule_loader bs=4096 2>&1 | sed -n 's/.*: //p' | head -n 1)" \
		'Invalid argument'
}
if [ "$state$level" = enabledintegrity ]; then
	succeeds 'seal' holdfast seal
	holdfast status >/tmp/status
	try_variables
	is 'the lock is what it was' "$(holdfast status | diff /tmp/status -)" ''
	is 'and enforces' "$(holdfast probe kexec | awk 'NR == 2 { print $3 }')" denied
fi

# Without that disk, the name belongs to the firmware's disk.
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
