#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# make FORCE_LEVEL=integrity: the program and the engine accept no lower level.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask
PATH=/variants/forced:$PATH

like 'it says what it is' "$(holdfast --version)" 'always at least integrity'
fails 'none is no level of it' 2 holdfast lock none
like 'and says so' "$output" 'always enforces; valid levels: integrity, confidentiality'
is_unlocked 'nothing was loaded'
succeeds 'integrity' holdfast lock integrity --native=no
is 'enforced' "$(ask "$(number_of KEXEC)")" EPERM
is 'status says so' "$(value forced holdfast status --json)" integrity
fails 'none is still no level' 2 holdfast lock none
done_testing
