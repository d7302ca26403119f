#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: small
# The built-in LSM's files, from none to the seal; its refusals, counters and records.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

dir=/sys/kernel/security/holdfast
EPERM='Operation not permitted' EINVAL='Invalid argument'

# refuses_input DESCRIPTION FILE TEXT ERROR: the write fails so, and neither level nor seal has changed
refuses_input() {
	before=$(cat $dir/level $dir/seal)
	text=$(printf %b "$3" | dd of=$dir/"$2" bs=4096 2>&1) && text=written
	like "$1" "$text" "$4"
	is "$1: nothing changed" "$(cat $dir/level $dir/seal)" "$before"
}

# The fields of a reason's line: allowed, audited, denied, unrecorded.
count() {
	awk -v reason="$1" '$1 == reason { print $2, $3, $4, $5 }' $dir/counters
}

# One request: a write to a register that does not exist, refused before it is tried.
ask_msr() {
	if text=$( (printf 12345678 | dd of=/dev/cpu/0/msr conv=notrunc bs=8 seek=536870000) 2>&1); then
		echo written
	else
		echo "$text" | grep -o "$EPERM\|Input/output error"
	fi
}

like 'KUnit: the vectors' "$(cat /sys/kernel/debug/kunit/holdfast/results)" '^ok 1 holdfast$'
is 'KUnit: how many' "$(grep -cE '^    ok [0-9]+ ' /sys/kernel/debug/kunit/holdfast/results)" 6
like 'KUnit: all that the decision can be asked' "$(cat /sys/kernel/debug/kunit/holdfast/results)" \
	'answers_hold_of_all: [1-9][0-9]{4} combinations$'
like 'among the LSMs' "$(cat /sys/kernel/security/lsm)" '(^|,)holdfast(,|$)'
is 'version' "$(cat $dir/version)" 1
is 'level' "$(cat $dir/level)" none
is 'seal' "$(cat $dir/seal)" 0
is 'counters: their names' "$(head -n 1 $dir/counters)" 'reason allowed audited denied unrecorded'
is 'counters: nothing was refused' "$(awk 'NR > 1 { all++; none += $2 + $3 + $4 + $5 == 0 }
	END { print (all > 30 && all == none) }' $dir/counters)" 1
is 'counters: the unknown reason is last' "$(tail -n 1 $dir/counters)" 'unknown 0 0 0 0'

for text in '' '\n' integrit Integrity ' integrity' 'integrity ' 'integrity\n\n' 'integrity\0' 1 \
	confidentialityconfidentialityconfidentialityconfidentialityconfidentiality; do
	[ -n "$text" ] || continue
	refuses_input "level: '$text'" level "$text" "$EINVAL"
done
refuses_input "seal: 'yes'" seal yes "$EINVAL"
refuses_input 'counters cannot be written' counters 1 'Permission denied|Invalid argument|Operation not permitted'
refuses_input 'version cannot be written' version 2 'Permission denied|Invalid argument|Operation not permitted'
chmod 666 $dir/level $dir/seal
is 'an ordinary user cannot raise' "$(su user -c "echo integrity >$dir/level" 2>&1 | grep -o "$EPERM")" "$EPERM"
is 'nor seal' "$(su user -c "echo 1 >$dir/seal" 2>&1 | grep -o "$EPERM")" "$EPERM"
is 'nothing changed' "$(cat $dir/level $dir/seal | tr '\n' ' ')" 'none 0 '
succeeds 'seal: 0 where it is not sealed' sh -c "echo 0 >$dir/seal"

like 'none: a register can be asked for' "$(ask_msr)" '^(written|Input/output error)$'
succeeds 'none, again' sh -c "echo none >$dir/level"
succeeds 'raise to integrity' sh -c "echo integrity >$dir/level"
is 'integrity is in force' "$(cat $dir/level)" integrity
succeeds 'integrity, again, without a newline' sh -c "printf integrity >$dir/level"
refuses_input 'not lower' level none "$EPERM"

is 'msr is refused' "$(ask_msr)" "$EPERM"
is 'it is counted' "$(count msr)" '0 0 1 0'
for _ in 1 2 3; do
	ask_msr >/dev/null
done
is 'each dd is a process, and recorded' "$(count msr)" '0 0 4 0'
for _ in $(seq 20); do
	ask_msr >/dev/null
done
is 'ten are recorded' "$(count msr)" '0 0 24 14'
logged 'holdfast: denied msr at integrity' 10
records=$(dmesg | grep 'holdfast: denied msr at integrity')
is 'ten lines in the log' "$(echo "$records" | wc -l)" 10
like 'a line: who' "$records" 'exe="[^"]*/busybox" comm="dd" pid=[0-9]+ uid=0 register=0xffffe380 unrecorded=0$'
logged type=1440
like 'a record in the audit system' "$(dmesg | grep 'type=1440')" \
	'reason=msr verdict=deny level=integrity pid=[0-9]+ uid=0 auid=4294967295 ses=4294967295 comm="dd" exe="[^"]*/busybox" register=0xffffe380 unrecorded=0'
# No driver is involved: the number alone is refused.
is 'a command to a device is refused' "$(nvme-ask /dev/null admin io64 | xargs)" 'admin EPERM io64 EPERM'
logged 'denied device-dma'
like 'and recorded with it' "$(dmesg | grep 'denied device-dma')" 'comm="nvme-ask" .* device=0x100003 unrecorded=0$'
like 'and of the level' "$(dmesg | grep 'type=1441')" 'op=set-level value=integrity .*exe=.* res=1'
sleep 5.2
ask_msr >/dev/null
logged 'unrecorded=14$'
like 'the next record tells of those without' "$(dmesg)" 'denied msr at integrity: .* unrecorded=14$'
cp /bin/busybox "$(printf '/tmp/busybox\nholdfast: sealed')"
(printf 12345678 | "$(printf '/tmp/busybox\nholdfast: sealed')" dd of=/dev/cpu/0/msr conv=notrunc bs=8 seek=1 2>/dev/null)
logged 'exe="/tmp/busybox'
like 'a name cannot be a line of its own' "$(dmesg | grep 'exe="/tmp/busybox')" 'exe="/tmp/busybox.x0aholdfast: sealed" comm="busybox.x0aholdfas"'
sleep 5.2
forging='/tmp/busybox" pid=1 uid=0'
cp /bin/busybox "$forging"
(printf 12345678 | "$forging" dd of=/dev/cpu/0/msr conv=notrunc bs=8 seek=1 2>/dev/null)
logged 'exe="/tmp/busybox.x22'
like 'nor end where a name has a quote' "$(dmesg | grep 'exe="/tmp/busybox.x22')" \
	'exe="/tmp/busybox.x22 pid=1 uid=0" comm="busybox.x22 pid=1 " pid=[0-9]+ uid=0 register='
long=/tmp/$(printf %0240d 1)/$(printf %0240d 2)/$(printf %0240d 3)/$(printf %0240d 4)
mkdir -p "$long"
cp /bin/busybox "$long/busybox"
(printf 12345678 | "$long/busybox" dd of=/dev/cpu/0/msr conv=notrunc bs=8 seek=1 2>/dev/null)
logged 'exe="[.]{3}'
like 'of a path that is too long for the log the end is told' "$(dmesg | grep 'exe="[.]')" \
	'exe="[.]{3}0+.*4/busybox" comm="busybox" pid=[0-9]+ uid=0 register=0x8 unrecorded=[0-9]+$'

succeeds 'seal' sh -c "echo 1 >$dir/seal"
is 'it is sealed' "$(cat $dir/seal)" 1
succeeds 'seal again' sh -c "echo 1 >$dir/seal"
refuses_input 'the seal stays' seal 0 "$EPERM"
refuses_input 'sealed: not lower' level none "$EPERM"
succeeds 'sealed: raise to confidentiality' sh -c "echo confidentiality >$dir/level"
refuses_input 'not from confidentiality either' level integrity "$EPERM"
is 'the lockdown LSM has its own level' "$(cat /sys/kernel/security/lockdown)" '[none] integrity confidentiality'
done_testing
