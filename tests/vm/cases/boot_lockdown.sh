#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# boot: lockdown=confidentiality holdfast=integrity
# early: boot
# The kernel's own parameter counts, too, and the higher of both.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

is 'holdfast boot' "$(cat /run/boot.status)" 0
is 'ours is at the higher level' "$(value engines.bpf.level holdfast status --json)" confidentiality
is 'and enforcing' "$(value engines.bpf.enforcing holdfast status --json)" true
like 'hidden' "$(holdfast status)" 'hidden: nobody can reach it'
peel >/tmp/peel 2>/dev/null
is 'peel' "$(cat /tmp/peel)" ''
is 'still enforcing' "$(value engines.bpf.enforcing holdfast status --json)" true
done_testing
