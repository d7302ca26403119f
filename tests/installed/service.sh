#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# holdfast.service in a running system: with a wrong policy the unit fails, and a right one comes into force.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

state() {
	holdfast status --json | jq -r '.engines.bpf | .state + " " + (.level // "none")'
}

is 'before: the unit is there' "$(systemctl is-active holdfast.service)" inactive
succeeds 'systemd has nothing to say against it' systemd-analyze verify --man=no holdfast.service
succeeds 'without a policy: it starts' systemctl start holdfast.service
is 'and does nothing' "$(systemctl is-active holdfast.service) $(state)" 'inactive not-loaded none'
mkdir -p /etc/holdfast
printf '[Lock]\nLevel=integritty\n' >/etc/holdfast/holdfast.conf
fails 'a policy that is misspelt' 1 systemctl start holdfast.service
is 'is a unit that failed' "$(systemctl is-failed holdfast.service)" failed
like 'the journal says why' "$(journalctl -b -u holdfast.service)" 'holdfast.conf:2:7: .*integritty'
printf '[Lock]\nLevel=integrity\nNative=no\n' >/etc/holdfast/holdfast.conf
succeeds 'one that is right' systemctl start holdfast.service
is 'is in force' "$(systemctl is-active holdfast.service) $(state)" 'active enforcing integrity'
succeeds 'enabled' systemctl enable holdfast.service
succeeds 'started again' systemctl restart holdfast.service
is 'is still in force' "$(systemctl is-active holdfast.service) $(state)" 'active enforcing integrity'
fails '/dev/mem is refused' 1 head -c 1 /dev/mem
done_testing
