#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: before 7.3
# The switch that BPF LSM programs depend on, after the seal: only its current value may be written, in its usual form,
# and only if no program has the last word. No such program loads.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

switch=/proc/sys/kernel/ftrace_enabled

# Uses the shell's own printf, which writes once; its errors are passed on.
write() { # TEXT, as of printf
	# shellcheck disable=SC2059 # it is a format
	(printf "$1" >$switch) 2>/dev/null
}

mkdir /sys/fs/cgroup/down
sysctl-program zero /sys/fs/cgroup/down &
setter=$!
for _ in $(seq 50); do
	(
		echo 0 >/sys/fs/cgroup/down/cgroup.procs
		write 1
	)
	[ "$(cat $switch)" = 1 ] || break
	sleep 0.2
done
is 'no lock: a program makes 0 of 1' "$(cat $switch)" 0
echo 1 >$switch
is 'no lock: other spellings turn it on' "$(write ' 1' && cat $switch)" 1
kill $setter
wait $setter 2>/dev/null
sysctl-program refuse /sys/fs/cgroup &
refuser=$!
sleep 1
fails 'no lock: a program refuses' 1 write 1
sysctl-program overrule /sys/fs/cgroup &
overruler=$!
sleep 1
succeeds 'no lock: one after it takes that back' write 1
kill $refuser $overruler
wait $refuser $overruler 2>/dev/null
echo 0 >/proc/sys/kernel/sysctl_writes_strict
write '1 0'
is 'no lock: the end of a write is another one' "$(cat $switch)" 0
echo 1 >$switch

succeeds 'lock' holdfast lock integrity --native=no
succeeds 'seal' holdfast seal
for text in 1 '1\n'; do
	succeeds "sealed: '$text' is written" write "$text"
done
succeeds 'sealed: as sysctl --system does' sysctl -w kernel.ftrace_enabled=1
for text in 0 '0\n' '1 0' 01 ' 1' '1 ' '1\n0' '1\n\n' 0x1 11 '1\0000' '1 1'; do
	fails "sealed: '$text' is refused" 1 write "$text"
done
is 'sealed: it is on' "$(cat $switch)" 1
for cgroup in /sys/fs/cgroup /sys/fs/cgroup/down; do
	for kind in zero overrule; do
		like "sealed: none that would $kind comes to $cgroup" \
			"$(timeout 5 sysctl-program $kind $cgroup 2>&1)" 'not permitted'
	done
done
sysctl-program allow /sys/fs/cgroup &
sleep 1
fails 'sealed: one that only allows makes no difference' 1 write 0
succeeds 'sealed: to 1, either' write 1
kill $!
done_testing
