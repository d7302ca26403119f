#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: small
# boot: lockdown=confidentiality holdfast=integrity holdfast=none
# Of several, the highest counts.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

is 'level' "$(cat /sys/kernel/security/holdfast/level)" confidentiality
done_testing
