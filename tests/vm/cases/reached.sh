#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 64M
# Root gets into a program with exceptions, by uprobes and by answering its system calls: then it has no exceptions.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

reg=0x174 # IA32_SYSENTER_CS: a write writes its own value back
# shellcheck source=tests/vm/both/reached.sh
. /tests/both/reached.sh

ask_before
cat >/tmp/exceptions <<END
[Exception tool]
Reason=msr
Program=/mnt/tool
Verity=$(enroll /mnt/tool)
Registers=$reg
END
policy 'Level=integrity
Mode=audit' '' </tmp/exceptions
succeeds 'lock, and audit' holdfast lock
ask_visits
policy 'Level=integrity' '' </tmp/exceptions
succeeds 'lock by the policy' holdfast lock
ask_visited
ask_uprobes
ask_listeners
# A handler of a process's page faults loses it when the process executes another program.
is 'its page faults are answered by its parent until it begins' \
	"$(fault-into /mnt/tool wait $reg | grep -v '^[0-9]*$' | xargs)" \
	'before: ok copy: ESRCH zero: ESRCH move: EINVAL ok'
# None of these writes, so none is refused.
start /mnt/tool $reg
for way in madvise move migrate refs; do
	is "its memory is moved about, by $way" "$(reach-into $way "$pid")" ok
done
is 'or to be taken while it lives' "$(reach-into mrelease "$pid")" EINVAL
finish
is 'and it goes on as it is' "$came" ok
is 'under more filters than are looked at' "$(answered filters /mnt/tool pwrite $reg)" EPERM
succeeds 'whole' holdfast status
done_testing
