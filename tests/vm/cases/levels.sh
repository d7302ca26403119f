#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Every number of this kernel's enum, at every level: exactly the reasons of the level are refused.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

integrity_max=$(number_of INTEGRITY_MAX)
confidentiality_max=$(number_of CONFIDENTIALITY_MAX)

# check_all LEVEL FIRST_ALLOWED: numbers below are refused, those from there on are not
check_all() {
	while read -r number name; do
		case $name in
		NONE | *_MAX) continue ;;
		esac
		wanted=
		[ "$number" -ge "$2" ] || wanted=EPERM
		is "$1: $name" "$(ask "$number")" "$wanted"
	done </ask/reasons.txt
}

check_all 'no engine' 0
succeeds 'load the engine at none' holdfast lock none
check_all none 0
is 'none: counted as allowed' "$(value reasons.kexec.allowed holdfast status --json)" 1
is 'none: counted as denied' "$(value reasons.kexec.denied holdfast status --json)" 0
is 'none leaves the kernel'\''s own alone' "$(cat /sys/kernel/security/lockdown)" \
	'[none] integrity confidentiality'

succeeds 'raise to integrity' holdfast lock integrity --native=no
check_all integrity "$integrity_max"
succeeds 'raise to confidentiality' holdfast lock confidentiality --native=no
check_all confidentiality "$confidentiality_max"

is 'the kernel'\''s own has answered none of them' "$(cat /sys/kernel/security/lockdown)" \
	'[none] integrity confidentiality'
# Only this test asks about them, once at each level.
is 'each is counted: allowed' "$(value reasons.msr.allowed holdfast status --json)" 1
is 'each is counted: denied' "$(value reasons.msr.denied holdfast status --json)" 2
is 'integrity lets confidentiality'\''s pass' \
	"$(value reasons.xfrm-secret.allowed holdfast status --json)" 2
done_testing
