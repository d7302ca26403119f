#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A soft reboot (systemd 254 and later) of a sealed machine: it comes up, and its lock is unchanged. This runs twice,
# before and after.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

bpf() {
	holdfast status --json | jq -r ".engines.bpf.$1"
}

begun=/run/soft-reboot
version=$(systemctl --version | sed -n '1s/^systemd \([0-9]*\).*/\1/p')
if [ "$version" -lt 254 ]; then
	skip 'a soft reboot' "systemd $version has none"
	done_testing
	exit
fi
if [ ! -e $begun ]; then
	if [ "$(bpf state)" = enforcing ]; then
		holdfast seal
	else
		holdfast lock integrity --native=no --seal
	fi >$begun && systemctl soft-reboot && sleep infinity
	exit 1
fi
is 'the system is up' "$(systemctl is-system-running --wait)" running
is 'no unit has failed' "$(systemctl list-units --failed --no-legend)" ''
is 'it was a soft reboot' "$(systemctl show --property=SoftRebootsCount --value)" 1
like 'sealed before it' "$(cat $begun)" '[Ss]ealed'
is 'enforces, sealed' "$(bpf state) $(bpf level) $(bpf sealed)" 'enforcing integrity true'
fails '/dev/mem' 1 head -c 1 /dev/mem
like 'is refused' "$output" 'Operation not permitted'
fails 'its anchor cannot be unmounted' 32 umount /run/initramfs/holdfast
succeeds 'what a service has of its own can be unmounted' systemd-run --wait --property=PrivateTmp=yes true
done_testing
