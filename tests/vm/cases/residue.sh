#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# Ways into the kernel that processes hold from before a lock: each is found under any name, with its holder, and is
# gone with the holder. Files that only look like them are not listed.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/waiting.sh
. /tests/waiting.sh

# BPF programs go a moment after their holder.
is_clean() {
	for _ in 1 2 3 4 5 6 7 8; do
		status=0
		output=$(holdfast residue 2>&1) || status=$?
		[ $status != 0 ] || break
		sleep 0.3
	done
	is "$1" "$status $output" '0 0 found, 0 could not be looked at'
}

# finds DESCRIPTION KIND REASON WHAT: one item, held by the keeper
finds() {
	is "$1: is held" "$(head -n 1 /tmp/kept)" "${5:-held}"
	fails "$1" 3 holdfast residue
	like "$1: what and by whom" "$output" \
		"^$2 +$3 +$keeper +(hold|bpf-program|sh) +$4: .*\\(/usr/(local/)?bin/(hold|bpf-program|busybox)\\)$"
	is "$1: one" "$(echo "$output" | tail -n 1)" '1 found, 0 could not be looked at'
}

# The descriptor that `hold` keeps, "${1%% *}", is gone after its end.
check_hold() { # DESCRIPTION KIND REASON WHAT ARG...
	what=$1 kind=$2 reason=$3 shown=$4
	shift 4
	keep hold "$@"
	finds "$what" "$kind" "$reason" "$shown"
	let_go
	is_clean "$what: gone with its holder"
}

is_clean 'a clean machine'
mkdir /tmp/d
check_hold '/dev/mem' descriptor dev-mem /dev/mem open /dev/mem
check_hold '/dev/mem in a thread' descriptor dev-mem /dev/mem thread /dev/mem
check_hold '/dev/mem without a leader' descriptor dev-mem /dev/mem leaderless /dev/mem
check_hold 'kcore' descriptor kcore /proc/kcore open /proc/kcore
check_hold 'debugfs to read' descriptor debugfs-read /sys/kernel/debug/kprobes/list \
	open /sys/kernel/debug/kprobes/list
check_hold 'debugfs to write' descriptor debugfs /sys/kernel/debug/fault_around_bytes \
	open /sys/kernel/debug/fault_around_bytes 2
check_hold 'tracefs' descriptor tracefs /sys/kernel/tracing/trace open /sys/kernel/tracing/trace
[ ! -e /dev/port ] || check_hold '/dev/port' descriptor dev-mem /dev/port open /dev/port
[ ! -e /dev/snapshot ] || check_hold 'snapshot' descriptor hibernation /dev/snapshot \
	open /dev/snapshot
check_hold '/dev/mem mapped' mapping dev-mem /dev/mem map /dev/mem
check_hold '/dev/mem mapped privately' mapping dev-mem /dev/mem private /dev/mem
bar=$(ls /sys/bus/pci/devices/0000:00:1f.2/resource5)
check_hold 'mapped without a leader' mapping dev-mem /dev/mem leaderless-map /dev/mem
check_hold 'a BAR mapped' mapping pci-access '/sys/devices/pci.*/resource5' map "$bar" 2
check_hold 'iopl' io-ports ioport 'iopl 3' iopl
check_hold 'ioperm' io-ports ioport ioperm ioperm

# O_PATH is only a name.
# Not below /tmp, which is mounted nodev.
mknod /root/harmless c 1 1
check_hold 'a node of another name' descriptor dev-mem /root/harmless open /root/harmless
check_hold 'and mapped' mapping dev-mem /root/harmless map /root/harmless
touch /tmp/plain
mount --bind /proc/kcore /tmp/plain
check_hold 'kcore mounted elsewhere' descriptor kcore /tmp/plain open /tmp/plain
umount /tmp/plain
mount -t tracefs t /tmp/d
keep hold open /tmp/d/trace
umount -l /tmp/d
finds 'tracefs that was unmounted' descriptor tracefs '.*/trace'
let_go
is_clean 'tracefs that was unmounted: gone with its holder'

while read -r kind how reason; do
	[ "$kind" != netfilter ] || here since 6.4 || continue
	keep bpf-program "$kind" "$how"
	finds "BPF $kind" bpf-program "$reason" "program [0-9]+ \\($kind\\)" loaded
	let_go
	is_clean "BPF $kind: gone with its holder"
done <<-END
	fmod_ret attach bpf-modify-return
	fmod_ret hold bpf-modify-return
	read hold bpf-read-kernel
	write hold bpf-write-user
	syscall_bpf hold bpf-syscall
	print hold bpf-typed-read
	typed attach bpf-typed-read
	netfilter hold bpf-typed-read
END

# Files that only look like residue, and files for which a lock still is asked.
modprobe msr
echo >/tmp/mem
mknod /root/kmem c 1 3
echo >/tmp/kcore
exec 4</tmp/mem 5</root/kmem 6</tmp/kcore 7<>/dev/cpu/0/msr 8<"$bar" 9<"${bar%/*}/config"
rm /tmp/kcore
keepers=
for what in 'path /dev/mem' 'path /proc/kcore' 'open /sys/kernel/tracing' 'map /tmp/mem'; do
	# shellcheck disable=SC2086 # two words
	keep hold $what
	keepers="$keepers $keeper"
done
for kind in syscall lsm xdp cgroup_skb cgroup_device kprobe fentry; do
	keep bpf-program $kind hold
	keepers="$keepers $keeper"
done
is_clean 'what only looks like it'
# shellcheck disable=SC2086 # many words
kill $keepers

# As a user nothing is known, so nothing is reported as clean.
fails 'a user' 1 su user -c 'holdfast residue'
like 'a user: of processes' "$output" '^unknown: descriptors or mappings of [0-9]+ processes: Perm'
like 'a user: of I/O ports' "$output" '^unknown: processes that may use I/O ports: '
fails 'arguments: none' 2 holdfast residue now

keep hold open /dev/mem
fails 'require-clean: refused' 1 holdfast lock integrity --native=no --require-clean
like 'require-clean: what' "$output" "residue: /dev/mem, held by process $keeper \\(hold\\)"
is 'require-clean: nothing is locked' "$(value engines.bpf.state holdfast status --json)" not-loaded
let_go
succeeds 'require-clean: clean' holdfast lock integrity --native=no --require-clean
like 'require-clean: said' "$output" '^  residue +none$'
fails 'what a lock goes on asking about: msr' 1 sh -c 'dd if=/dev/zero bs=8 count=1 >&7'
like 'msr: refused' "$output" 'not permitted'
is_clean 'integrity: looked at all the same'
succeeds 'require-clean: from integrity' holdfast lock confidentiality --native=no --require-clean
fails 'confidentiality' 1 holdfast residue
like 'confidentiality: unknown, not none' "$output" '^unknown: processes that may use I/O ports: '
like 'confidentiality: counted' "$output" '^0 found at least, [1-9][0-9]* could not'
fails 'confidentiality: not known to be clean' 1 \
	holdfast lock confidentiality --native=no --require-clean
like 'confidentiality: what is not known' "$output" 'not known to be clean: current_tracer'
done_testing
