# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For both engines: exceptions from debugfs and tracefs that are narrowed to paths cover these files, reached in any
# way, and no others. The case sets $uncovered, ways to a file that its kernels have and that no path covers.

cp "$(command -v path-open)" /mnt/opener
cp /mnt/opener /mnt/other
cp /mnt/opener /mnt/second
printf 2 >>/mnt/second
opener=$(enroll /mnt/opener) second=$(enroll /mnt/second)
debug=/sys/kernel/debug
trace=/sys/kernel/tracing
file=$debug/sched/latency_warn_ms
sibling=$debug/sched/latency_warn_once
covered='open creat openat2 fork thread'

opener() { /mnt/opener "$@"; }

# exception [LINE...]: the policy's only one, at $level
exception() {
	{
		printf '[Exception opener]\nVerity=%s\n' "$opener"
		printf '%s\n' "$@"
	} | policy "Level=$level" ''
}

ask_before() {
	for way in $covered $uncovered; do
		is "before: $way" "$(opener "$way" $file)" ok
	done
	is 'before: another file' "$(opener open $sibling)" ok
	# Looks it up now: at confidentiality an engine may refuse to list a folder of debugfs.
	read_only=$(find $debug/bdi -type f ! -perm -200 | head -n 1)
	mkdir $trace/instances/one $trace/instances/two
}

### debugfs, at integrity

ask_debugfs() {
	level=integrity
	policy Level=integrity 'msr=audit' </dev/null
	succeeds 'lock by a policy without paths' holdfast lock
	is 'which denies' "$(opener open $file)" EPERM
	exception Reason=debugfs "Paths=$file $debug/bdi"
	succeeds 'lock by one with paths' holdfast lock
	for way in $covered; do
		is "its file, by $way" "$(opener "$way" $file)" ok
	done
	for way in $uncovered; do
		is "by $way, which no path covers" "$(opener "$way" $file)" EPERM
	done
	is 'another file of its folder' "$(opener open $sibling)" EPERM
	is 'one more' "$(opener open $debug/sched/debug)" EPERM
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
	is 'tracefs, which integrity leaves open' "$(opener open $trace/trace_clock)" ok
}

ask_other_ways_there() {
	mkdir /tmp/debug /tmp/sched
	mount -t debugfs debugfs /tmp/debug
	mount --bind $debug/sched /tmp/sched
	ln -s $file /tmp/link
	ln -s $sibling /tmp/link-other
	is 'mounted elsewhere, it is the same file' "$(opener open /tmp/debug/sched/latency_warn_ms)" ok
	is 'where another stays another' "$(opener open /tmp/debug/sched/latency_warn_once)" EPERM
	is 'through a mount of its folder' "$(opener open /tmp/sched/latency_warn_ms)" ok
	is 'where another stays another, too' "$(opener open /tmp/sched/latency_warn_once)" EPERM
	is 'through a link' "$(opener open /tmp/link)" ok
	is 'where another stays another as well' "$(opener open /tmp/link-other)" EPERM
	is 'through its folder, and back' "$(opener open $debug/bdi/../sched/latency_warn_ms)" ok
	is 'out of a folder of its own' "$(opener open $debug/bdi/../sched/latency_warn_once)" EPERM
	is 'from where it is' "$(cd $debug/sched && opener open latency_warn_ms)" ok
	is 'and another from there' "$(cd $debug/sched && opener open latency_warn_once)" EPERM
	mount --bind $sibling $file
	is 'another mounted over it' "$(opener open $file)" EPERM
	umount $file
	mount --bind $debug/sched $debug/bdi
	is 'another folder mounted over its folder' "$(opener open $debug/bdi/latency_warn_once)" EPERM
	umount $debug/bdi
	mount -t tmpfs tmpfs $debug/bdi
	ln -s $sibling $debug/bdi/link
	is 'a link below its folder' "$(opener open $debug/bdi/link)" EPERM
	umount $debug/bdi
}

# differs: prints the parts of the policy that are not in force, one a line
differs() {
	holdfast policy diff | tr -s ' '
}

ask_differences() {
	exception Reason=debugfs "Paths=$debug/bdi $file"
	is 'the same in another order' "$(differs)" 'The same as the policy in force'
	exception Reason=debugfs "Paths=$debug/bdi/x $file"
	is 'below a path is narrower' "$(differs)" 'tighter opener, debugfs exception -> narrowed'
	exception Reason=debugfs "Paths=$debug/bdi $debug/sched"
	is 'above one is wider' "$(differs)" 'looser opener, debugfs exception -> wider'
	exception Reason=debugfs "Paths=$sibling"
	is 'another is wider' "$(differs)" 'looser opener, debugfs exception -> wider'
	succeeds 'in its place' holdfast lock
	is 'is in force' "$(opener open $file)$(opener open $sibling)" EPERMok
}

ask_all_of_debugfs() {
	exception Reason=debugfs
	succeeds 'all of debugfs' holdfast lock
	is 'is that' "$(opener open $file)$(opener chmod $sibling)" okok
	is 'and policy test knows' "$(holdfast policy test debugfs /mnt/opener $file | tail -n 1)" \
		'Verdict    allow'
}

### debugfs and tracefs, at confidentiality

ask_both_file_systems() {
	level=confidentiality
	lines="Paths=$file $debug/bdi $debug/devices_deferred $trace/dynamic_events $trace/trace_clock"
	lines="$lines $debug/tracing/instances/one"
	exception 'Reason=debugfs debugfs-read tracefs' "$lines"
	succeeds 'at confidentiality' holdfast lock
	is 'its file' "$(opener open $file)$(opener read $file)" okok
	is 'and no other' "$(opener open $sibling)$(opener read $sibling)" EPERMEPERM
	is 'only to read' "$(opener read "$read_only")$(opener read $debug/devices_deferred)" okok
	is 'not another that is only to read' "$(opener read $debug/sched/debug)" EPERM
	is 'for others neither' "$(/mnt/other read "$read_only")$(/mnt/other read $file)" EPERMEPERM
	is 'tracefs, where the kernel asks twice' "$(opener open $trace/dynamic_events)" ok
	is 'to read' "$(opener read $trace/trace_clock)" ok
	is 'and other files of it' "$(opener open $trace/trace_marker)$(opener read $trace/trace)" EPERMEPERM
	is 'all of an instance' "$(opener read $trace/instances/one/trace_pipe)$(
		opener open $trace/instances/one/events/sched/sched_switch/enable)" okok
	is 'and not of the other' "$(opener read $trace/instances/two/trace_pipe)$(
		opener open $trace/instances/two/events/sched/sched_switch/enable)" EPERMEPERM
	is 'through the mount in debugfs' "$(opener read $debug/tracing/instances/one/trace)$(
		opener read $debug/tracing/trace)" okEPERM
	is 'after one of tracefs' "$(opener then-other $trace/dynamic_events $sibling)" EPERM
	is 'by another program' "$(/mnt/other read $trace/instances/one/trace)" EPERM
	is 'the same answer by policy test' "$(for path in dynamic_events trace instances/one/a/b; do
		holdfast policy test tracefs /mnt/opener $trace/$path | sed -n 's/^Verdict *//p'
	done)" 'allow
deny
allow'
}

ask_other_mounts_of_tracefs() {
	mkdir /tmp/trace
	mount -t tracefs tracefs /tmp/trace
	is 'through one more' "$(opener read /tmp/trace/instances/one/trace)$(
		opener read /tmp/trace/instances/two/trace)" okEPERM
	mount --bind $trace/instances/two /tmp/trace/instances/one
	is 'another instance mounted over it' "$(opener read /tmp/trace/instances/one/trace)" EPERM
	mount --bind $trace/instances $debug/bdi
	is 'or over a folder of debugfs' "$(opener read $debug/bdi/two/trace)" EPERM
	umount $debug/bdi
}

### Two programs, and the seal

# exceptions LINE: of two programs, the first with these paths
exceptions() {
	printf '[Exception opener]\nVerity=%s\n%s\n%s\n' "$opener" 'Reason=debugfs debugfs-read tracefs' "$1"
	printf '[Exception second]\nVerity=%s\nReason=debugfs debugfs-read\nPaths=%s\n' "$second" $sibling
}

ask_sealed() {
	exceptions "$lines" | policy 'Level=confidentiality
Seal=yes' ''
	succeeds 'sealed' holdfast lock
	is 'two programs, each its own' "$(opener open $file)$(opener open $sibling)$(
		/mnt/second open $file)$(/mnt/second open $sibling)" okEPERMEPERMok
	exceptions "$lines $sibling" | policy Level=confidentiality ''
	fails 'sealed: one more path' 1 holdfast lock
	like 'is refused, too' "$output" 'the lock is sealed, and the policy .*; nothing was changed$'
	is 'is not given' "$(opener open $sibling)" EPERM
	exceptions "$lines $debug/never" | policy Level=confidentiality ''
	fails 'sealed: one that nobody had' 1 holdfast lock
	like 'is refused' "$output" \
		'(from the seal on, they only go or become narrower|after the seal a policy has to be tighter, .*); nothing was changed$'
	exceptions "$lines" | sed "s| $debug/bdi||" | policy Level=confidentiality ''
	succeeds 'sealed: one path less' holdfast lock
	is 'is gone, and others are not' "$(opener read "$read_only")$(opener open $file)$(
		/mnt/second open $sibling)" EPERMokok
	exception 'Reason=debugfs debugfs-read tracefs' "$(echo "$lines" | sed "s| $debug/bdi||")"
	succeeds 'sealed: one exception less' holdfast lock
	is 'is gone, and the other is not' "$(opener open $file)$(opener read $trace/instances/one/trace)$(
		/mnt/second open $sibling)" okokEPERM
	succeeds 'whole' holdfast status
}
