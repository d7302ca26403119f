#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: large
# disk: 64M
# The built-in LSM and a file with the digest of a listed program or module, but other content (both/swapped.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh 2>/dev/null

reg=0x174
# shellcheck source=tests/vm/both/swapped.sh
. /tests/both/swapped.sh

# This kernel lacks userfaultfd(2), by which the others are swapped.
policy 'Level=integrity' '' <<EOT
[Exception tool]
Reason=msr
Verity=$(enroll /mnt/tool)
EOT
succeeds 'lock by the policy' holdfast lock
ask_in_use
done_testing
