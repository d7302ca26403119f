#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# At integrity kdump-tools only loads a signed kernel. Then the kernel crashes, and this folder's init runs in the
# loaded one.
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
# Otherwise kdump-tools believes that the initramfs has another configuration.
cp /etc/kdump/sysctl.conf "/var/lib/kdump/latest_sysctls-$release"
ln -s "/boot/vmlinuz-$release" /var/lib/kdump/vmlinuz
succeeds 'lock' holdfast lock integrity
fails 'an unsigned kernel' 1 load /kdump/unsigned
like 'is refused' "$output" 'Operation not permitted'
is 'is not loaded' "$(loaded)" 0
succeeds 'a signed one' load /kdump/signed
is 'is loaded' "$(loaded)" 1
like 'who was stopped' "$(holdfast events)" 'deny .* kexec .*/kexec'
echo "crash $tests"
sync
sleep 1
echo c >/proc/sysrq-trigger
