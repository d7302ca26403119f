#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# 10,000 random requests to the control program, alone and from several at once, against a model.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

for seed in 1 2; do
	succeeds "lock" holdfast lock none --native=no
	is 'the guard of confidentiality' "$(attach-guard /run/initramfs/holdfast/debugfs-1)" ok
	is "5000 alone, seed $seed" "$(random-control 5000 $seed alone)" 'as it has to be'
	is "seed $seed came to the seal" "$(value engines.bpf.sealed holdfast status --json)" true
	# Its guards were never attached.
	remove_engine
done
succeeds 'lock' holdfast lock none --native=no
is 'the guard of confidentiality' "$(attach-guard /run/initramfs/holdfast/debugfs-1)" ok
for seed in 3 4 5 6; do
	random-control 2500 $seed >/tmp/random.$seed &
done
for _ in 1 2 3; do
	holdfast lock integrity --native=no >/dev/null 2>&1
	holdfast status >/dev/null 2>&1
done
wait
for seed in 3 4 5 6; do
	is "2500 of four at once, seed $seed" "$(cat /tmp/random.$seed)" 'as it has to be'
done
done_testing
