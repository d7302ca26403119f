#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# guest.sh ours|native: a matrix's columns of one boot, as many JSON objects one after the other.
# Levels only go up, so that one boot has room for all levels of an engine; what `holdfast status`
# saw of each goes along, so that no column can stand for a level that was not there.
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
