#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# kill -9 of `lock`, of a raise and of `seal`, before each call that changes anything: afterwards all of it is in force
# or none of it, and the next one works.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask
steps=$(kill_steps 6 600 3)
least=$((24 / $(count_kernels)))
[ -z "${SAMPLE-}" ] || least=$((least / 3))

whole=0 nothing=0 half=''
for step in -1 -12 -40 $steps; do
	call=$(kill-at "$step" holdfast lock integrity --native=no)
	settle
	case "$state $(grep -c ' /run/initramfs/holdfast ' /proc/mounts) $(ask "$(number_of KEXEC)")" in
	'enforcing 1 EPERM') whole=$((whole + 1)) && remove_engine ;;
	'not-loaded 0 ') nothing=$((nothing + 1)) ;;
	*) half="$half $step ($call): $state;" ;;
	esac
	[ "$call" != ended ] || break
done
is 'lock: never a half' "$half" ''
is 'lock: every step to its end' "$call" ended
succeeds "lock: $nothing steps before it is there" test $nothing -gt $least
succeeds "lock: $whole behind" test $whole -gt 0

# A raise is one step: the guard of the level is attached before, and refuses nothing until then.
half='' integrity=0 confidentiality=0
for step in $(seq 40); do
	[ "$(value engines.bpf.state holdfast status --json)" = enforcing ] ||
		holdfast lock integrity --native=no >/dev/null
	call=$(kill-at "$step" holdfast lock confidentiality --native=no)
	level=$(value engines.bpf.level holdfast status --json)
	case "$level $(ask "$(number_of KCORE)") $(holdfast probe debugfs-read |
		awk 'NR == 2 { print $3 }')" in
	'integrity  open') integrity=$((integrity + 1)) ;;
	'confidentiality EPERM denied') confidentiality=$((confidentiality + 1)) ;;
	*) half="$half $step ($call): $level;" ;;
	esac
	[ "$call" != ended ] || break
	[ "$level" = integrity ] || remove_engine
done
is 'raise: never a half' "$half" ''
is 'raise: every step to its end' "$call" ended
succeeds "raise: $integrity steps before" test $integrity -gt 1
succeeds "raise: $confidentiality behind" test $confidentiality -gt 0

half='' before=0
for step in -1 $steps; do
	call=$(kill-at "$step" holdfast seal)
	is_sealed=$(value engines.bpf.sealed holdfast status --json)
	[ "$is_sealed" != true ] || break
	before=$((before + 1))
	state=$(value engines.bpf.state holdfast status --json)
	[ "$state $is_sealed" = 'enforcing false' ] || half="$half $step ($call): $state;"
done
is 'seal: never a half' "$half" ''
is 'seal: it came to it' "$is_sealed" true
succeeds "seal: $before steps before" test $before -gt $least
succeeds 'seal: again' holdfast seal
fails 'and it is whole' 1 umount -l /run/initramfs/holdfast
is 'and enforced' "$(ask "$(number_of KEXEC)")" EPERM
done_testing
