#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 64M
# qemu: -drive if=none,id=nvme,file.driver=null-co,file.size=64M,format=raw,snapshot=on -device nvme,drive=nvme,serial=holdfast
# tools: smartctl nvme
# smartctl and nvme with an exception from device-dma reach the devices that it names, or all; no other program does.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

cp "$(command -v smartctl)" "$(command -v nvme)" /mnt
cp /mnt/smartctl /mnt/other
policy 'Level=integrity' '' <<EOF2
[Exception smartctl]
Reason=device-dma
Program=/mnt/smartctl
Verity=$(enroll /mnt/smartctl)
Devices=/dev/nvme0 /dev/nvme7
[Exception nvme]
Reason=device-dma
Program=/mnt/nvme
Verity=$(enroll /mnt/nvme)
EOF2
succeeds 'lock by the policy' holdfast lock
like 'a device that is not there is told' "$output" \
	'\[Exception smartctl\] does not cover /dev/nvme7, which is no device now: No such file or directory'
is 'two exceptions' "$(value engines.bpf.exceptions holdfast status --json)" 2
succeeds 'smartctl' /mnt/smartctl -H -i /dev/nvme0
like 'has the disk tell' "$output" 'SMART overall-health self-assessment test result: PASSED'
fails 'smartctl, another device' 2 /mnt/smartctl -H /dev/nvme0n1
succeeds 'nvme' /mnt/nvme smart-log /dev/nvme0n1
like 'has the disk tell' "$output" 'temperature'
succeeds 'nvme, another device' /mnt/nvme id-ctrl /dev/nvme0
fails 'a copy' 2 /mnt/other -H /dev/nvme0
for answer in 'nvme0 allow' 'nvme0n1 deny'; do
	succeeds "$answer" holdfast policy test device-dma /mnt/smartctl "/dev/${answer% *}"
	like 'the policy says so' "$output" "${answer#* }"
done

holdfast events >/dev/null
/mnt/other -H /dev/nvme0 >/dev/null
/mnt/other -H /dev/nvme0n1 >/dev/null
/mnt/other -H /dev/nvme0 >/dev/null
holdfast events --json >/tmp/events
like 'an exception is suggested' "$(holdfast suggest --denied /tmp/events | tr '\n' '|')" \
	'Reason=device-dma\|Program=/mnt/other\|.*Devices=/dev/nvme0 /dev/nvme0n1\|'
succeeds 'sealed' holdfast seal
succeeds 'sealed: smartctl' /mnt/smartctl -H /dev/nvme0
sed -i '/^Devices=/d' /etc/holdfast/holdfast.conf
fails 'sealed: it gets no wider' 1 holdfast lock
fails 'sealed: smartctl, another device' 2 /mnt/smartctl -H /dev/nvme0n1
done_testing
