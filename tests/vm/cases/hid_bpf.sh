#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one since 7.0
# flavor: generic
# A BPF program that gets the input of a mouse (HID-BPF), which only this of Debian's kernels has: the seal stays as it was.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
PATH=$PATH:/escape

modprobe -a uhid hid-generic
is 'no engine: it is called' "$(hid-ops)" called
succeeds 'lock and seal' holdfast lock integrity --seal --native=no
holdfast probe >/tmp/before
is 'sealed: it is called' "$(hid-ops)" called
is 'under it: the engine enforces' "$(hid-ops enforces | tail -n 1)" called
hid-ops holdfast probe | grep -v '^called' | diff /tmp/before - >/tmp/different
is 'the probes come out the same' "$(cat /tmp/different)" ''
for escape in umount link-by-id map-by-id; do
	hid-ops timeout 20 sh "/escape/$escape.sh" >/dev/null 2>&1
	succeeds "$escape: it enforces" enforces
done
succeeds 'sealed' holdfast seal
done_testing
