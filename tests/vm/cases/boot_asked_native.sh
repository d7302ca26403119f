#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# initrd: acpi-table
# boot: lockdown=integrity efivar_ssdt=probe 8250.share_irqs=1
# Requests that are only made at boot, on a kernel that was booted locked. From 6.12 on the kernel's own lockdown starts
# after the architecture's setup, which loads the tables: docs/gaps.md.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

refusals() { # PATTERN
	dmesg | grep -c "Lockdown: swapper.*$1"
}

is 'locked' "$(cat /sys/kernel/security/lockdown)" 'none [integrity] confidentiality'
succeeds 'the table is found' sh -c 'dmesg | grep "SSDT ACPI table found in initrd"'
taken=$(cat /sys/firmware/acpi/tables/SSDT* 2>/dev/null | grep -c HLDFSTPROBE)
if here before 6.12; then
	is 'the table is not taken' "$taken" 0
	is 'refused: the table, and efivar_ssdt=' "$(refusals 'modifying ACPI tables')" 2
else
	is 'the table is taken all the same' "$taken" 1
	is 'refused: efivar_ssdt=' "$(refusals 'modifying ACPI tables')" 1
fi
is 'refused: a parameter' "$(refusals 'unsafe module parameters')" 1
done_testing
