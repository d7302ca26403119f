#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: small
# probes.sh FILE: runs every probe at three levels, raised by that file of securityfs, and prints a line of JSON for
# each level. tests/vm/lsm compares our LSM with the lockdown LSM of the same kernel.
file=$1
for level in none integrity confidentiality; do
	[ $level = none ] || echo $level >"$file" || exit 1
	holdfast probe --json | tr -d '\n' || exit 1
	echo
done
