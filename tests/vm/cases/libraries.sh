#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# disk: 64M
# A program with libraries: what is loaded into it counts, where the policy says so.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

reg=0x174
loader=/lib64/ld-linux-x86-64.so.2
libc=$(ldd /mnt/shared 2>/dev/null | awk '$1 == "libc.so.6" { print $3 }')
[ -n "$libc" ] || libc=/lib/x86_64-linux-gnu/libc.so.6
shared() {
	/mnt/shared "${1:-pwrite}" $reg
}

cp "$(command -v msr-write-shared)" /mnt/shared
is 'before: a library is put before the others' "$(LD_PRELOAD=$(command -v preload) shared)" 'preloaded ok'

policy 'Level=integrity' '' <<EOF
[Exception shared]
Reason=msr
Verity=$(enroll /mnt/shared)
EOF
succeeds 'lock' holdfast lock
is 'any library will do' "$(shared)" ok
is 'and any file that becomes code' "$(shared mprotect)" ok
is 'but not one of the environment' "$(LD_PRELOAD=$(command -v preload) shared)" ok
is 'which is for others as ever' "$(LD_PRELOAD=$(command -v preload) /mnt/copy pwrite $reg | tail -n 1)" EPERM
for kind in lsm_check lsm_committed; do
	bpf-program $kind attach >/tmp/$kind &
	while ! grep -q . /tmp/$kind; do sleep 0.2; done
	is "not even where a BPF program says so ($kind)" "$(cat /tmp/$kind)" loaded
done
sleep 1
is 'not even then' "$(LD_PRELOAD=$(command -v preload) shared)" ok
is 'as long as they are there' "$(pidof bpf-program | wc -w)" 2
killall bpf-program
command -v preload >/etc/ld.so.preload
is 'root has other ways' "$(shared)" 'preloaded ok'
rm /etc/ld.so.preload
remove_engine

# What it is loaded from has to be verified, too.
mkdir /mnt/lib
cp $loader /mnt/lib/loader
cp "$libc" /mnt/lib/libc
cp "$(command -v preload)" /mnt/lib/preload
libraries="$(enroll /mnt/lib/loader) $(enroll /mnt/lib/libc)"
enroll /mnt/lib/preload >/dev/null
mount --bind /mnt/lib/loader $loader
mount --bind /mnt/lib/libc "$libc"
policy 'Level=integrity' '' <<EOF
[Exception shared]
Reason=msr
Verity=$(enroll /mnt/shared)
Libraries=verified
Library=$libraries
EOF
succeeds 'lock, with verified libraries' holdfast lock
is 'they are' "$(shared)" ok
is 'what was mapped as data becomes code' "$(shared mprotect)" EPERM
echo /mnt/lib/preload >/etc/ld.so.preload
is 'one more, verified and not listed' "$(shared)" 'preloaded EPERM'
rm /etc/ld.so.preload
is 'and without it again' "$(shared)" ok
umount "$libc"
is 'another libc' "$(shared)" EPERM
mount --bind /mnt/lib/libc "$libc"
umount $loader
is 'another loader' "$(shared)" EPERM
mount --bind /mnt/lib/loader $loader
is 'the right ones again' "$(shared)" ok
done_testing
