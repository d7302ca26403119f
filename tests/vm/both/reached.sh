# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For both engines: root reaches into a program with exceptions in ways that no hook sees: by uprobes, which change its
# code and data, and by answering its system calls. The case sets $reg, a register for which its policy gives /mnt/tool
# an exception.
# shellcheck source=tests/vm/waiting.sh
. /tests/waiting.sh

answer=$(command -v answer-for)
read -r operand number <<EOT
$(/mnt/tool offsets "$reg")
EOT
negative=$(/mnt/tool negative "$reg" | head -n 1)

# put_in FILE OFFSET [COUNTER]: sets a uprobe until take_out; the result is in $put
put_in() {
	rm -f /tmp/uprobe /tmp/put
	mkfifo /tmp/uprobe
	uprobe-in "$@" </tmp/uprobe >/tmp/put 8>&- &
	putter=$!
	exec 7>/tmp/uprobe
	while ! [ -s /tmp/put ]; do sleep 0.2; done
	put=$(cat /tmp/put)
}
take_out() {
	exec 7>&-
	wait "$putter"
}
# finish: stop; the result is in $came
finish() {
	stop
	came=$(tail -n 1 /tmp/waits)
}
# trace TEXT FILE: writes TEXT to a file of tracefs
trace() {
	echo "$1" >/sys/kernel/tracing/"$2"
}
# answered WAY [COMMAND...]: the tool's result under that kind of filter
answered() {
	filter=$1
	shift
	"$answer" "$filter" "$@"
}

ask_before() {
	is 'before: the tool as it is' "$(/mnt/tool values "$reg")" '0x1020304 7
ok'
	put_in /mnt/tool "$operand" "$number"
	is 'before: a uprobe inside an instruction, which counts' "$put" ok
	is 'before: changes code and data' "$(/mnt/tool values "$reg")" '0x10203cc 8
ok'
	is 'before: and has the register written' "$(/mnt/tool pwrite "$reg")" ok
	take_out
	is 'before: it is gone' "$(/mnt/tool values "$reg")" '0x1020304 7
ok'
	is 'before: its system call is answered' "$(answered answer /mnt/tool pwrite "$reg")" ENOTTY
	for filter in filter filters listener; do
		is "before: under a filter: $filter" "$(answered $filter /mnt/tool pwrite "$reg")" ok
	done
}

ask_uprobes() {
	start /mnt/tool "$reg"
	finish
	is 'it waits, and goes on as it is' "$came" ok
	start /mnt/tool "$reg"
	put_in /mnt/tool "$operand"
	finish
	is 'a uprobe while it runs' "$put$came" okEPERM
	is 'one from before it runs' "$(/mnt/tool pwrite "$reg")" EPERM
	is 'its threads and its children' "$(/mnt/tool thread "$reg")$(/mnt/tool fork "$reg")" EPERMEPERM
	take_out
	is 'once it is gone, who runs it anew' "$(/mnt/tool pwrite "$reg")" ok
	start /mnt/tool "$reg"
	put_in /mnt/tool "$operand" "$number"
	take_out
	finish
	is 'who had one, which is gone' "$came" EPERM
	start_way trap /mnt/tool "$reg"
	put_in /mnt/tool "$operand"
	take_out
	finish
	is 'and where the kernel has found that it is gone' "$came" EPERM
	start_way trap /mnt/tool "$reg"
	finish
	is 'a breakpoint of its own is none' "$came" ok
	start /mnt/tool "$reg"
	put_in /mnt/tool "$operand" "$negative"
	take_out
	finish
	is 'one that cannot count' "$put$came" EINVALEPERM
	start /mnt/tool "$reg" /mnt/tool pwrite "$reg"
	put_in /mnt/tool "$operand"
	take_out
	finish
	is 'what it executes when it is gone' "$came" ok
	mount -t tracefs tracefs /sys/kernel/tracing 2>/dev/null
	trace "p:holdfast/into /mnt/tool:$operand" uprobe_events
	trace 1 events/holdfast/into/enable
	is 'one of tracefs' "$(/mnt/tool pwrite "$reg")" EPERM
	trace 0 events/holdfast/into/enable
	trace '' uprobe_events
	is 'which is taken out' "$(/mnt/tool pwrite "$reg")" ok
	put_in /mnt/copy "$operand"
	is 'one of another program is none of its own' "$put$(/mnt/tool pwrite "$reg")" okok
	take_out
}

# begin NAME COMMAND...: starts it; it waits, as $pid, beside others until end
begin() {
	beginner=$1
	shift
	mkfifo "/tmp/wait.$beginner"
	sleep 1000 >"/tmp/wait.$beginner" &
	echo $! >"/tmp/holder.$beginner"
	"$@" <"/tmp/wait.$beginner" >"/tmp/waits.$beginner" &
	while ! [ -s "/tmp/waits.$beginner" ]; do sleep 0.2; done
	pid=$(head -n 1 "/tmp/waits.$beginner")
}
# end NAME: lets it continue; the result is in $came
end() {
	kill "$(cat "/tmp/holder.$1")"
	for _ in $(seq 50); do
		[ "$(wc -l <"/tmp/waits.$1")" -lt 2 ] || break
		sleep 0.2
	done
	came=$(tail -n 1 "/tmp/waits.$1")
}

# Under a policy that only audits.
ask_visits() {
	begin alone /mnt/tool wait "$reg"
	for way in attach mem; do
		begin $way /mnt/tool wait "$reg"
		is "audited: reached into, by $way" "$(reach-into $way "$pid")" ok
	done
	begin share /mnt/tool share "$reg"
	is 'audited: a child that shares its memory' "$(reach-into attach "$pid")" ok
	begin leave reach-into leave /mnt/tool wait "$reg"
}
# And now that it is enforced.
ask_visited() {
	end alone
	is 'who was left alone goes on' "$came" ok
	for way in attach mem share leave; do
		end $way
		is "reached into while that was audited, by $way" "$came" EPERM
	done
	is 'who had himself traced, by a parent that has gone' "$(/mnt/tool left "$reg")" EPERM
	is 'a new one' "$(/mnt/tool pwrite "$reg")$(/mnt/tool fork "$reg")" okok
}

ask_listeners() {
	is 'answered by another' "$(answered answer /mnt/tool pwrite "$reg")" ENOTTY
	is 'under a listener' "$(answered listener /mnt/tool pwrite "$reg")" EPERM
	rm -f /tmp/close
	start_way closed "$answer" /mnt/tool wait "$reg"
	touch /tmp/close
	finish
	is 'which is closed while it runs' "$came" EPERM
	is 'under a filter that nobody listens at' "$(answered filter /mnt/tool pwrite "$reg")" ok
	is 'with a listener above it' "$(answered filter "$answer" listener /mnt/tool pwrite "$reg")" EPERM
	is 'or beneath it' "$(answered listener "$answer" filter /mnt/tool pwrite "$reg")" EPERM
	is 'executed by another under a listener' \
		"$(answered listener /mnt/copy exec "$reg" /mnt/tool pwrite "$reg")" EPERM
	is 'or by itself' "$(answered listener /mnt/tool exec "$reg" /mnt/tool pwrite "$reg")" EPERM
	is 'under none' "$(/mnt/tool pwrite "$reg")" ok
}
