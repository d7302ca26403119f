#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# boot: lsm=landlock,lockdown,yama,apparmor
# The active LSMs lack bpf: nothing is locked, and the message has the line to boot with.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

fails 'lock' 1 holdfast lock integrity
like 'says what is missing' "$output" 'active LSMs do not include bpf'
like 'and the exact line' "$output" ' lsm=(lockdown,landlock|landlock,lockdown),yama,apparmor(,ima,evm)?,bpf '
is_unlocked 'all or nothing'
is 'native was not touched' "$(cat /sys/kernel/security/lockdown)" \
	'[none] integrity confidentiality'
fails 'native=yes neither' 1 holdfast lock integrity --native=yes
is 'native was not touched' "$(cat /sys/kernel/security/lockdown)" \
	'[none] integrity confidentiality'
done_testing
