#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# libbpf.sh VERSION: loads the engine with the guest's libbpf, in all variants.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

verified >/tmp/verified 2>&1
is 'the library' "$(sed -n 's/^# libbpf v//p' /tmp/verified)" "${1%.*}"
is 'each program is within what a verifier reads, and attached' "$(grep -v '^#' /tmp/verified)" 'ok 1 - residue
ok 2 - the guard of the load
ok 3 - the guard of the load, native confidentiality
ok 4 - no policy
ok 5 - a policy
ok 6 - no policy, native confidentiality
ok 7 - a policy, native confidentiality
1..7'
grep 'the worst' /tmp/verified

# Enough descriptors for the maps, and too few for the programs.
fails 'a load that fails' 1 sh -c 'ulimit -n 36 && exec holdfast lock none --native=no'
like 'says at which step, of what, and with which library' "$output" \
	"cannot be loaded: Too many open files \(to load the object: the program [a-z_]+, with libbpf v${1%.*}\)"

mkdir -p /etc/holdfast
# policy LEVEL: one with an exception, a list, and a quiet rule, so that all guards of a policy are attached
policy() {
	cat >/etc/holdfast/holdfast.conf <<-END
		[Lock]
		Level=$1
		Native=no
		[Exception tool]
		Verity=sha256:$(printf '%064d' 1)
		Reason=msr debugfs
		Paths=/sys/kernel/debug/sleep_time
		Libraries=verified
		[Exception module]
		Reason=module-signature
		Module=sha256:$(printf '%064d' 2)
		[Quiet tool]
		Program=/usr/bin/tool
		Reason=kexec
	END
}

# enforces LEVEL SEALED
enforces() {
	is "$way: the level" "$(value engines.bpf.level holdfast status --json)" "$1"
	is "$way: sealed" "$(value engines.bpf.sealed holdfast status --json)" "$2"
	[ "$1" = none ] || {
		is "$way: kexec" "$(holdfast probe kexec | awk 'NR == 2 { print $3 }')" denied
		like "$way: is recorded" "$(holdfast events)" kexec
	}
	succeeds "$way: the residue is found" test -n "$(holdfast residue 2>&1)"
}

for level in none integrity confidentiality; do
	way="lock $level"
	succeeds "$way" holdfast lock $level --native=no
	enforces $level false
	remove_engine
	way="lock $level by a policy"
	policy $level
	succeeds "$way" holdfast lock
	enforces $level false
	remove_engine
done
way='raised'
succeeds "$way" holdfast lock none --native=no
succeeds "$way: once" holdfast lock integrity --native=no
succeeds "$way: twice" holdfast lock confidentiality --native=no
enforces confidentiality false
remove_engine
way='lock integrity --seal'
succeeds "$way" holdfast lock integrity --seal --native=no
enforces integrity true
done_testing
