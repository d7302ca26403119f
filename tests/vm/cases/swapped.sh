#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 64M
# A file that has the digest of a program with exceptions, or of a listed module, and is another
# (both/swapped.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

reg=0x174
# shellcheck source=tests/vm/both/swapped.sh
. /tests/both/swapped.sh

ask_before
shell=$(enroll /mnt/shell)
policy 'Level=integrity' '' <<EOF
[Exception shell]
Reason=msr
Verity=$shell
[Exception tool]
Reason=msr
Verity=$(enroll /mnt/tool)
[Exception module]
Reason=module-signature
Module=$(enroll /mnt/listed.ko)
EOF
succeeds 'lock by the policy' holdfast lock --seal
ask_swapped
ask_read_anew
done_testing
