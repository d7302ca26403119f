#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kill -9 of `lock` and of `seal`, later each time: nothing of it is there then, or all of it.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

# kill_at MILLISECONDS COMMAND...
kill_at() {
	after=$1
	shift
	"$@" >/dev/null 2>&1 &
	usleep "$((after * 1000))"
	kill -9 $! 2>/dev/null
	wait $! 2>/dev/null
}

whole=0 nothing=0 half=''
for after in $(seq 20 120 3500); do
	kill_at "$after" holdfast lock integrity --native=no
	# What it held alone goes a moment later.
	sleep 0.5
	state=$(value engines.bpf.state holdfast status --json)
	anchored=$(grep -c ' /run/holdfast ' /proc/mounts)
	case "$state $anchored $(ask "$(number_of KEXEC)")" in
	'enforcing 1 EPERM')
		whole=$((whole + 1))
		umount /run/holdfast
		sleep 0.7
		;;
	'not-loaded 0 ') nothing=$((nothing + 1)) ;;
	*) half="$half $after ms: $state, $anchored anchors;" ;;
	esac
done
is 'lock: never a half' "$half" ''
succeeds "lock: $nothing times before" test $nothing -gt 0
succeeds "lock: $whole times behind" test $whole -gt 0

# The last of the engines before goes program by program.
sleep 3
succeeds 'lock' holdfast lock integrity --native=no
half='' before=0
for after in $(seq 5 20 1200); do
	kill_at "$after" holdfast seal
	is_sealed=$(value engines.bpf.sealed holdfast status --json)
	[ "$is_sealed" != true ] || break
	before=$((before + 1))
	state=$(value engines.bpf.state holdfast status --json)
	[ "$state $is_sealed" = 'enforcing false' ] || half="$half $after ms: $state $is_sealed;"
done
is 'seal: never a half' "$half" ''
succeeds "seal: $before times before" test $before -gt 0
succeeds 'seal: again' holdfast seal
fails 'and it is whole' 1 umount -l /run/holdfast
is 'and enforced' "$(ask "$(number_of KEXEC)")" EPERM
done_testing
