#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: large
# disk: 64M
# The built-in LSM keeps a program that has exceptions apart from the rest of root (both/apart.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh 2>/dev/null

reg=0x174
reaches='attach seize getfd'
# shellcheck source=tests/vm/both/apart.sh
. /tests/both/apart.sh

ask_before
policy 'Level=integrity' '' <<EOT
[Exception tool]
Reason=msr
Verity=$(enroll /mnt/tool)
EOT
succeeds 'lock by the policy' holdfast lock
ask_reaching
like 'the kernel says so' "$(dmesg)" 'holdfast: denied excepted-process at integrity: exe=".*/reach-into"'
ask_its_names
ask_without
done_testing
