#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The control program, asked directly and not through `holdfast lock`: it can only raise.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask
level() { value engines.bpf.level holdfast status --json; }

succeeds 'lock integrity' holdfast lock integrity --native=no
is 'to none' "$(control 1 0)" EPERM
is 'to itself' "$(control 1 1)" 0
is 'to a level that is none' "$(control 1 3)" EINVAL
is 'to a huge one' "$(control 1 4294967295)" EINVAL
is 'an operation that is none' "$(control 0 2)" EINVAL
is 'another' "$(control 3 2)" EINVAL
is 'still integrity' "$(level)" integrity
before=$(value reasons.kexec.since holdfast status --json)
is 'to confidentiality' "$(control 1 2)" 0
is 'it is' "$(level)" confidentiality
fails 'but its guard is not there: status' 1 holdfast status
succeeds 'lock makes up for it' holdfast lock confidentiality --native=no
is 'since integrity'\''s time, for integrity'\''s' \
	"$(value reasons.kexec.since holdfast status --json)" "$before"
is 'and it is enforced' "$(ask "$(number_of KCORE)")" EPERM
is 'back to integrity' "$(control 1 1)" EPERM
is 'back to none' "$(control 1 0)" EPERM
is 'still confidentiality' "$(level)" confidentiality
is 'and enforced' "$(ask "$(number_of KEXEC)")" EPERM
is 'what native is at rises, too' "$(control 2 2)$(control 2 0)" 00
done_testing
