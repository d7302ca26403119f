#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# run.sh sealed LEVEL [NAME...], run.sh unguarded LEVEL: runs every escape, or these only, as root in one boot. If the
# lock is sealed, it has to be unchanged after each. If it is not, the escape has to succeed: one that never succeeds
# proves nothing. Comments of an escape: "Only:" bounds its kernels; "Level: none" says that integrity refuses it even
# without a seal; "Sealed only" says why it does not work without one; one that "Begins before the lock" is started
# then, with an argument.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

mode=$1 level=$2
shift 2
cd /escape || exit 1
release=$(uname -r)
mkdir -p /mnt
# As systemd does.
mount --make-rshared /

# An earlier engine goes program by program, and refuses the lock until it is gone. A lock with --seal has another
# anchor than a lock that is sealed later; one level tests the one, the others the other.
lock() {
	seal=
	[ "$mode-$level" != sealed-integrity ] || seal=--seal
	for _ in 1 2 3 4 5; do
		# shellcheck disable=SC2086 # none, or one
		! holdfast lock "$level" --native=no $seal >/tmp/lock 2>&1 || break
		sleep 1
	done
	like lock "$(cat /tmp/lock)" ' at .*'"$level"
	[ "$mode" != sealed ] || succeeds seal holdfast seal
	# The pin that an escape attacks. Of a hidden anchor only the seal's pins can be seen, or, if it was
	# sealed with the lock, only the handles.
	pins=/run/initramfs/holdfast pin=locked_down
	[ -e $pins/$pin ] || pins=/run/initramfs/holdfast/seal pin=seal_map
	[ -e $pins/$pin ] || pins=/run/initramfs/holdfast
	export pins pin
}

# is_known FILE VERSION
is_known() {
	# shellcheck disable=SC2046 # words
	is_within "$2" $(sed -n 's/^# Only: \([^,]*\),.*/\1/p' "$1")
}

is_known_here() {
	is_known "$1" "$release" || return 1
	case $(grep -c '^# Level: none' "$1")$level in
	1none | 0[ic]*) ;;
	*) return 1 ;;
	esac
}

# Removes everything that an escape has left, except the lock.
clean_up() {
	cd /escape || exit 1
	mount --make-private /run/initramfs/holdfast 2>/dev/null
	for _ in 1 2 3 4; do umount -l /mnt 2>/dev/null || break; done
	umount -l /tmp/other 2>/dev/null
	echo 0 >/sys/fs/cgroup/cgroup.procs
}

# Returns to a system without a lock.
unlock() {
	clean_up
	[ "$(cat /proc/sys/kernel/ftrace_enabled)" = 1 ] || echo 1 >/proc/sys/kernel/ftrace_enabled
	[ -d /run ] || mkdir /run
	mount --make-rshared /
	for _ in 1 2 3 4; do umount -l /run/initramfs/holdfast 2>/dev/null || break; done
	grep -q ' /run tmpfs' /proc/mounts || mount -t tmpfs tmpfs /run
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		locked >/dev/null 2>&1 || break
		sleep 0.3
	done
	# The rest of its programs, one by one.
	sleep 0.5
	locked >/dev/null 2>&1 || return 0
	flunk "what $1 leaves behind can be unlocked"
}

# Each guard but that of ftrace has a link, which is out of sight if it was sealed in the initramfs.
seal_is_whole() {
	[ $pins != /run/initramfs/holdfast ] || [ $pin = locked_down ] || return 0
	set -- /run/initramfs/holdfast/seal/seal_*
	[ $# = 10 ]
}

# Programs without an anchor go a moment later.
has_escaped() {
	grep -q ESCAPED /tmp/out && return
	[ "$mode" != sealed ] || seal_is_whole || return 0
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		still_locked >/tmp/why || return 0
		[ "$mode" = unguarded ] || return 1
		sleep 0.3
	done
	return 1
}

# At level none there is no refusal to test; and native lockdown's refusals remain without the engine.
still_locked() {
	if [ "$level" = none ]; then holdfast status >/tmp/status 2>&1; else locked; fi && enforces
}

# Unguarded each escape needs a new lock, so it runs on one of its kernels, in turn. A kernel without a turn takes the
# first one's. A sample has every other one.
is_turn_here() {
	turn=$((turn + 1))
	known=
	for kernel in ${KERNELS:?run-cases says which kernels take turns}; do
		! is_known "$1" "$kernel" || known="$known $kernel"
	done
	case " $KERNELS " in
	*" $KERNEL "*) has_turn=1 ;;
	*) has_turn=0 ;;
	esac
	! grep -q '^# Sealed only' "$1" || return 1
	# shellcheck disable=SC2086 # a list of kernels
	set -- $known
	[ $# != 0 ] || return 1
	turns=$((turn % $#))
	shift $turns
	[ "$1" = "$KERNEL" ] || [ "$has_turn-$turns" = 0-0 ] || return 1
	mine=$((mine + 1))
	in_sample $mine 2
}

start_before() {
	for file in $1; do
		if is_known_here "$file" && grep -q '^# Begins before the lock' "$file"; then
			sh "$file" before &
		fi
	done
	sleep 0.3
}

try() {
	name=$(basename "$1" .sh)
	timeout 20 sh "$1" >/tmp/out 2>&1
	if has_escaped; then
		escaped=yes
	else
		escaped=no
	fi
	if [ "$mode" = sealed ]; then
		is "sealed at $level: $name" "$escaped" no
	else
		is "unguarded at $level: $name escapes" "$escaped" yes
	fi
	sed "s/^/# /" /tmp/out
}

# Two come last: if they succeed, the guest's harness goes with the root, and nothing can be reported. So they are not
# tried unguarded.
escapes=$(find . -name '*.sh' ! -name run.sh ! -name umount-root.sh ! -name pivot-root.sh | sort)

# try_last NAME
try_last() {
	is "sealed at $level: $1" "$(sh "$1.sh" 2>&1 | grep -c ESCAPED)" 0
}

if [ "$mode" = sealed ] && [ $# != 0 ]; then
	lock
	for name; do
		case $name in
		pivot-root | umount-root) try_last "$name" ;;
		*) try "$name.sh" ;;
		esac
		clean_up
	done
elif [ "$mode" = sealed ]; then
	start_before "$escapes"
	lock
	holdfast probe >/tmp/before
	for file in $escapes; do
		is_known_here "$file" || continue
		try "$file"
		clean_up
	done
	holdfast probe >/tmp/after
	is 'the probes come out the same' "$(diff /tmp/before /tmp/after)" ''
	is 'sealed' "$(value engines.bpf.sealed holdfast status --json)" true
	is 'at the same level' "$(value engines.bpf.level holdfast status --json)" "$level"
	succeeds 'the attempts are recorded' test \
		"$(value reasons.seal.denied holdfast status --json)" -gt 5
	like 'as events of their own' "$(holdfast events)" ' deny +bpf +seal '
	for last in pivot-root umount-root; do
		try_last $last
	done
	if [ "$level" != confidentiality ]; then
		succeeds 'it can still be raised' holdfast lock confidentiality --native=no
		is 'and is' "$(holdfast probe debugfs-read | awk 'NR == 2 { print $3 }')" denied
	fi
else
	turn=0 mine=0
	for file in $escapes; do
		is_turn_here "$file" && is_known_here "$file" || continue
		start_before "$file"
		lock
		try "$file"
		unlock "$name"
	done
fi
done_testing
