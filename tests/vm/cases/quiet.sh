#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# Quiet rules: refused and counted, and not recorded one by one; nothing else is left out of the record.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask
mkdir -p /etc/holdfast /usr/libexec/fwupd "/srv/a b"
asker=/usr/libexec/fwupd/sh other="/srv/a b/sh"
cp /bin/busybox $asker
cp /bin/busybox "$other"

# policy LEVEL RULE...: a rule is "PATH REASON..."
policy() {
	printf '[Lock]\nNative=no\nLevel=%s\n' "$1"
	shift
	number=0
	for rule; do
		printf '[Quiet q%s]\nProgram=%s\nReason=%s\n' "$((number += 1))" \
			"${rule%%|*}" "${rule#*|}"
	done
}
# by PROGRAM REASON...: asks for each, and prints the results
by() {
	program=$1
	shift
	for reason; do
		"$program" -c "echo $(number_of "$reason") >/sys/module/ask/parameters/number" \
			2>/dev/null && echo ok || echo refused
	done | tr '\n' ' '
}
# Takes out the records, without those of holdfast's own proofs: REASON PROGRAM
recorded() {
	holdfast events --json >/tmp/events
	i=0
	while reason=$(json events.$i.reason </tmp/events 2>/dev/null) && [ -n "$reason" ]; do
		echo "$reason $(json events.$i.exe </tmp/events)"
		i=$((i + 1))
	done | grep -v '/holdfast$'
}
denied() {
	value "reasons.$1.denied" holdfast status --json
}
kept_quiet() {
	value engines.bpf.events_quiet holdfast status --json
}
conf=/etc/holdfast/holdfast.conf

policy integrity "$asker|hibernation msr" "$other|hibernation" >$conf
succeeds 'a policy with nothing but quiet rules is right' holdfast policy check
like 'which counts them' "$output" 'exceptions: 0, quiet rules: 2$'
succeeds 'and locks' holdfast lock
holdfast events >/dev/null
is 'its program is refused' "$(by $asker HIBERNATION MSR)" 'refused refused '
is 'and not recorded' "$(recorded)" ''
is 'it is counted' "$(denied hibernation) $(denied msr)" '1 1'
is 'as kept quiet, too' "$(kept_quiet)" 2
like 'status says so to people' "$(holdfast status)" \
	'^Quiet +3 rules; refused and not recorded: 2$'
is 'and how many rules there are' "$(value engines.bpf.quiet_rules holdfast status --json)" 3
is 'another reason' "$(by $asker KEXEC)" 'refused '
is 'is recorded' "$(recorded)" "kexec $asker"
is 'another program' "$(by /bin/sh HIBERNATION)$(by "$other" MSR HIBERNATION)" \
	'refused refused refused '
is 'is recorded, too' "$(recorded)" "hibernation /usr/bin/busybox
msr $other"
mv $asker /usr/libexec/sh
by /usr/libexec/sh HIBERNATION >/dev/null
is 'so is the same file at another path' "$(recorded)" 'hibernation /usr/libexec/sh'
mv /usr/libexec/sh $asker
mkdir -p /deep/usr/libexec/fwupd && cp $asker /deep/$asker
by /deep/$asker HIBERNATION >/dev/null
is 'and a longer path that ends alike' "$(recorded)" "hibernation /deep$asker"

# A quiet refusal needs no room in the buffer, so none is lost.
before=$(denied hibernation) quiet=$(kept_quiet)
$asker -c "i=0; while [ \$i -lt 3000 ]; do
	echo $(number_of HIBERNATION) >/sys/module/ask/parameters/number; i=\$((i + 1)); done" 2>/dev/null
is 'thousands are counted' "$(($(denied hibernation) - before))" 3000
is 'and kept quiet' "$(($(kept_quiet) - quiet))" 3000
is 'and lose nobody' "$(value engines.bpf.events_lost holdfast status --json)" 0
by /bin/sh MSR >/dev/null
is 'whose refusal is still recorded' "$(recorded)" 'msr /usr/bin/busybox'
ask-often "$(number_of MSR)" 3000
lost=$(value engines.bpf.events_lost holdfast status --json)
by $asker HIBERNATION >/dev/null
is 'where the buffer is full, it is no lost event' \
	"$(value engines.bpf.events_lost holdfast status --json)" "$lost"
holdfast events >/dev/null 2>&1

is 'the kernel takes a new rule' "$(ask-policy 1 7)" 'ok ok'
is 'but none for the seal' "$(ask-policy 1 7seal)" 'ok EINVAL'
is 'the same: nothing is different' "$(holdfast policy diff)" 'The same as the policy in force'
policy integrity "$asker|kexec hibernation" >$conf
is 'what would be different' "$(holdfast policy diff | sort)" \
	"looser    q1, kexec                         recorded -> quiet
tighter   hibernation                       quiet -> recorded  $other
tighter   msr                               quiet -> recorded  $asker"
succeeds 'another policy' holdfast lock
is 'refuses, too' "$(by $asker MSR KEXEC)$(by "$other" HIBERNATION)" 'refused refused refused '
is 'and records what it does not name' "$(recorded)" "msr $asker
hibernation $other"

{
	policy integrity "$asker|kexec hibernation"
	printf '[Reasons]\nkexec=audit\n'
} >$conf
succeeds 'audited' holdfast lock
is 'it may' "$(by $asker KEXEC HIBERNATION)" 'ok refused '
is 'and what would be refused is recorded' "$(recorded)" "kexec $asker"

policy integrity "$asker|kexec hibernation" >$conf
succeeds 'sealed' holdfast lock
succeeds 'with rules' holdfast seal
holdfast events >/dev/null
is 'they stay' "$(by $asker KEXEC HIBERNATION)$(recorded)" 'refused refused '
is 'sealed: the kernel takes no new one' "$(ask-policy 1 7 3)" 'EPERM EPERM EPERM'
policy integrity "$asker|kexec hibernation msr" >$conf
like 'sealed: one more' "$(holdfast policy diff)" 'It would be refused: the lock is sealed'
fails 'sealed: one more' 1 holdfast lock
like 'is refused' "$output" 'a quiet rule that is not: from the seal on, they only go'
is 'and nothing is different' "$(by $asker KEXEC HIBERNATION MSR)$(recorded)" \
	"refused refused refused msr $asker"
policy integrity "$asker|kexec" >$conf
succeeds 'sealed: one less' holdfast lock
is 'is recorded' "$(by $asker KEXEC HIBERNATION)$(recorded)" "refused refused hibernation $asker"
is 'sealed: how many there are' "$(value engines.bpf.quiet_rules holdfast status --json)" 1
is 'and is the policy in force' "$(holdfast policy diff)" 'The same as the policy in force'
cp /bin/busybox /usr/libexec/fwupd/umount
policy integrity '/usr/libexec/fwupd/umount|seal' >$conf
fails 'the seal in a rule' 1 holdfast policy check
like 'is refused' "$output" "conf:6:8: a quiet rule cannot have the reason 'seal'; valid: "
/usr/libexec/fwupd/umount /run/initramfs/holdfast 2>/dev/null
is 'who tries to undo it is recorded' "$(recorded)" 'seal /usr/libexec/fwupd/umount'
succeeds 'whole' holdfast status
done_testing
