#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# flavor: generic
# add: core
# Its pins keep the engine attached. Every guard of the bill is pinned, at a level, with a policy and a driver that need
# it. One after the other is removed, moved and replaced: each time status notices, lock does not report a lock, and
# seal does not seal an engine with a hole. After the seal none can be removed.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

# The guards that this kernel needs, without the seal's: "pin program", a line each.
sed -nE 's/^GUARD\([A-Z_]+, ([a-z_]+), "([a-z_]+)", (.*), ([A-Z]+)\)$/\2 \1 \4 \3/p' /core/guards.def |
	while read -r pin program needed kernels; do
		kernels=$(echo "$kernels" | sed 's/, /./; s/[()]/ /g' | tr '[:upper:]' '[:lower:]')
		# shellcheck disable=SC2086
		[ "$needed" = SEAL ] || { [ "$kernels" != every ] && ! here $kernels; } || echo "$pin" "$program"
	done >/tmp/bill

# At confidentiality one more is attached at once, and its program is not pinned.
modprobe -a uio dcdbas
mkdir -p /etc/holdfast
cat >/etc/holdfast/holdfast.conf <<END
[Lock]
Level=confidentiality
Native=no
[Exception tool]
Reason=msr debugfs
Verity=sha256:$(printf '%064d' 1)
Paths=/sys/kernel/debug/sched
Libraries=verified
Library=sha256:$(printf '%064d' 2)
[Exception kernel]
Reason=kexec
Image=sha256:$(printf '%064d' 3)
[Verify]
Kernel=sha256:$(printf '%064d' 3)
Firmware=none
END
missing() {
	value engines.bpf.missing_guards holdfast status --json
}
succeeds 'lock by a policy of everything' holdfast lock
succeeds 'and it is whole' holdfast status
succeeds "$(wc -l </tmp/bill) guards are in the bill" test "$(wc -l </tmp/bill)" -ge 18

# noticed HOW PIN
noticed() {
	fails "$2 $1: status" 1 holdfast status
	like "$2 $1: is said" "$output" "lacks guards.*: $2;|enforces NOTHING"
	fails "$2 $1: seal" 1 holdfast seal
	is "$2 $1: and nothing is sealed" "$(value engines.bpf.sealed holdfast status --json)" false
}

# Each is missed under another name. In a sample, only one in four is also replaced by another pin and another link.
number=0
while read -r pin _; do
	number=$((number + 1))
	path=/run/initramfs/holdfast/$pin other=/run/initramfs/holdfast/witness
	[ "$pin" != witness ] || other=/run/initramfs/holdfast/locked_down
	succeeds "$pin is pinned" test -e "$path"
	is "$pin: is not taken off its link" "$(pin-link detach "$path")" EOPNOTSUPP
	is "$pin: no other program is put on its link" "$(pin-link update "$path")" EINVAL
	mv "$path" /run/initramfs/holdfast/away
	noticed 'is under another name' "$pin"
	if in_sample $number 4; then
		fails "$pin is under another name: lock" 1 holdfast lock
		ln $other "$path"
		noticed 'is another pin' "$pin"
		rm "$path"
		is "$pin: a link of another program, of the same name" "$(pin-link other "$path")" ok
		noticed 'is another link' "$pin"
		rm "$path"
	fi
	mv /run/initramfs/holdfast/away "$path"
done </tmp/bill
succeeds 'they are back, and it is whole' holdfast status
succeeds 'lock' holdfast lock confidentiality --native=no
like 'and it is known to be locked' "$output" '^Already locked'

succeeds 'seal' holdfast seal
taken=''
for path in /run/initramfs/holdfast/* /run/initramfs/holdfast/*/*; do
	[ ! -e "$path" ] || [ -d "$path" ] || ! mv "$path" /run/initramfs/holdfast/away 2>/dev/null || taken="$taken $path"
	[ ! -e "$path" ] || [ -d "$path" ] || ! rm "$path" 2>/dev/null || taken="$taken $path"
done
is 'sealed: none can be taken away' "$taken" ''
succeeds 'whole' holdfast status
done_testing
