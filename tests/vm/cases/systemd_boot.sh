#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# early: systemd
# boot: lsm=landlock,lockdown,yama,apparmor level=none image=boot holdfast=integrity
# add: dist/systemd
# tools: systemctl systemd-analyze /lib/systemd
# A boot with the real systemd after the lock in the initramfs has failed: a failed unit shows it. The unit also fails
# if no image has tried to lock.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

with_line() { # LINE COMMAND...
	printf '%s\n' "$1" >/tmp/cmdline
	umount /proc/cmdline 2>/dev/null
	mount --bind /tmp/cmdline /proc/cmdline
	shift
	systemctl reset-failed holdfast-boot
	"$@"
}

is 'the boot has come to its end' "$(systemctl is-active basic.target)" active
like 'the unit has failed' "$(systemctl --failed --plain --no-legend)" '^holdfast-boot.service +loaded failed'
succeeds 'its words' sh -c 'systemctl status holdfast-boot; test $? = 3'
like 'say what happened' "$output" 'not locked as requested; what was to follow: continue'
like 'what it was to be' "$output" 'FAILED: NOT LOCKED, and was to be at integrity'
like 'and why' "$output" 'active LSMs do not include bpf'
is 'systemd has nothing to say against the unit' \
	"$(systemd-analyze verify --man=no holdfast-boot.service 2>&1 | grep holdfast)" ''
fails 'again' 1 systemctl start holdfast-boot
like 'it has failed' "$(systemctl is-failed holdfast-boot)" failed

rm /run/holdfast.boot
fails 'without a record' 1 with_line 'holdfast=integrity' systemctl start holdfast-boot
like 'no image has locked' "$(systemctl status holdfast-boot)" 'asks for integrity, and none is in force: no initramfs has locked'
fails 'a level that is misspelt' 1 with_line 'holdfast=integritty' systemctl start holdfast-boot
like 'is said' "$(systemctl status holdfast-boot)" "'integritty' is no value"
: >/run/holdfast.boot
for line in 'quiet ro' 'holdfast=none' 'lockdown=none -- holdfast=integrity'; do
	succeeds "$line: nothing was asked for" with_line "$line" systemctl start holdfast-boot
	systemctl stop holdfast-boot
done
# The kernel's own does, too.
echo integrity >/sys/kernel/security/lockdown
succeeds 'the level is in force' with_line 'lockdown=integrity' systemctl start holdfast-boot
systemctl stop holdfast-boot
fails 'and a higher one is not' 1 with_line 'holdfast=confidentiality' systemctl start holdfast-boot
done_testing
