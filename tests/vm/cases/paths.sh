#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# disk: 64M
# qemu: -smp 2
# Exceptions from debugfs and tracefs that are narrowed to paths: these files, and no others.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

cp "$(command -v path-open)" /mnt/opener
cp /mnt/opener /mnt/other
cp /mnt/opener /mnt/second
printf 2 >>/mnt/second
opener=$(enroll /mnt/opener)
second=$(enroll /mnt/second)
debug=/sys/kernel/debug
trace=/sys/kernel/tracing
file=$debug/sched/latency_warn_ms
sibling=$debug/sched/latency_warn_once

opener() {
	/mnt/opener "$@"
}
# exception DIGEST [LINE...]: the policy's only one, at $level
exception() {
	{
		printf '[Exception opener]\nVerity=%s\n' "$1"
		shift
		printf '%s\n' "$@"
	} | policy "Level=$level" ''
}

ways='open creat openat2 int80 io_uring fork thread chmod chown'
for way in $ways; do
	is "before: $way" "$(opener "$way" $file)" ok
done
is 'before: another file' "$(opener open $sibling)" ok
modprobe overlay
mkdir /tmp/merged /tmp/empty $trace/instances/one $trace/instances/two
mount -t overlay -o lowerdir=$trace/instances/two:/tmp/empty overlay /tmp/merged
is 'before: through an overlay' "$(opener read /tmp/merged/trace_clock)" ok

level=integrity
policy Level=integrity 'msr=audit' </dev/null
succeeds 'lock by a policy without paths' holdfast lock
is 'which denies' "$(opener open $file)" EPERM
exception "$opener" Reason=debugfs "Paths=$file $debug/bdi"
succeeds 'lock by one with paths' holdfast lock
for way in open creat openat2 fork thread; do
	is "its file, by $way" "$(opener "$way" $file)" ok
done
for way in int80 io_uring chmod chown; do
	is "by $way, which no path covers" "$(opener "$way" $file)" EPERM
done
is 'another file of its folder' "$(opener open $sibling)" EPERM
is 'a path that only begins with its name' "$(opener open ${file}_x)" ENOENT
is 'what it opened before says nothing' "$(opener then-other $file $sibling)" EPERM
is 'nor for a chmod' "$(opener then-chmod $file)" EPERM
is 'and the other way round' "$(opener then-other $sibling $file)" EPERM
is 'two threads at once' "$(opener race $file $sibling)" ok
is 'all below a folder' "$(find $debug/bdi -type f | while read -r below; do
	opener open "$below"
done | sort -u)" ok
is 'another program' "$(/mnt/other open $file)" EPERM
is 'what it executes' "$(opener exec $file /mnt/other)" EPERM
is 'another reason' "$(holdfast probe kexec | awk 'NR == 2 { print $3 }')" denied

mkdir /tmp/debug /tmp/sched
mount -t debugfs debugfs /tmp/debug
is 'mounted elsewhere, it is the same file' "$(opener open /tmp/debug/sched/latency_warn_ms)" ok
mount --bind $debug/sched /tmp/sched
is 'and through a mount of its folder' "$(opener open /tmp/sched/latency_warn_ms)" ok
is 'where another stays another' "$(opener open /tmp/sched/latency_warn_once)" EPERM
ln -s $file /tmp/link
is 'and through a link' "$(opener open /tmp/link)" ok
mount --bind $sibling $file
is 'another mounted over it' "$(opener open $file)" EPERM
umount $file
mount --bind $debug/sched $debug/bdi
is 'another folder mounted over its folder' "$(opener open $debug/bdi/latency_warn_once)" EPERM
umount $debug/bdi

exception "$opener" Reason=debugfs "Paths=$debug/bdi $file"
is 'the same in another order' "$(holdfast policy diff)" 'The same as what is in force'
exception "$opener" Reason=debugfs "Paths=$debug/bdi/x $file"
is 'below a path is narrower' "$(holdfast policy diff)" \
	'tighter   opener, debugfs                   exception -> narrowed'
exception "$opener" Reason=debugfs "Paths=$debug/bdi $debug/sched"
is 'above one is wider' "$(holdfast policy diff)" \
	'looser    opener, debugfs                   exception -> wider'
exception "$opener" Reason=debugfs "Paths=$sibling"
is 'another is wider' "$(holdfast policy diff)" \
	'looser    opener, debugfs                   exception -> wider'
succeeds 'in its place' holdfast lock
rm /run/holdfast/debugfs*
fails 'without what looks at opens: status' 1 holdfast status
like 'is said' "$output" 'does not guard debugfs or the programs with exceptions'
succeeds 'lock again' holdfast lock
is 'is in force' "$(opener open $file)$(opener open $sibling)" EPERMok
exception "$opener" Reason=debugfs
succeeds 'all of debugfs' holdfast lock
is 'is that' "$(opener open $file)$(opener chmod $sibling)$(opener io_uring $file)" okokEPERM
is 'and policy test knows' "$(holdfast policy test debugfs /mnt/opener $file | tail -n 1)" \
	'Verdict    allow'

level=confidentiality
lines="Paths=$file $debug/wakeup_sources $trace/dynamic_events $trace/trace_clock"
lines="$lines $debug/tracing/instances/one"
exception "$opener" 'Reason=debugfs debugfs-read tracefs' "$lines"
succeeds 'at confidentiality' holdfast lock
is 'debugfs' "$(opener open $file)$(opener open $sibling)" okEPERM
is 'only to read' "$(opener read $debug/wakeup_sources)$(opener read $debug/devices_deferred)" okEPERM
is 'for the others neither' "$(/mnt/other read $debug/wakeup_sources)" EPERM
is 'tracefs, where the kernel asks twice' "$(opener open $trace/dynamic_events)" ok
is 'and another file of it' "$(opener open $trace/trace_marker)$(opener read $trace/trace)" EPERMEPERM
is 'all of an instance' "$(opener read $trace/instances/one/trace_pipe)$(
	opener open $trace/instances/one/events/sched/sched_switch/enable)" okok
is 'through the other mount' "$(opener read $debug/tracing/instances/one/trace)" ok
is 'its file' "$(opener read $trace/trace_clock)" ok
is 'another, by a path that an overlay makes of it' "$(opener read /tmp/merged/trace_clock)" EPERM
is 'after one of tracefs, as ever' "$(opener then-other $trace/dynamic_events $sibling)" EPERM
is 'the same answer by policy test' "$(for path in dynamic_events trace instances/one/a/b; do
	holdfast policy test tracefs /mnt/opener $trace/$path | sed -n 's/^Verdict *//p'
done)" 'allow
deny
allow'

# More names than there is room for.
awk 'BEGIN {
	print "[Lock]\nLevel=confidentiality\nNative=no"
	for (i = 0; i < 1000; i++) {
		printf "[Exception e%d]\nReason=debugfs\nVerity=sha256:%064x\nPaths=", i, i
		for (n = 0; n < 64; n++)
			printf " /sys/kernel/debug/%d", 64 * i + n
		print ""
	}
}' >/etc/holdfast/holdfast.conf
fails 'more paths than there is room for' 1 holdfast lock
like 'is said' "$output" 'room for fewer exceptions, paths or quiet rules; nothing was changed'
is 'and nothing was' "$(opener open $file)$(opener open $sibling)" okEPERM

{
	printf '[Exception opener]\nVerity=%s\n%s\n%s\n' "$opener" 'Reason=debugfs debugfs-read tracefs' "$lines"
	printf '[Exception second]\nVerity=%s\nReason=debugfs debugfs-read\nPaths=%s\n' "$second" $sibling
} | policy 'Level=confidentiality
Seal=yes' ''
succeeds 'sealed' holdfast lock
is 'two programs, each its own' "$(opener open $file)$(opener open $sibling)$(
	/mnt/second open $file)$(/mnt/second open $sibling)" okEPERMEPERMok
is 'sealed: no name gets a number' "$(ask-policy 11:1)" ENOENT
exception "$opener" 'Reason=debugfs debugfs-read tracefs' "$lines $sibling"
fails 'sealed: one more path' 1 holdfast lock
exception "$opener" 'Reason=debugfs debugfs-read tracefs' "$lines $debug/never"
fails 'sealed: one that nobody had' 1 holdfast lock
like 'is refused' "$output" 'they only go or become narrower; nothing was changed'
exception "$opener" 'Reason=debugfs debugfs-read tracefs' "$lines"
succeeds 'sealed: one exception less' holdfast lock
is 'is gone, and the other is not' "$(opener open $file)$(opener read $trace/instances/one/trace)$(
	/mnt/second open $sibling)" okokEPERM
succeeds 'whole' holdfast status
done_testing
