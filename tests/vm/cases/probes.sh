#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# The real operations, at every level: those for a reason of the level are refused, and all others work. An operation that works
# at no level does not count.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

# level_number LEVEL, reason_level REASON
level_number() {
	case $1 in
	none) echo 0 ;;
	integrity) echo 1 ;;
	confidentiality) echo 2 ;;
	esac
}
awk '$2 ~ /_MAX$/ { level++; next } $2 != "NONE" {
	name = tolower($2); gsub("_", "-", name)
	print name, level ? 2 : 1 }' /ask/reasons.txt >/tmp/levels
holdfast explain | awk '$3 == "own" { print $1, $2 == "confidentiality" ? 2 : 1 }' >>/tmp/levels

for level in none integrity confidentiality; do
	succeeds "lock $level" holdfast lock $level --native=no
	holdfast probe >/tmp/probes
	while read -r name reason outcome rest; do
		case "$name $outcome $rest" in
		"NAME "* | [0-9]*" probes: "*) continue ;;
		*" not reachable"*) continue ;;
		esac
		wanted=open
		[ "$(level_number $level)" -lt \
			"$(awk -v r="$reason" '$1 == r { print $2 }' /tmp/levels)" ] || wanted=denied
		is "$level: $name" "$outcome" "$wanted"
	done </tmp/probes
	tried=$(grep -cE ' (open|denied) ' /tmp/probes)
	all=$(sed -n 's/^\([0-9]*\) probes: .*/\1/p' /tmp/probes)
	succeeds "$level: most of all $all could be tried" test $((2 * tried)) -gt "$all"
done
is 'the kernel'\''s own lockdown was not asked' "$(cat /sys/kernel/security/lockdown)" \
	'[none] integrity confidentiality'
done_testing
