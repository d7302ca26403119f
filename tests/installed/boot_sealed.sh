#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# boot: holdfast=integrity holdfast.seal=yes
# The same with a seal in the initramfs: the root is switched under it, by a move where pivot_root is refused.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

bpf() {
	holdfast status --json | jq -r ".engines.bpf.$1"
}

is 'the system is up' "$(systemctl is-system-running --wait)" running
is 'no unit has failed' "$(systemctl list-units --failed --no-legend)" ''
succeeds 'status' holdfast status
is 'enforces, sealed' "$(bpf state) $(bpf level) $(bpf sealed)" 'enforcing integrity true'
like 'out of sight' "$output" 'hidden: nobody can reach it'
is 'its handles have come along' "$(findmnt -rno FSTYPE /run/initramfs/holdfast)" bpf
succeeds 'which a seal guards' holdfast seal
fails 'they cannot be unmounted' 32 umount /run/initramfs/holdfast
fails '/dev/mem' 1 head -c 1 /dev/mem
like 'is refused' "$output" 'Operation not permitted'
# As for systemd's own services.
succeeds 'a service gets a root of its own' systemd-run --wait --property=ProtectSystem=strict \
	--property=PrivateTmp=yes true
done_testing
