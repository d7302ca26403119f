#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# Enforcement goes on without any process or namespace of the user that locked.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

# As initramfs-tools makes it: only root can reach the folders below.
mkdir -m 700 /run/initramfs
succeeds 'lock in a mount namespace that ends at once' \
	unshare -m sh -c 'mount --make-rprivate / && holdfast lock integrity --native=no'
is 'no holdfast is running' "$(pidof holdfast)" ''
is 'enforced' "$(ask "$(number_of KEXEC)")" EPERM
is 'anchored where init sees it' "$(grep -c ' /run/initramfs/holdfast bpf ' /proc/1/mounts)" 1
is 'and by its earlier name' "$(readlink /run/holdfast)" /run/initramfs/holdfast
echo 3 >/proc/sys/vm/drop_caches
is 'still enforced' "$(ask "$(number_of KEXEC)")" EPERM
succeeds 'readable' holdfast status

cat >/tmp/raise.sh <<'RAISE'
for i in 1 2 3 4 5 6 7 8; do holdfast lock confidentiality --native=no >/dev/null & done
for i in 1 2 3 4; do holdfast lock integrity --native=no >/dev/null 2>&1 & done
wait
RAISE
succeeds 'a dozen at once' sh /tmp/raise.sh
is 'end at the highest' "$(value engines.bpf.level holdfast status --json)" confidentiality
is 'one anchor' "$(grep -c ' /run/initramfs/holdfast bpf ' /proc/mounts)" 1

maps='state learned own objects events'
for map in $maps; do
	fails "$map: no descriptor for root" 1 map-write "$map"
done
# On kernels where the guards can be switched off until the seal, one descriptor can be opened, but is useless.
if here before 7.3; then
	echo 0 >/proc/sys/kernel/ftrace_enabled
	for map in $maps; do
		is "$map: not written to" "$(map-write "$map")" EPERM
		like "$map: not frozen again" "$(map-write "$map" freeze)" 'EPERM|busy'
		# ENOTSUPP: a map of this type cannot be mapped.
		like "$map: not mapped" "$(map-write "$map" map)" 'EPERM|524'
	done
	echo 1 >/proc/sys/kernel/ftrace_enabled
fi

su user -c 'holdfast status --json' >/tmp/user
is 'an ordinary user sees the level' "$(json engines.bpf.level </tmp/user)" confidentiality
is 'and that it is enforced' "$(json engines.bpf.enforcing </tmp/user)" true
fails 'nor is more than that shown to them' 1 su user -c 'ls /run/initramfs'
fails 'but not who was stopped' 1 su user -c 'holdfast events'
like 'and is told so' "$output" 'only root'
fails 'nor may they raise' 1 su user -c 'holdfast lock confidentiality'
done_testing
