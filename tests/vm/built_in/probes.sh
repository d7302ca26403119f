#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: small
# probes.sh FILE: every probe at three levels, which are raised by that file of securityfs; JSON, a
# line for each level. tests/vm/lsm compares ours with the lockdown LSM's in the same kernel.
file=$1
for level in none integrity confidentiality; do
	[ $level = none ] || echo $level >"$file" || exit 1
	holdfast probe --json | tr -d '\n' || exit 1
	echo
done
