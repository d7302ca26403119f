#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: large
# disk: 64M
# The built-in LSM and code that is loaded into a program with exceptions (both/libraries.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh 2>/dev/null

# shellcheck source=tests/vm/both/libraries.sh
. /tests/both/libraries.sh

# A child's credentials refer to the same mark.
is 'what a child loses its parent does' "$(/mnt/runner fork)" EPERM
is 'and the next one has it' "$(/mnt/runner nothing)" ok
done_testing
