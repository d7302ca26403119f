#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# early: systemd
# boot: level=integrity holdfast=none
# add: dist/systemd
# tools: systemctl /lib/systemd
# The program decides about holdfast=none: alone, it leaves the machine unlocked, with a message; together with a level,
# or in a forced build, it has no effect.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

with_line() { # LINE COMMAND...
	printf '%s\n' "$1" >/tmp/cmdline
	umount /proc/cmdline 2>/dev/null
	mount --bind /tmp/cmdline /proc/cmdline
	shift
	"$@"
}
of() { value "engines.bpf.$1" holdfast status --json; }

is 'the unit' "$(systemctl is-active holdfast)" active
is_unlocked 'holdfast=none'
like 'its words' "$(systemctl status holdfast)" 'NOT LOCKED, whatever the policy says: holdfast=none'
like 'the log, above what quiet hides' "$(dmesg -r | grep holdfast:)" '^<11>.*holdfast: NOT LOCKED'
is 'nothing that was asked for has failed' "$(systemctl is-active holdfast-boot)" active
echo Seal=yes >>/etc/holdfast/holdfast.conf
succeeds 'seal' with_line 'holdfast=none holdfast.seal=yes' holdfast seal --boot
succeeds 'lock, in quotes' with_line '"holdfast=none"' holdfast lock --boot
is_unlocked 'nor is it sealed'
fails 'a level' 2 holdfast lock integrity --boot
like 'is not for it to say' "$output" '--boot takes no level'
is_unlocked 'still'

sed -i /Seal=/d /etc/holdfast/holdfast.conf
succeeds 'a forced build' with_line 'holdfast=none' /variants/forced/holdfast lock --boot
is 'knows no lower level' "$(of level)" integrity
like 'and says so' "$output" 'holdfast=none is ignored'
remove_engine

systemctl stop holdfast
succeeds 'none beside a level' with_line 'holdfast=integrity holdfast=none' systemctl start holdfast
is 'counts for nothing' "$(of level)" integrity
is 'it is not sealed' "$(of sealed)" false
systemctl stop holdfast
succeeds 'a level above that of the policy' with_line 'holdfast=confidentiality' systemctl start holdfast
is 'counts' "$(of level)" confidentiality
succeeds 'seal, where nobody asks' with_line 'holdfast=integrity holdfast.seal=no' systemctl start holdfast-seal
is 'seals nothing' "$(of sealed)" false
systemctl stop holdfast-seal
succeeds 'seal, in quotes' with_line 'holdfast=integrity "holdfast.seal=yes"' systemctl start holdfast-seal
is 'is read as the kernel does' "$(of sealed)" true
done_testing
