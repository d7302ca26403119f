#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# If any other requirement is missing, an error names it, and nothing is locked.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask
user() { su user -c "$1"; }

fails 'an ordinary user' 1 user 'holdfast lock integrity'
like 'is told to be root' "$output" 'root'
is_unlocked 'an ordinary user'

fails 'a PID namespace' 1 unshare -p -f holdfast lock integrity
like 'is sent to the host' "$output" 'container.* lock from the host'
fails 'a user namespace' 1 unshare -U -r holdfast lock integrity
like 'likewise' "$output" 'container'
is_unlocked 'namespaces'

fails 'an old kernel' 1 old-kernel holdfast lock integrity
like 'is named' "$output" 'kernel 2\.6\.[0-9]+.* is too old: .* 6\.1 or later'
is_unlocked 'an old kernel'

mount -t tmpfs none /sys/kernel/btf
fails 'no BTF' 1 holdfast lock integrity
like 'is named' "$output" '/sys/kernel/btf/vmlinux.*CONFIG_DEBUG_INFO_BTF'
succeeds 'explain does without it' holdfast explain kexec
like 'and does not pretend' "$output" 'This one +unknown'
umount /sys/kernel/btf
is_unlocked 'no BTF'

place=/run/initramfs/holdfast
mkdir -p "${place%/*}"
touch $place
fails 'no place for the anchor' 1 holdfast lock integrity
like 'is named' "$output" "cannot mount the anchor at $place"
rm $place
is_unlocked 'no place for the anchor'

mount --bind /run /run && mount -o remount,bind,ro /run
fails 'a read-only /run' 1 holdfast lock integrity
like 'is named' "$output" "$place.*Read-only file system"
umount /run
is_unlocked 'a read-only /run'

# The witness is gone, and the guard of BPF programs is held for some more time.
succeeds 'lock' holdfast lock integrity --native=no
rm $place/witness
(cd $place && exec sleep 1000) &
sleep 0.2
umount -l $place
fails 'what is left of an engine refuses programs' 1 test "$(bpf-program fmod_ret)" = loaded
(sleep 2 && kill $!) &
succeeds 'lock waits for its end' holdfast lock integrity --native=no
is 'and is enforced' "$(ask "$(number_of KEXEC)")" EPERM
remove_engine
is_unlocked 'an engine that has gone'

umount /sys/kernel/security
succeeds 'no securityfs mounted: lock does without' holdfast lock integrity
mount -t securityfs none /sys/kernel/security
is 'native was raised' "$(cat /sys/kernel/security/lockdown)" 'none [integrity] confidentiality'
is 'and it is enforced' "$(ask "$(number_of KEXEC)")" EPERM
done_testing
