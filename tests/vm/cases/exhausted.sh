#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# Root uses up events, processes, places on a hook, and entries in the map of the engine's own places. Then events are
# lost and counted, a raise or a seal fails and says so, and every refusal stays.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

lost() { value engines.bpf.events_lost holdfast status --json; }
denied() { value reasons.kexec.denied holdfast status --json; }
recorded() { holdfast events 2>/dev/null | grep -vc ^TIME; }
kexec=$(number_of KEXEC)

succeeds 'lock' holdfast lock integrity --native=no
is 'all places in the map of its own are taken' "$(control 3 2 9 1000000 300)" E2BIG
succeeds 'by drivers, whose guard is attached' holdfast lock integrity --native=no
fails 'seal' 1 holdfast seal
like 'says why' "$output" 'cannot be noted'
is 'and is not half done' "$(value engines.bpf.sealed holdfast status --json)" false
is 'kexec stays refused' "$(ask "$kexec")" EPERM
remove_engine

succeeds 'lock and seal' holdfast lock integrity --native=no --seal
recorded >/dev/null
before=$(denied) lost=$(lost)
for _ in $(seq 20); do
	ask-often "$kexec" 500 || echo passed
done >/tmp/passed &
succeeds 'refused 10,000 times, and nobody reads' ask-often "$kexec" 10000
wait
is 'as often beside it, by many processes' "$(cat /tmp/passed)" ''
is 'each is counted' "$(($(denied) - before))" 20000
is 'each is recorded, or counted as lost' "$(($(recorded) + $(lost) - lost))" 20000

# There is room for 38.
for _ in $(seq 40); do
	bpf-program lsm_open attach >/dev/null 2>>/tmp/full &
	programs="${programs-} $!"
done
for _ in $(seq 100); do
	[ "$(grep -c 'too long' /tmp/full)" -lt 2 ] || break
	sleep 0.2
done
fails 'a raise whose hook is full' 1 holdfast lock confidentiality --native=no
like 'says so' "$output" 'guard of confidentiality cannot be attached'
is 'and is no half of one' "$(value engines.bpf.level holdfast status --json)" integrity
is 'kexec is refused all the same' "$(ask "$kexec")" EPERM
# shellcheck disable=SC2086 # a list
kill $programs 2>/dev/null
wait
succeeds 'when there is room again it is raised' holdfast lock confidentiality --native=no
is 'and refuses' "$(holdfast probe debugfs-read | awk 'NR == 2 { print $3 }')" denied
done_testing
