#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# early: systemd
# boot: level=integritty
# add: dist/systemd
# tools: systemctl /lib/systemd
# A boot with the real systemd and a wrong policy, and other forms of a policy.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

is 'the boot has come to its end' "$(systemctl is-active basic.target)" active
like 'the unit has failed' "$(systemctl --failed --plain --no-legend)" '^holdfast.service +loaded failed'
like 'why is said' "$(systemctl status holdfast)" 'holdfast.conf:3:7: .*confidentiality'
is_unlocked 'it locked nothing'

rm /etc/holdfast/holdfast.conf
systemctl reset-failed holdfast
succeeds 'without a policy' systemctl start holdfast
is 'it is skipped' "$(systemctl show -P ActiveState -P ConditionResult holdfast | xargs)" 'inactive no'
ln -s /nowhere /etc/holdfast/holdfast.conf
fails 'a link that leads nowhere is one, and wrong' 1 systemctl start holdfast
rm /etc/holdfast/holdfast.conf
mkdir /etc/holdfast/holdfast.conf.d
printf '[Lock]\nLevel=integrity\n' >/etc/holdfast/holdfast.conf.d/level.conf
systemctl start holdfast
succeeds 'a drop-in is one' holdfast status
like 'and it locks' "$output" '^BPF +enforcing at integrity'
done_testing
