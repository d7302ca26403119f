#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# Audit: requests that the level would refuse are allowed and recorded. They may be enforced later, and never audited again.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

outcome() { holdfast probe "$1" | awk -v p="$1" '$1 == p { print $3 }'; }
verdict() { value "reasons.$1.verdict" holdfast status --json; }

for wrong in none,--audit integrity,--audit=mrs integrity,--audit=seal integrity,--audit=kcore \
	integrity,--audit= integrity,--audit=msr,,dev-mem integrity,--audit,--native=yes; do
	level=${wrong%%,*}
	# shellcheck disable=SC2046 # one or two
	fails "lock $wrong" 2 holdfast lock "$level" $(echo "${wrong#*,}" |
		sed 's/,--/ --/')
done
is 'loads nothing' "$(value engines.bpf.state holdfast status --json)" not-loaded

holdfast probe | awk 'NR > 1 { print $1, $3 }' | grep -v -e '^[0-9]' >/tmp/before
succeeds 'lock confidentiality --audit' holdfast lock confidentiality --audit
like 'says that it refuses nothing' "$output" '^Refusing nothing, and auditing at confidentiality'
is 'the kernel'\''s own was left alone' "$(cat /sys/kernel/security/lockdown)" \
	'[none] integrity confidentiality'
holdfast probe | awk 'NR > 1 { print $1, $3 }' | grep -v -e '^[0-9]' >/tmp/audited
is 'every probe comes out as without it' "$(diff /tmp/before /tmp/audited)" ''
is 'no level is claimed' "$(value level holdfast status --json)" none
is 'msr is audited' "$(verdict msr)" audit
is 'the seal is not' "$(verdict seal)" allow
for reason in msr kexec dev-mem ioport kcore perf tracefs debugfs-read bpf-modify-return bpf-syscall \
	bpf-typed-read; do
	succeeds "$reason was counted" test "$(value reasons.$reason.audited holdfast status --json)" -gt 0
	is "$reason was never denied" "$(value reasons.$reason.denied holdfast status --json)" 0
done
# The probes have filled the buffer.
holdfast events >/dev/null
head -c 1 /dev/mem >/dev/null 2>&1
like 'and recorded, with who it was' "$(holdfast events | grep dev-mem | tail -n 1)" \
	' audit +bpf +dev-mem .*busybox'

succeeds 'lock at the same level without it' holdfast lock confidentiality --native=no
like 'changes that' "$output" '^Locked at confidentiality'
is 'denied' "$(outcome msr)$(outcome kcore)$(outcome debugfs-read)" denieddenieddenied
is 'the level is claimed' "$(value level holdfast status --json)" confidentiality
fails 'and no way back' 1 holdfast lock confidentiality --audit=msr --native=no
like 'is said' "$output" 'msr is refused already'
succeeds 'all of it' holdfast lock confidentiality --audit --native=no
like 'changes nothing' "$output" '^Already locked'
is 'still denied' "$(outcome msr)" denied
remove_engine

succeeds 'some only' holdfast lock integrity --audit=msr,ioport --native=no
is 'those are open' "$(outcome msr)$(outcome ioport)" openopen
is 'others denied' "$(outcome dev-mem)$(outcome kexec)" denieddenied
is 'the level is not claimed whole' "$(value level holdfast status --json)" none
like 'status lists them' "$(holdfast status)" '^Audited +ioport msr$'
fails 'raise, and audit what is refused' 1 holdfast lock confidentiality --audit=dev-mem --native=no
is 'nothing was changed' "$(value engines.bpf.level holdfast status --json)" integrity
is 'nor enforced' "$(outcome msr)" open
succeeds 'raise, and audit less of one level and some of the next' \
	holdfast lock confidentiality --audit=msr,kcore --native=no
is 'those are open' "$(outcome msr)$(outcome kcore)" openopen
is 'others denied' "$(outcome ioport)$(outcome debugfs-read)$(outcome dev-mem)" denieddenieddenied
succeeds 'seal' holdfast seal
is 'the control program puts nothing back' "$(control 1 1)$(outcome ioport)" EPERMdenied
succeeds 'sealed, it can be enforced' holdfast lock confidentiality --native=no
is 'and is' "$(outcome msr)$(outcome kcore)" denieddenied
is 'whole' "$(value level holdfast status --json)" confidentiality
done_testing
