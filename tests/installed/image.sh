#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# If an initramfs would lack something, the system's own tool, initramfs-tools or dracut, fails to make it, and the old
# one stays.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

release=$(uname -r)
image=/boot/initrd.img-$release
program=/usr/sbin/holdfast
library=$(ldd $program | sed -n 's/.* => \(.*libjansson[^ ]*\) .*/\1/p')

# Runs the tool as the system does after it has installed a kernel.
make_image() {
	if command -v update-initramfs >/dev/null; then
		update-initramfs -u -k "$release"
	else
		dracut --force "$image" "$release"
	fi
}

refused() { # WHAT WHY
	fails "$1: the image is not made" 1 make_image
	like "$1: which is said" "$output" "$2"
	is "$1: the image that is there stays" "$(cksum <"$image")" "$before"
}

# Leaves out the kernel's modules, which serve no test and would take most of the time.
if command -v update-initramfs >/dev/null; then
	printf 'MODULES=list\nCOMPRESS=gzip\n' >/etc/initramfs-tools/conf.d/quick
else
	printf 'no_kernel=yes\ncompress=gzip\n' >/etc/dracut.conf.d/quick.conf
fi

before=$(cksum <"$image")
cp $program /program
mv "$library" /library
refused 'a library that is missing' 'holdfast: .*does not run'
mv /library "$library"
truncate -s 300000 $program
refused 'a program that is truncated' 'holdfast: .*does not run'
rm $program
refused 'a program that is missing' '/usr/sbin/holdfast'
cp /program $program
mkdir -p /etc/holdfast
printf '[Lock]\nLevle=integrity\n' >/etc/holdfast/holdfast.conf
echo HOLDFAST_POLICY=yes >/etc/default/holdfast
refused 'a policy that is misspelt' 'holdfast.conf:2:.*Levle'
printf '[Lock]\nLevel=integrity\n' >/etc/holdfast/holdfast.conf
succeeds 'all is right: the image is made' make_image
fails 'and is another' 1 test "$(cksum <"$image")" = "$before"
done_testing
