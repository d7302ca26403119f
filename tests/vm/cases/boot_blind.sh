#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# boot: holdfast=integrity
# early: boot
# Root takes the handles of a hidden engine away: commands no longer see it, and it stays locked.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

umount /run/initramfs/holdfast
sleep 1
is 'without the handles it enforces on' "$(ask "$(number_of KEXEC)")" EPERM
fails 'status' 1 holdfast status
like 'says what is left' "$output" '^BPF +hidden'
fails 'and nothing is loaded beside it' 1 holdfast lock integrity
for command in events suggest seal; do
	fails "$command" 1 holdfast $command
	like "$command: says what is out of sight" "$output" 'enforces, and its anchor .* cannot be seen from here, and init cannot see it either'
done
fails 'residue' 1 holdfast residue
like 'residue: what is not known' "$output" '^unknown: [1-9][0-9]* BPF programs, maybe of the engine'
is 'residue: lists no program of its own' "$(echo "$output" | grep -c '^bpf-program')" 0
done_testing
