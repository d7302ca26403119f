#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: before 7.3
# default: one
# A program that overrules bpf(2) is loaded before the lock, lets another process get the link that guards ftrace's
# switch, and is gone before the loader gives up. A case of its own: if ftrace is turned off meanwhile, 6.12 may lose it
# for good.
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
