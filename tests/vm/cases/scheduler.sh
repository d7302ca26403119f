#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: since 7.0
# A scheduler of processes that is a BPF program (sched_ext), which Debian's kernels have since 7.0: it loads at each level,
# because this one reads nothing, and the seal stays as it was.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
state=/sys/kernel/sched_ext/state

succeeds 'lock and seal' holdfast lock integrity --seal --native=no
holdfast probe >/tmp/before
is 'it schedules' "$(scheduler cat $state)" enabled
is 'under it: the engine enforces' "$(scheduler enforces && echo so)" so
is 'the probes come out the same' "$(scheduler holdfast probe | diff /tmp/before -)" ''
for escape in umount link-by-id map-by-id; do
	scheduler timeout 20 sh "/escape/$escape.sh" >/dev/null 2>&1
	succeeds "$escape: it enforces" enforces
done
succeeds 'sealed' holdfast seal
is 'it is gone' "$(cat $state)" disabled
succeeds 'raise' scheduler holdfast lock confidentiality --native=no
is 'it comes there, too' "$(scheduler cat $state)" enabled
succeeds 'it still enforces' enforces
done_testing
