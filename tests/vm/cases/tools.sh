#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# disk: 64M
# tools: wrmsr rdmsr setpci lspci dmidecode kexec bpftool
# From "never tried" to "enforced with two exceptions", with the tools that people have: docs/policy.md.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

bridge=00:00.0
# Writes back what is there: nothing changes.
set_msr() {
	/mnt/wrmsr -p 0 "$1" 0x"$(rdmsr -p 0 "$1")" 2>&1
}
set_pci() {
	/mnt/setpci -s $bridge "$1"="$(setpci -s $bridge "$1")" 2>&1
}

cp "$(command -v wrmsr)" "$(command -v setpci)" /mnt
holdfast enroll /mnt/wrmsr >/dev/null
holdfast enroll /mnt/setpci >/dev/null
succeeds 'audit' holdfast lock integrity --audit --native=no
is 'wrmsr works' "$(set_msr 0x174)" ''
is 'setpci works' "$(set_pci 3c.b)" ''
succeeds 'rdmsr' rdmsr -p 0 0x175
succeeds 'lspci' lspci -s $bridge
succeeds 'dmidecode, from physical memory' dmidecode --no-sysfs -s bios-vendor
succeeds 'kexec, to ask' kexec -c -u
succeeds 'bpftool' bpftool prog show

mkdir -p /etc/holdfast/holdfast.conf.d
holdfast suggest >/tmp/suggested
is 'four programs ran into it' "$(grep '^\[' /tmp/suggested | tr '\n' ' ')" \
	'[Exception setpci] [Exception wrmsr] [Exception dmidecode] [Exception kexec] '
# Two are wanted: what an admin does with an editor.
sed '/^\[Exception dmidecode\]/,$d' /tmp/suggested >/etc/holdfast/holdfast.conf.d/tools.conf
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
succeeds 'bpftool' bpftool prog show
fails 'dmidecode, from physical memory' 1 dmidecode --no-sysfs -s bios-vendor
like 'is refused' "$output" '/dev/mem: Operation not permitted'
fails 'kexec, to ask' 255 kexec -c -u
succeeds 'sealed' holdfast seal
is 'wrmsr works on' "$(set_msr 0x174)" ''
like 'who was stopped' "$(holdfast events)" 'deny .* dev-mem .*/dmidecode'
done_testing
