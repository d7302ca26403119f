#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: small
# boot: lockdown=integrity holdfast=integrety
# A misspelt level counts as the strictest; both LSMs read lockdown=.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

is 'level' "$(cat /sys/kernel/security/holdfast/level)" confidentiality
is 'the lockdown LSM has its own' "$(cat /sys/kernel/security/lockdown)" 'none [integrity] confidentiality'
like 'the log says so' "$(dmesg)" 'holdfast: holdfast=integrety is no level: none, integrity or confidentiality'
is 'loudly' "$(dmesg -r | grep 'is no level' | cut -c 2)" 1
done_testing
