#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: large
# add: tests/escape
# Root against the sealed built-in LSM: the attacks of tests/escape that do not depend on the BPF engine (docs/lsm.md
# has the list), and attacks on the LSM's own files and hooks. Each attack is first seen to succeed without a lock, or
# its steps are seen to work and have no effect on the lock.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

security=/sys/kernel/security dir=/sys/kernel/security/holdfast
EPERM='Operation not permitted'
modifying='fmod_ret fmod_ret_bpf fmod_ret_map fmod_ret_prog fmod_ret_umount'

# Processes that an escape has to end.
stays() {
	succeeds "$1: still locked" locked
}

is_told() {
	is "$1: status has it" "$(value engines.lsm.level holdfast status --json)" integrity
}

# write_to DESCRIPTOR TEXT: the error of it
write_to() {
	(echo "$2" >&"$1") 2>&1 | grep -o "$EPERM\|Invalid argument"
}

fails 'none: nothing is locked' 1 locked
is 'none: it could be told' "$output" 'Invalid argument'
for kind in $modifying; do
	is "none: a program may modify what a hook returns: $kind" "$(bpf-program "$kind")" loaded
done
# Loaded and opened before the lock.
bpf-program lsm_locked attach >/tmp/before &
before=$!
sleep 1
exec 7>$dir/level 8>$dir/seal
is 'none: a BPF LSM program allows everything' "$(cat /tmp/before)" loaded

echo integrity >$dir/level
echo 1 >$dir/seal
stays 'locked'
is_told 'sealed'
holdfast probe >/tmp/probes
same_probes() {
	[ "$(wc -l </tmp/probes)" -gt 50 ] && diff /tmp/probes "$1"
}

# Programs that are loaded into hooks.
kill -0 $before && stays 'a program on this very hook, attached before'
kill $before
bpf-program lsm_locked attach >/tmp/behind 7>&- 8>&- &
sleep 1
is 'one may be attached behind it' "$(cat /tmp/behind)" loaded
stays 'and it can only refuse'
kill $!
for kind in $modifying; do
	is "a program that modifies what a hook returns: $kind" "$(bpf-program "$kind")" EPERM
done
for file in /escape/modify-return*.sh; do
	is "$(basename "$file" .sh)" "$(sh "$file" && echo tried)" tried
done
stays 'behind all of these'

# ftrace, which this engine does not need.
for file in /escape/ftrace*.sh; do
	[ -r "$file" ] || flunk "there is no $file"
	grep -q '^# Begins before the lock' "$file" && continue
	# The processes that it leaves have none of these.
	timeout 20 sh "$file" >/tmp/out 2>&1 7>&- 8>&-
	stays "$(basename "$file" .sh)"
	echo 0 >/proc/sys/kernel/ftrace_enabled
done
if here before 7.3; then
	is 'ftrace is off' "$(cat /proc/sys/kernel/ftrace_enabled)" 0
else
	skip 'ftrace is off' 'Linux 7.3 refuses it'
fi
stays 'without it'
echo 1 >/proc/sys/kernel/ftrace_enabled

# Its files.
is 'lowered by a descriptor from before' "$(write_to 7 none)" "$EPERM"
is 'unsealed by one' "$(write_to 8 0)" "$EPERM"
exec 7>&- 8>&-
for file in level seal policy counters version; do
	like "rm $file" "$(rm $dir/$file 2>&1)" "$EPERM"
	like "mv $file" "$(mv $dir/$file $dir/other 2>&1)" "$EPERM"
done
like 'rmdir' "$(rmdir $dir 2>&1)" "$EPERM"
like 'mkdir' "$(mkdir $dir/other 2>&1)" "$EPERM"
is 'all of them are there' "$(cd $dir && echo *)" 'counters level policy rules seal version'
mkdir -p /mnt/other
mount -t securityfs other /mnt/other
is 'lowered in another mount' "$( (echo none >/mnt/other/holdfast/level) 2>&1 | grep -o "$EPERM")" "$EPERM"
umount /mnt/other
is 'in one that is a copy' "$(unshare -m sh -c "echo none >$dir/level" 2>&1 | grep -o "$EPERM")" "$EPERM"
is 'KUnit is not run again' "$( (echo 1 >/sys/kernel/debug/kunit/holdfast/run) 2>&1 | grep -o "$EPERM")" "$EPERM"
stays 'its files'

# A mount over them deceives none of our commands.
mkdir /tmp/fake
for file in level:none seal:0 version:1; do
	echo "${file#*:}" >/tmp/fake/${file%:*}
done
cp $dir/counters /tmp/fake/
mount --bind /tmp/fake $dir
is 'another folder in its place' "$(cat $dir/level)" none
is_told 'another folder'
umount $dir
mount --bind /tmp/fake/level $dir/level
is 'another file in the place of one' "$(cat $dir/level)" none
is_told 'another file'
umount $dir/level
mount --bind $security/integrity $security
like 'a part of securityfs in the place of it' "$(cat $dir/level 2>&1)" 'No such file'
is_told 'a part'
umount $security
mount -t tmpfs fake $security
cp -r /tmp/fake $dir
is 'another file system' "$(cat $dir/level)" none
is_told 'another file system'
umount $security
umount -l $security
is_told 'not mounted'
stays 'not mounted'
mount -t securityfs securityfs $security
succeeds 'read-only' mount -o remount,ro $security
is_told 'read-only'
mount -o remount,rw $security

holdfast probe >/tmp/again
succeeds 'the probes come out the same' same_probes /tmp/again
succeeds 'it can still be raised' sh -c "echo confidentiality >$dir/level"
is 'and is' "$(holdfast probe debugfs-read | awk 'NR == 2 { print $3 }')" denied
is 'without a root' "$(unshare -m detach-root lock && echo tried)" tried
done_testing
