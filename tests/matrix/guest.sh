#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# guest.sh ours|native: prints a matrix's columns of one boot, a JSON object for each. Levels only go up, so one boot
# can measure all levels of an engine. Each column includes the output of `holdfast status`, which proves its level.
set -eu

measure() { # COLUMN
	printf '{ "column": "%s", "release": "%s", "status":\n' "$1" "$(uname -r)"
	holdfast status --json
	printf ', "probed":\n'
	holdfast probe --json --intrusive
	echo '}'
}

case $1 in
ours)
	measure none
	for level in none integrity confidentiality; do
		holdfast lock $level --native=no >/dev/null
		[ $level = none ] && measure loaded || measure ours-$level
	done
	;;
native)
	for level in integrity confidentiality; do
		echo $level >/sys/kernel/security/lockdown
		measure native-$level
	done
	;;
esac
