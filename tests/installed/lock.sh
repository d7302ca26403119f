#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Locks by hand at each level, and seals, in a running system.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

bpf() {
	holdfast status --json | jq -r ".engines.bpf.$1"
}

is 'before: no engine' "$(bpf state)" not-loaded
succeeds 'before: /dev/mem can be read' head -c 1 /dev/mem
succeeds 'lock at none' holdfast lock none
is 'is there' "$(bpf state) $(bpf level)" 'enforcing none'
succeeds 'which refuses nothing' head -c 1 /dev/mem
succeeds 'lock' holdfast lock integrity --native=no
like 'says so' "$output" '^Locked at integrity'
succeeds 'status' holdfast status
is 'enforces' "$(bpf state) $(bpf level)" 'enforcing integrity'
fails '/dev/mem' 1 head -c 1 /dev/mem
like 'is refused' "$output" 'Operation not permitted'
succeeds "a module of Debian's loads" modprobe msr
succeeds 'seal' holdfast seal
like 'sealed' "$output" '^Sealed until the next boot'
succeeds 'any user sees it' setpriv --reuid=65534 --regid=65534 --clear-groups holdfast status
like 'and that it is sealed' "$output" '^Sealed +until the next boot'
fails 'a lower level' 1 holdfast lock none
fails 'its anchor cannot be unmounted' 32 umount /run/initramfs/holdfast
succeeds 'a higher level' holdfast lock confidentiality --native=no
is 'enforces that' "$(bpf state) $(bpf level)" 'enforcing confidentiality'
fails '/proc/kcore is refused' 1 head -c 1 /proc/kcore

# The system keeps working.
succeeds 'a service can be started again' systemctl restart systemd-logind
is 'no unit has failed' "$(systemctl list-units --failed --no-legend)" ''
is 'the system is up' "$(systemctl is-system-running)" running
done_testing
