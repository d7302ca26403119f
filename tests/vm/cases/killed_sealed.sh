#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: none
# kill -9 of `lock --seal`, before each call that changes anything: afterwards the engine is sealed and whole, or nothing enforces
# and nothing is pinned, and the next one works.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

half='' before=0
for step in $(kill_steps 8 900 1); do
	call=$(kill-at "$step" holdfast lock integrity --native=no --seal)
	settle
	pins=$(find /run/initramfs/holdfast -type f 2>/dev/null | wc -l)
	case "$state $(ask "$(number_of KEXEC)") $(value engines.bpf.sealed holdfast status --json)" in
	'enforcing EPERM true') break ;;
	'not-loaded  false') [ "$pins" = 0 ] && before=$((before + 1)) && continue ;;
	esac
	half="$half $step ($call): $state, $pins pins;"
	break
done
is 'never a half' "$half" ''
succeeds "$before steps before it is there" test $((before * $(count_kernels))) -gt 30
like "killed behind it, at $step ($call)" "$state" enforcing
succeeds 'it is locked' holdfast status
succeeds 'and sealed' holdfast seal
like 'as it was' "$output" 'Already sealed'
fails 'its mounts stay' 1 umount -l /run/initramfs/holdfast
fails 'both' 1 umount -l /run/initramfs/holdfast/seal
is 'it is enforced' "$(ask "$(number_of KEXEC)")" EPERM
succeeds 'and can be raised' holdfast lock confidentiality --native=no
done_testing
