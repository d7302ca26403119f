#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# A build whose table lacks KEXEC and KCORE: both are refused at the level of their place.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask
stock=$(command -v holdfast)
PATH=/variants/unknown:$PATH

fails 'this build does not know it' 2 holdfast explain kexec
succeeds 'lock' holdfast lock integrity --native=no
is 'a name of integrity is refused' "$(ask "$(number_of KEXEC)")" EPERM
is 'one of confidentiality is not' "$(ask "$(number_of KCORE)")" ''
like 'the record has the kernel'\''s name' "$(holdfast events)" ' bpf +kexec '
is 'so has status' "$(value reasons.kexec.level holdfast status --json)" integrity
succeeds 'raise' holdfast lock confidentiality --native=no
is 'now it is' "$(ask "$(number_of KCORE)")" EPERM
is 'its level is its place'\''s' "$(value reasons.kcore.level holdfast status --json)" \
	confidentiality

fails 'another version does not read this engine' 1 "$stock" status
like 'and says so' "$output" 'another version'
like 'nor takes it for none' "$output" 'Level +unknown, at least none'
is 'nor for allowing' "$("$stock" status --json 2>/dev/null | json reasons.msr.verdict)" null
fails 'nor raise it' 1 "$stock" lock confidentiality
done_testing
