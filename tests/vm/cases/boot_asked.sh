#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# initrd: acpi-table
# boot: efivar_ssdt=probe
# Requests that are only made at boot, without a lock: boot_asked_native is the counterpart.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

is 'not locked' "$(cat /sys/kernel/security/lockdown)" '[none] integrity confidentiality'
succeeds 'the table is found' sh -c 'dmesg | grep "SSDT ACPI table found in initrd"'
succeeds 'the table is taken' grep -q HLDFSTPROBE /sys/firmware/acpi/tables/SSDT*
is 'nothing was refused' "$(dmesg | grep -c 'Lockdown: swapper.*ACPI')" 0
# Our lock comes later, and undoes nothing.
succeeds 'lock' holdfast lock integrity
succeeds 'the table stays' grep -q HLDFSTPROBE /sys/firmware/acpi/tables/SSDT*
done_testing
