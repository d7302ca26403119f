# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For cases with a "# disk:": programs with fs-verity, and policies that name them.

modprobe msr
modprobe ext4
mkdir -p /mnt /etc/holdfast
mount /dev/vda /mnt
cp "$(command -v msr-write)" /mnt/tool
cp /mnt/tool /mnt/copy

# enroll PROGRAM: prints the digest that it has from now on
enroll() {
	holdfast enroll "$1" | sed -n 's/^Verity=//p'
}

# policy LOCK REASONS: the lines of [Lock] and [Reasons]; what is on stdin follows them
policy() {
	{
		printf '[Lock]\nNative=no\n%s\n[Reasons]\n%s\n' "$1" "$2"
		cat
	} >/etc/holdfast/holdfast.conf
}

# serve FILE: serves its content from FUSE, too, as /fuse/file
serve() {
	modprobe fuse 2>/dev/null # it may be built in
	mkdir -p /fuse
	umount /fuse 2>/dev/null
	fuse-turns /fuse g "$1" "$1"
}
