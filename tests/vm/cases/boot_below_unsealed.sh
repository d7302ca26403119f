#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: since 7.0
# boot: holdfast=integrity
# early: stay
# Without a seal, a process that stayed in the initramfs takes the hidden anchor away, if the initial root is on another
# mount: the control of boot_below. Before Linux 7 it is on none.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
PATH=$PATH:/escape

like 'hidden' "$(holdfast status)" 'hidden: nobody can reach it'
succeeds 'it enforces' enforces
is 'another mount takes the place of the initial root' "$(below pivot "$(cat /run/stays)" | xargs)" 'done ESCAPED'
fails 'nothing enforces' 1 enforces
done_testing
