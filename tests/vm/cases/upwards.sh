#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# Levels only go up. A misspelt word is never taken for another.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

for word in Integrity integrit integrityx INTEGRITY ' integrity' '' 1 all none,integrity; do
	fails "level '$word'" 2 holdfast lock "$word"
	like "level '$word': the valid ones are listed" "$output" 'none, integrity, confidentiality'
done
fails 'no level, and no policy that has one' 1 holdfast lock
fails 'two levels' 2 holdfast lock integrity confidentiality
fails 'native=maybe' 2 holdfast lock integrity --native=maybe
like 'its choices are listed' "$output" 'auto, yes, no'
fails 'a misspelt option' 2 holdfast lock integrity --natve=no
like 'the options are listed' "$output" '--native=..., --require-clean, --seal, --for-policy, --audit=..., --boot, --json, --help'
fails 'a misspelt command' 2 holdfast lokc integrity
like 'the commands are listed' "$output" 'status, lock, seal, boot, explain, events, residue, probe'
fails 'a misspelt reason' 2 holdfast explain kexek
like 'the reasons are listed' "$output" 'kexec, .*xfrm-secret'
fails 'one misspelt reason among others' 2 holdfast explain kexec msrr
is_unlocked 'after all of them'

succeeds 'integrity' holdfast lock integrity
before=$(holdfast status --json)
succeeds 'integrity again' holdfast lock integrity
like 'says that nothing changed' "$output" 'Already locked'
is 'changed: false' "$(value changed holdfast lock integrity --json)" false
is 'and nothing did' "$(holdfast status --json)" "$before"
fails 'none is refused' 1 holdfast lock none
like 'with the reason' "$output" 'levels only go up'
is 'still integrity' "$(value level holdfast status --json)" integrity

succeeds 'confidentiality' holdfast lock confidentiality
is 'changed: true' "$(value engines.bpf.level holdfast status --json)" confidentiality
fails 'integrity is refused now' 1 holdfast lock integrity
is 'kexec is refused' "$(ask "$(number_of KEXEC)")" EPERM
is 'kcore is refused' "$(ask "$(number_of KCORE)")" EPERM
is 'the kernel'\''s own went along' "$(cat /sys/kernel/security/lockdown)" \
	'none integrity [confidentiality]'
done_testing
