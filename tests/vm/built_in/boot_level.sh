#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: large
# boot: holdfast=integrity efivar_ssdt=probe 8250.share_irqs=1
# initrd: acpi-table
# From the command line: in force before the architecture's setup looks for ACPI tables.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

is 'level' "$(cat /sys/kernel/security/holdfast/level)" integrity
is 'the lockdown LSM has not taken it' "$(cat /sys/kernel/security/lockdown)" '[none] integrity confidentiality'
succeeds 'a table was found in the initramfs' sh -c 'dmesg | grep "SSDT ACPI table found in initrd"'
is 'and not taken' "$(cat /sys/firmware/acpi/tables/*SDT* | strings | grep -o 'HLDFSTPROBE\|DSDT' | sort -u)" DSDT
like 'it was refused at boot' "$(dmesg)" 'holdfast: denied acpi-tables at integrity: exe="\?" comm="swapper'
like 'so was the parameter' "$(dmesg)" 'holdfast: denied module-parameters at integrity'
like 'IMA has the rules of the architecture' "$(cat /sys/kernel/security/ima/policy)" 'measure func=MODULE_CHECK'
done_testing
