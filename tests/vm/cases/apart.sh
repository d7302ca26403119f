#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# If root has taken the engine apart, or the engine cannot be seen or asked, no command claims success.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

# 321 is bpf(2), 1 is EPERM: the witness's answer.
succeeds 'bpf(2) refused, nothing loaded: status' refuse 321 1 holdfast status
like 'does not take that for an engine' "$output" '^BPF +not-loaded'
fails 'bpf(2) refused: lock' 1 refuse 321 1 holdfast lock integrity
like 'and says so' "$output" 'cannot be guarded: Operation not permitted \(to load the guard of the load, with libbpf v1\.'
is_unlocked 'bpf(2) refused'

for pin in locked_down witness; do
	succeeds "lock" holdfast lock integrity --native=no
	rm /run/initramfs/holdfast/$pin
	sleep 1
	fails "without $pin: status" 1 holdfast status
	like "without $pin: is said" "$output" "enforces NOTHING|lacks guards that it has to have: $pin;"
	is "without $pin: status --json" "$(value engines.bpf.state holdfast status --json)" \
		not-enforcing
	for level in integrity confidentiality; do
		fails "without $pin: lock $level" 1 holdfast lock $level
	done
	is 'the kernel'\''s own was left alone' "$(cat /sys/kernel/security/lockdown)" \
		'[none] integrity confidentiality'
	remove_engine
	sleep 1 # without the witness nothing shows its end
	is_unlocked "without $pin, unmounted"
done

succeeds 'raise' holdfast lock integrity --native=no
succeeds 'to confidentiality' holdfast lock confidentiality --native=no
rm /run/initramfs/holdfast/debugfs-*
fails 'without the guard of debugfs: status' 1 holdfast status
like 'is said' "$output" 'lacks guards that it has to have: debugfs;'
is 'and it is open' "$(holdfast probe debugfs-read | awk 'NR == 2 { print $3 }')" open
succeeds 'lock again' holdfast lock confidentiality --native=no
succeeds 'and it is whole' holdfast status
is 'and closed' "$(holdfast probe debugfs-read | awk 'NR == 2 { print $3 }')" denied
# A later raise may need the guard of drivers, and a seal the calls in flight.
for pin in guard_driver_files calls; do
	mv /run/initramfs/holdfast/$pin /run/initramfs/holdfast/away
	fails "without $pin: seal" 1 holdfast seal
	like 'is named' "$output" "the engine's own $pin is not at"
	mv /run/initramfs/holdfast/away /run/initramfs/holdfast/$pin
done
rm /run/initramfs/holdfast/record
fails 'without what tells the record: status' 1 holdfast status
like 'is said' "$output" 'the events cannot be read: No such file'
is 'in JSON' "$(value engines.bpf.record_readable holdfast status --json)" false
is 'and enforces' "$(value engines.bpf.enforcing holdfast status --json)" true
for command in seal 'lock confidentiality --native=no --seal'; do
	# shellcheck disable=SC2086 # words
	fails "and $command" 1 holdfast $command
	like 'is said' "$output" 'own record is not at .*No such file.*not sealed'
done
ln /run/initramfs/holdfast/report /run/initramfs/holdfast/record
fails 'with another of its own in that place: seal' 1 holdfast seal
rm /run/initramfs/holdfast/record
is "with somebody else's: that is pinned" "$(pin-link program /run/initramfs/holdfast/record)" ok
fails 'seal' 1 holdfast seal
like 'is said' "$output" 'own record is not at '
is 'and nothing is sealed' "$(value engines.bpf.sealed holdfast status --json)" false
remove_engine

succeeds 'lock confidentiality at once' holdfast lock confidentiality --native=no
rm /run/initramfs/holdfast/debugfs
fails 'without its guard: status' 1 holdfast status
fails 'which cannot be attached again' 1 holdfast lock confidentiality --native=no
like 'is said' "$output" 'lacks guards.* debugfs;.*cannot be attached again; remove the rest'
remove_engine

# A namespace whose mounts are older than the lock, and get no new ones.
unshare -m sh -c 'mount --make-rprivate / && touch /tmp/apart && sleep 1000' &
while [ ! -e /tmp/apart ]; do sleep 1; done
succeeds 'lock' holdfast lock integrity --native=no
fails 'from a namespace that does not see it: lower' 1 nsenter -t $! -m holdfast lock none
like 'is known to be lower' "$output" 'locked at integrity, and levels only go up'
succeeds 'and higher' nsenter -t $! -m holdfast lock confidentiality --native=no
is 'is the same engine' "$(value engines.bpf.level holdfast status --json)" confidentiality
is 'with one anchor' "$(grep -c ' /run/initramfs/holdfast bpf ' /proc/mounts)" 1

(cd /run/initramfs/holdfast && exec sleep 1000) &
sleep 1
umount -l /run/initramfs/holdfast
is 'an anchor out of sight' "$(value engines.bpf.state holdfast status --json)" hidden
fails 'nothing is loaded beside it' 1 holdfast lock none --native=no
like 'and why is said' "$output" 'enforces already'
kill $!
wait $!
await_end_of_engine
succeeds 'gone: lock' holdfast lock none --native=no
remove_engine

echo 0 >/proc/sys/net/core/bpf_jit_enable 2>/dev/null
if [ "$(cat /proc/sys/net/core/bpf_jit_enable)" = 0 ]; then
	fails 'no JIT' 1 holdfast lock integrity
	like 'is named' "$output" 'sysctl net.core.bpf_jit_enable=1'
	is_unlocked 'no JIT'
	echo 1 >/proc/sys/net/core/bpf_jit_enable
fi

(holdfast lock integrity --native=no >&-) 2>/tmp/error
is 'output closed: status' $? 1
like 'output closed: what is locked is said' "$(cat /tmp/error)" 'locked at integrity all the same'
is 'output closed: and is locked' "$(value level holdfast status --json)" integrity
holdfast events --follow >/dev/full 2>/dev/null &
ask "$(number_of MSR)" >/dev/null
sleep 3
is 'a follower that cannot write ends' "$(pidof holdfast)" ''
done_testing
