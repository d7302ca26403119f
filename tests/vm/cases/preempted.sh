#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# boot: preempt=full
# disk: 64M
# Programs of the engine that run while the same programs already run on the same CPU: each decides.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh
# shellcheck source=tests/vm/waiting.sh
. /tests/waiting.sh

like 'the kernel preempts itself' "$(cat /sys/kernel/debug/sched/preempt)" '\(full\)'
policy 'Level=integrity
Seal=yes' '' <<END
[Exception tool]
Reason=msr
Program=/mnt/tool
Verity=$(enroll /mnt/tool)
Registers=0x174
END
succeeds 'lock by the policy' holdfast lock

# Before Linux 6.2 a program that preempts another may not run (EAGAIN), or not be marked: then tries again.
count_denied() {
	for _ in 1 2 3 4 5 6 7 8 9; do
		count=$(value reasons.kexec.denied holdfast status --json)
		[ -z "$count" ] || break
	done
	echo "$count"
}
for _ in 1 2 3 4 5 6 7 8 9; do
	started=
	start /mnt/tool 0x174 || continue
	started=yes
	[ "$(reach-into writev "$pid")" = EFAULT ] || break
	stop
done
is 'a program with an exception waits' "$started" yes
denied=$(count_denied)
asked=$(preempted "$pid")
like 'nothing passes' "$asked" '^kexec 0 reach 0 of 2500 [0-9]+ within [0-9]+$'
like 'others were preempted in the engine'\''s decision' "$asked" ' within [1-9][0-9]*$'
# shellcheck disable=SC2086 # its numbers
set -- $asked
is 'each is counted' "$(count_denied)" $((denied + $6 + $7))
stop
is 'and the exception goes on' "$(tail -n 1 /tmp/waits)" ok
done_testing
