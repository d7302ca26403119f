#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: none
# kernels: one
# A probe on a locked system that lacks what the probe needs: its answer is "not reachable" or "denied otherwise", and
# never "denied". First come things that one process can lack, and last those that are gone until the next boot.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

# probe_with REASONS COMMAND...: names and outcomes, in the environment that the command makes
probe_with() {
	reasons=$1
	shift
	# shellcheck disable=SC2086 # a list
	"$@" holdfast probe --intrusive $reasons >/tmp/rows 2>/tmp/stderr || cat /tmp/stderr
	awk '$2 == "REASON" || $2 == "probes:" { next }
		$3 == "denied" && $4 != "otherwise" { print $1, "denied", $4; next }
		$3 == "denied" { print $1, "otherwise", $5; next }
		$3 == "not" { print $1, "unreachable"; next }
		{ print $1, $3 }' /tmp/rows >/tmp/outcomes
}

# are_controlled DESCRIPTION PATTERN COMMAND...: those that are denied here without the command, and
# whose names match, are neither denied nor open under it
are_controlled() {
	what=$1
	awk -v pattern="^($2)\$" '$2 == "denied" && $1 ~ pattern { print $1 }' /tmp/locked >/tmp/tried
	shift 2
	# A probe's name begins with its reason's.
	probe_with "$(sed 's,/.*,,' /tmp/tried | sort -u)" "$@"
	wrong=$(while read -r name; do
		grep "^$name " /tmp/outcomes || echo "$name is missing"
	done </tmp/tried | grep -vE ' (unreachable|otherwise)')
	[ -s /tmp/tried ] || wrong='none was tried'
	is "$what: none is denied" "$wrong" ''
}

as_user() {
	su user -c "$*"
}

# Runs in a mount namespace of its own, in which a folder is empty.
# shellcheck disable=SC2016 # expanded by the inner shell
without() {
	folder=$1
	shift
	unshare -m sh -c 'mount --make-rprivate / && mount -t tmpfs none "$0" && exec "$@"' \
		"$folder" "$@"
}

succeeds 'lock' holdfast lock confidentiality --native=no
probe_with '' env
cp /tmp/outcomes /tmp/locked
succeeds 'most are denied here' test $((2 * $(grep -c ' denied' /tmp/locked))) -gt \
	"$(wc -l </tmp/locked)"
is 'none is open' "$(grep ' open' /tmp/locked)" ''

are_controlled 'an ordinary user' '.*' as_user
like 'an ordinary user: told what it needs' "$(cat /tmp/rows)" '^kexec .* needs root$'
are_controlled 'a user namespace' '.*' unshare -U -r
like 'a user namespace: told' "$(cat /tmp/rows)" '^kexec .* initial user namespace$'
are_controlled 'no capabilities' '.*' drop all
like 'no capabilities: told which' "$(cat /tmp/rows)" '^kexec .* this root has no CAP_SYS_BOOT$'

# CAP_DAC_OVERRIDE, CAP_FOWNER, CAP_NET_ADMIN, CAP_SYS_MODULE, CAP_SYS_RAWIO, CAP_SYS_ADMIN,
# CAP_SYS_BOOT, CAP_PERFMON, CAP_BPF: without one at a time, each probe once lacks its own.
for capability in 1 3 12 16 17 21 22 38 39; do
	probe_with '' drop $capability
	sed -n 's/^\([^ ]*\) .* this root has no CAP_.*/\1/p' /tmp/rows
done >/tmp/lacking
is 'every one knows its capability' "$(awk '$2 == "denied" { print $1 }' /tmp/locked |
	grep -vxFf /tmp/lacking)" ''

are_controlled 'an empty /proc' '.*' without /proc
are_controlled 'an empty /dev' 'dev-mem.*|msr.*|hibernation/snapshot|tiocsserial' without /dev
sysfs='hibernation|pci-access.*|tiocsserial|debugfs.*|module-parameters|kprobes.*|tracefs.*'
are_controlled 'an empty /sys' "$sysfs|bpf-modify-return|bpf-typed-read/(fentry|fexit|tp-btf|iter|netfilter|skb-output)" \
	without /sys
# If /sys does not show the module, the probe cannot know whether it was loaded before.
modprobe -r -q msr
are_controlled 'no kernel modules' 'msr.*|uio|driver-ports.*' without /lib/modules

# Refusals of seccomp may have lockdown's errno, EPERM or EACCES, or ENOSYS, as in containers.
for errno in 1 13 38; do
	are_controlled "mount is refused, $errno" 'dev-mem|kexec|ioport|tracefs|debugfs' refuse 165 $errno
	are_controlled "bpf is refused, $errno" 'bpf-.*' refuse 321 $errno
	are_controlled "kexec_load is refused, $errno" kexec refuse 246 $errno
	are_controlled "kexec_file_load is refused, $errno" kexec/file refuse 320 $errno
	are_controlled "perf_event_open is refused, $errno" 'perf.*|kprobes' refuse 298 $errno
	are_controlled "init_module is refused, $errno" module-signature refuse 175 $errno
	are_controlled "finit_module is refused, $errno" 'module-signature/finit|msr.*|uio|driver-ports.*' \
		refuse 313 $errno
	are_controlled "unshare is refused, $errno" 'xfrm-secret.*' refuse 272 $errno
	are_controlled "ioperm is refused, $errno" ioport refuse 173 $errno
	are_controlled "iopl is refused, $errno" ioport/iopl refuse 172 $errno
	are_controlled "ioctl is refused, $errno" 'tiocsserial|msr/ioctl|pci-access/proc-(ioctl|mmap)' \
		refuse 16 $errno
done
# ENOMEM is our errno for these modules.
are_controlled 'finit_module is refused, 12' 'uio|driver-ports.*' refuse 313 12
# EINVAL is lockdown's errno for BPF programs with certain helpers.
are_controlled "bpf is refused, 22" 'bpf-.*' refuse 321 22

# From here on nothing that is removed comes back.
modprobe msr
echo off >/sys/module/msr/parameters/allow_writes
are_controlled 'msr.allow_writes=off' 'msr.*' env
modprobe -r msr
echo 1 >/proc/sys/kernel/kexec_load_disabled
are_controlled 'kernel.kexec_load_disabled=1' 'kexec.*' env
echo 1 >/proc/sys/kernel/modules_disabled
are_controlled 'kernel.modules_disabled=1' 'module-signature.*|msr.*|uio|driver-ports.*' env
for device in /sys/bus/pci/devices/*; do
	echo 1 >"$device/remove"
done
are_controlled 'no PCI device' 'pci-access.*' env
# The control: the same process without any restriction.
probe_with ioport env
is 'what needs none of it is still denied' "$(grep -c ' denied EPERM' /tmp/outcomes)" 2
done_testing
