#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 64M
# A file with the digest of a program with exceptions, or of a listed module, and with other content (both/swapped.sh).
# Also other ways to run something in the place of a program with exceptions.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

reg=0x174
shared() { /mnt/shared pwrite $reg; }
loader=/lib64/ld-linux-x86-64.so.2 libc=/lib/x86_64-linux-gnu/libc.so.6
cp "$(command -v msr-write-shared)" /mnt/shared
cp $loader /mnt/loader
cp $libc /mnt/libc
libraries="$(enroll /mnt/loader) $(enroll /mnt/libc)"
mount --bind /mnt/loader $loader
mount --bind /mnt/libc $libc
# shellcheck source=tests/vm/both/swapped.sh
. /tests/both/swapped.sh

ask_before
shell=$(enroll /mnt/shell)
policy 'Level=integrity' '' <<EOF
[Exception shell]
Reason=msr
Verity=$shell
[Exception tool]
Reason=msr
Verity=$(enroll /mnt/tool)
[Exception shared]
Reason=msr
Verity=$(enroll /mnt/shared)
Libraries=verified
Library=$libraries
[Exception module]
Reason=module-signature
Module=$(enroll /mnt/listed.ko)
EOF
succeeds 'lock by the policy' holdfast lock --seal
ask_swapped
ask_read_anew
ask_in_use
is 'a program with libraries' "$(shared)" ok

modprobe overlay
mkdir /tmp/upper /tmp/merged
mount -t tmpfs none /tmp/upper
mkdir /tmp/upper/files /tmp/upper/work
mount -t overlay -o lowerdir=/mnt,upperdir=/tmp/upper/files,workdir=/tmp/upper/work overlay /tmp/merged
is 'as an overlay shows it' "$(/tmp/merged/tool pwrite $reg)" EPERM
cp /mnt/copy /tmp/merged/tool
is 'as an overlay has changed it' "$(/tmp/merged/tool pwrite $reg)" EPERM
umount /tmp/merged
cp /mnt/copy /mnt/next
ln /mnt/tool /mnt/kept
mv /mnt/next /mnt/tool
is 'another renamed to its path' "$(/mnt/tool pwrite $reg)" EPERM
mv /mnt/kept /mnt/tool
is 'opened to be written' "$(sh -c ': >>/mnt/tool' 2>&1 | sed 's/.*: //')" 'Operation not permitted'
is 'itself again' "$(/mnt/tool pwrite $reg)" ok

# register FLAGS INTERPRETER: makes it run files with the suffix .by
modprobe binfmt_misc
mount -t binfmt_misc none /proc/sys/fs/binfmt_misc
register() {
	[ ! -e /proc/sys/fs/binfmt_misc/by ] || echo -1 >/proc/sys/fs/binfmt_misc/by
	echo ":by:E::by::$2:$1" >/proc/sys/fs/binfmt_misc/register
}
cp /mnt/loader /mnt/unlisted
ln /mnt/tool /mnt/pwrite.by
ln /mnt/shared /mnt/shared.by
for flags in '' P O OC F; do
	register "$flags" /mnt/copy
	# Its first argument is the file to run, and no way to write that it knows.
	is "run by another, with the flags '$flags'" "$(/mnt/pwrite.by pwrite $reg 2>&1 | grep -c '^ok')" 0
done
if here since 7.3; then
	register T /mnt/copy
	is 'run by another that is not seen' "$(/mnt/pwrite.by pwrite $reg)" EPERM
	register L /mnt/unlisted
	is 'with another for its loader' "$(/mnt/shared.by pwrite $reg)" EPERM
	is 'which one without a loader has not' "$(/mnt/pwrite.by pwrite $reg)" ok
fi
echo -1 >/proc/sys/fs/binfmt_misc/by

serve /mnt/copy
is 'its bytes served by FUSE' "$(/fuse/file pwrite $reg)" EPERM
fails 'they cannot be enrolled' 1 holdfast enroll /fuse/file
like 'why is said' "$output" 'its file system or this kernel has no fs-verity'
serve /mnt/tool
if here since 6.10; then
	is 'where FUSE says that it is verified' "$(enroll /fuse/file)" "$(enroll /mnt/tool)"
fi
is 'nobody has verified it' "$(/fuse/file pwrite $reg)" EPERM
umount /fuse
is 'on ext4, which does' "$(/mnt/tool pwrite $reg)" ok
is 'run by its loader, which has no exception' "$($loader /mnt/shared pwrite $reg)" EPERM
done_testing
