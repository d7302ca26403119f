#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one since 6.9
# Memory that a BPF program and a process share (an arena), from before the seal and after it: such a program reads and
# writes only its own pages, also at confidentiality.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
PATH=$PATH:/escape

is 'no engine: it is written to' "$(arena)" written
mkfifo /tmp/next
arena hold </tmp/next >/tmp/held &
holder=$!
exec 8>/tmp/next
until [ -s /tmp/held ]; do sleep 0.2; done
succeeds 'lock and seal' holdfast lock integrity --seal --native=no
holdfast probe >/tmp/before
holdfast status >/tmp/status
is 'sealed: a new one' "$(arena)" written
echo >&8
for _ in $(seq 50); do
	[ "$(wc -l </tmp/held)" -lt 2 ] || break
	sleep 0.2
done
is 'and that from before' "$(cat /tmp/held)" 'written
written'
succeeds 'it enforces' enforces
is 'the probes come out the same' "$(holdfast probe | diff /tmp/before -)" ''
succeeds 'raise' holdfast lock confidentiality --native=no
is 'confidentiality: a new one' "$(arena)" written
exec 8>&-
wait $holder
succeeds 'whole' holdfast status
like 'and sealed' "$output" '[Ss]ealed'
done_testing
