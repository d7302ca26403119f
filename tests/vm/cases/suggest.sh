#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# disk: 64M
# From audited to enforced, with only those exceptions that the record suggests.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

fails 'nothing loaded' 1 holdfast suggest
like 'is said' "$output" 'no engine of holdfast is loaded'

digest=$(enroll /mnt/tool)
succeeds 'audit' holdfast lock integrity --native=no --audit
holdfast events >/dev/null
/mnt/tool pwrite 0x174 >/dev/null
/mnt/tool ioperm 0x80 >/dev/null
/mnt/tool ioperm 0x81 >/dev/null

holdfast suggest >/tmp/suggested
is 'the section' "$(grep -v '^#' /tmp/suggested)" "
[Exception tool]
Reason=ioport msr
Program=/mnt/tool
Verity=$digest
Registers=0x174
Ports=0x80-0x82"
is 'the same again: it takes nothing away' "$(holdfast suggest)" "$(cat /tmp/suggested)"
holdfast events --json >/tmp/events
is 'the events are still there' "$(json events.2.reason </tmp/events)" ioport
is 'with the ports' "$(json events.1.detail.first </tmp/events)" 128
is 'and the register' "$(json events.0.detail.last </tmp/events)" 372
is 'from a file, the same' "$(holdfast suggest /tmp/events)" "$(cat /tmp/suggested)"
is 'from standard input, too' "$(holdfast suggest - </tmp/events)" "$(cat /tmp/suggested)"
is 'and when they are taken out, nothing' "$(holdfast suggest 2>/dev/null)" ''
is 'nor later than all of them' "$(holdfast suggest --since=2038-01-01T00:00:00Z /tmp/events 2>/dev/null)" ''
is 'but since an hour' "$(holdfast suggest --since=1h /tmp/events)" "$(cat /tmp/suggested)"

/mnt/tool write 0x174 >/dev/null
head -c 1 /dev/mem >/dev/null
holdfast suggest >/tmp/wide
like 'by write, it is not known which register' "$(cat /tmp/wide)" 'No Registers=: 1 of its events'
is 'and not narrowed' "$(grep -c '^Registers=' /tmp/wide)" 0
like 'an interpreter is warned of' "$(cat /tmp/wide)" 'Warning: it is an interpreter'
holdfast events >/dev/null
holdfast events --follow >/dev/null &
sleep 1
fails 'a second reader' 1 holdfast suggest
kill $!
wait
fails 'not for users' 1 su user -c 'holdfast suggest'

fails 'no JSON' 1 sh -c 'holdfast suggest /tmp/wide 2>/dev/null >/tmp/printed'
is 'prints nothing' "$(wc -c </tmp/printed)" 0
fails 'no time' 2 holdfast suggest --since=yesterday /tmp/events

succeeds 'it is a policy' holdfast policy check /tmp/suggested
policy Level=integrity '' </tmp/suggested
succeeds 'lock by it' holdfast lock
is 'its register' "$(/mnt/tool pwrite 0x174)" ok
is 'its ports' "$(/mnt/tool ioperm 0x80)$(/mnt/tool ioperm 0x81)" okok
is 'another register' "$(/mnt/tool pwrite 0x175)" EPERM
is 'another port' "$(/mnt/tool ioperm 0x82)" EPERM
is 'another reason' "$(head -c 1 /dev/mem 2>/dev/null | wc -c)" 0
is 'another program' "$(/mnt/copy pwrite 0x174)" EPERM
holdfast suggest >/tmp/none 2>/tmp/said
is 'what was denied does not count' "$(cat /tmp/none)" ''
like 'and is said to be there' "$(cat /tmp/said)" 'events were denied: --denied'
like 'until it is asked for' "$(holdfast suggest --denied)" 'Exception copy'
done_testing
