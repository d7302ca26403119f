#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# disk: 64M
# tools: wrmsr rdmsr setpci lspci dmidecode kexec bpftool turbostat flashrom
# From "never tried" to "enforced with two exceptions", with common tools: docs/policy.md.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

bridge=00:00.0
# Writes the present value back, so nothing changes.
set_msr() {
	/mnt/wrmsr -p 0 "$1" 0x"$(rdmsr -p 0 "$1")" 2>&1
}
set_pci() {
	/mnt/setpci -s $bridge "$1"="$(setpci -s $bridge "$1")" 2>&1
}
# Only one column, from an MSR: the guest lacks counters, and with the others Debian 13's turbostat restarts for ever.
read_turbostat() {
	timeout 60 turbostat --quiet -n 1 -i 0.1 --add msr0x175,u64,raw,ESP --show ESP 2>/dev/null | grep -c ESP
}
# The guest has no flash chip, but a chipset.
read_flash() {
	"$1/flashrom" -p internal 2>&1 | grep -oE 'Enabling flash write... OK|Could not get I/O privileges'
}

is 'before: turbostat works' "$(read_turbostat)" 1
is 'before: flashrom works' "$(read_flash /usr/local/bin)" 'Enabling flash write... OK'
for tool in wrmsr setpci flashrom; do
	cp "$(command -v $tool)" /mnt
	holdfast enroll /mnt/$tool >/dev/null
done
succeeds 'audit' holdfast lock integrity --audit --native=no
is 'wrmsr works' "$(set_msr 0x174)" ''
is 'setpci works' "$(set_pci 3c.b)" ''
is 'flashrom works' "$(read_flash /mnt)" 'Enabling flash write... OK'
is 'turbostat works' "$(read_turbostat)" 1
succeeds 'rdmsr' rdmsr -p 0 0x175
succeeds 'lspci' lspci -s $bridge
succeeds 'dmidecode, from physical memory' dmidecode --no-sysfs -s bios-vendor
succeeds 'kexec, to ask' kexec -c -u
succeeds 'bpftool' bpftool prog show

mkdir -p /etc/holdfast/holdfast.conf.d
holdfast suggest >/tmp/suggested
is 'five programs ran into it' "$(grep '^\[' /tmp/suggested | tr '\n' ' ')" \
	'[Exception flashrom] [Exception setpci] [Exception wrmsr] [Exception dmidecode] [Exception kexec] '
# section NAME: edits the policy as an admin does
section() {
	sed -n "/^\[Exception $1\]/,/^$/p" /tmp/suggested
}
is 'flashrom wants all ports, memory and PCI registers' "$(section flashrom | sed -n '2p;/Ports=/p')" 'Reason=dev-mem pci-access ioport
# No Ports=: its list has all I/O ports; valid: less, or no Ports= at all'
is 'turbostat did not' "$(grep -c turbostat /tmp/suggested)" 0
{ section setpci && section wrmsr; } >/etc/holdfast/holdfast.conf.d/tools.conf
policy 'Level=integrity' '' </dev/null
is 'the policy is right' "$(holdfast policy check 2>/dev/null)" \
	'The policy is right: level integrity, exceptions: 2'
like 'and says what it gives away' "$(holdfast policy check 2>&1)" 'exception wrmsr can write the registers it is given'
like 'it answers for one' "$(holdfast policy test msr /mnt/wrmsr 0x174)" 'allow.*|wrmsr'
like 'and for another' "$(holdfast policy test msr /mnt/wrmsr 0x175)" 'deny'

succeeds 'enforced' holdfast lock
is 'two exceptions' "$(value engines.bpf.exceptions holdfast status --json)" 2
is 'the level is claimed' "$(value level holdfast status --json)" integrity
is 'wrmsr works' "$(set_msr 0x174)" ''
like 'on no other register' "$(set_msr 0x175)" '[Cc]annot set|not permitted'
is 'setpci works' "$(set_pci 3c.b)" ''
like 'as another program it does not' "$(setpci -s $bridge 3c.b=0 2>&1)" 'not permitted|[Ff]ailed|rror'
succeeds 'rdmsr' rdmsr -p 0 0x175
succeeds 'lspci' lspci -s $bridge
is 'turbostat' "$(read_turbostat)" 1
succeeds 'bpftool' bpftool prog show
is 'flashrom is refused' "$(read_flash /mnt)" 'Could not get I/O privileges'
fails 'dmidecode, from physical memory' 1 dmidecode --no-sysfs -s bios-vendor
like 'is refused' "$output" "/dev/mem: Operation not permitted|Can't read memory from /dev/mem"
fails 'kexec, to ask' 255 kexec -c -u
section flashrom >/etc/holdfast/holdfast.conf.d/flash.conf
succeeds 'a third exception' holdfast lock
is 'flashrom works' "$(read_flash /mnt)" 'Enabling flash write... OK'
is 'and no other flashrom' "$(read_flash /usr/local/bin)" 'Could not get I/O privileges'
succeeds 'sealed' holdfast seal
is 'wrmsr works on' "$(set_msr 0x174)" ''
holdfast events >/tmp/events
like 'who was stopped' "$(cat /tmp/events)" 'deny .* dev-mem .*/dmidecode'
like 'and at which ports' "$(cat /tmp/events)" 'deny .* ioport 0x0-0xffff .*/mnt/flashrom'
done_testing
