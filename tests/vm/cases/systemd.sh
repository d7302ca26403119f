#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: 6.12
# early: systemd
# boot: level=integrity
# add: dist/systemd
# tools: systemd systemctl /lib/systemd
# A boot with the real systemd, and holdfast.service in it.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

is 'it is systemd' "$(cat /proc/1/comm)" systemd
is 'the unit' "$(systemctl is-active holdfast)" active
is 'no unit of ours has failed' "$(systemctl --failed --plain --no-legend 'holdfast*')" ''
succeeds 'locked' holdfast status
like 'at the level' "$output" '^BPF +enforcing at integrity'
fails 'dev-mem is refused' 1 head -c 1 /dev/mem
done_testing
