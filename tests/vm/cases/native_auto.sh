#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# --native: auto and yes raise the kernel's own lockdown, no leaves it; the record misses neither.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask
lockdown() { cat /sys/kernel/security/lockdown; }

succeeds 'native=no' holdfast lock integrity --native=no
is 'leaves it' "$(lockdown)" '[none] integrity confidentiality'
holdfast events >/dev/null
is 'ours refuses' "$(ask "$(number_of MSR)")" EPERM
is 'ours is named' "$(value events.0.engine holdfast events --json)" bpf

succeeds 'native=yes at the same level' holdfast lock integrity --native=yes
is 'raises it' "$(lockdown)" 'none [integrity] confidentiality'
holdfast events >/dev/null
is 'the kernel'\''s own refuses first' "$(ask "$(number_of MSR)")" EPERM
holdfast events --json >/tmp/events
is 'it is recorded' "$(json events.0.engine </tmp/events)" native
is 'once' "$(json events.1.engine </tmp/events)" ''
is 'with the reason' "$(json events.0.reason </tmp/events)" msr
is 'and the program' "$(json events.0.exe </tmp/events)" "$(realpath /proc/$$/exe)"
is 'and counted' "$(value reasons.msr.denied holdfast status --json)" 2
done_testing
