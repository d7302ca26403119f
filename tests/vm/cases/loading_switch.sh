#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: before 7.3
# default: one
# A program that overrules bpf(2) is there before the lock, hands out the link that guards the switch of ftrace, and is
# gone before the loader gives up on it. Apart: where the switch is turned meanwhile, 6.12 may lose its ftrace for good.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/waiting.sh
. /tests/waiting.sh

keep loading-switch
fails 'no lock' 1 holdfast lock integrity --native=no --seal
like 'it says so' "$output" 'kernel.ftrace_enabled'
touch /tmp/over
wait "$keeper"
is 'and no map is found' "$(cat /tmp/kept)" 'ready
no map was found'
is 'not locked' "$(value engines.bpf.state holdfast status --json)" not-loaded
done_testing
