#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# At integrity kdump-tools loads a signed kernel, and no other; then the kernel crashes, and
# init of this folder goes on in that one.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

loaded() {
	cat /sys/kernel/kexec_crash_loaded
}
# As installed, it is named by links.
release=$(uname -r)
load() { # KERNEL
	cp "$1" "/boot/vmlinuz-$release"
	kdump-config load
}
mkdir -p /boot /var/lib/kdump
cp /kdump/initrd.img "/var/lib/kdump/initrd.img-$release"
ln -s "/var/lib/kdump/initrd.img-$release" /var/lib/kdump/initrd.img
ln -s "/boot/vmlinuz-$release" /var/lib/kdump/vmlinuz
succeeds 'lock' holdfast lock integrity
fails 'an unsigned kernel' 1 load /kdump/unsigned
is 'is not loaded' "$(loaded)" 0
succeeds 'a signed one' load /kdump/signed
is 'is loaded' "$(loaded)" 1
like 'by the call that checks signatures' "$(holdfast events | tail -n 1)" 'deny .* kexec '
echo "crash $tests"
sync
sleep 1
echo c >/proc/sysrq-trigger
