#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# How `holdfast boot` reads the command line and the image's level. Without a reboot: another command line is mounted
# over /proc/cmdline, and levels go up from line to line.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

boot_with() { # LINE [PROGRAM]
	printf '%s\n' "$1" >/tmp/cmdline
	umount /proc/cmdline 2>/dev/null
	mount --bind /tmp/cmdline /proc/cmdline
	dmesg -c >/dev/null
	"${2:-holdfast}" boot
}
level() { value engines.bpf.level holdfast status --json; }

for line in 'quiet ro' 'holdfast=none' 'lockdown=none' 'ro -- holdfast=integrity'; do
	succeeds "$line" boot_with "$line"
	is_unlocked "$line"
done
mkdir -p /etc/holdfast
echo integrity >/etc/holdfast/level
succeeds 'none overrules the image' boot_with 'holdfast=none'
is_unlocked 'none overrules the image'
rm /etc/holdfast/level

succeeds 'a forced build' boot_with 'holdfast=none' /variants/forced/holdfast
is 'knows no lower level' "$(level)" integrity
like 'and says so' "$output" 'holdfast=none is ignored: this build always enforces integrity'
is 'enforced' "$(ask "$(number_of KEXEC)")" EPERM
like 'not in the initramfs the anchor is visible' "$(holdfast status)" 'visible: root can remove it'
remove_engine

echo integrity >/etc/holdfast/level
succeeds 'the level of the image' boot_with 'quiet'
is 'counts without a parameter' "$(level)" integrity
remove_engine
rm /etc/holdfast/level
succeeds 'the kernel'\''s own parameter' boot_with 'lockdown=integrity'
is 'is honoured' "$(level)" integrity
fails 'misspelt' 1 boot_with 'holdfast=integritty'
like 'says so' "$output" "'integritty' is no value; valid: none, integrity, confidentiality"
like 'and in the log, at the highest urgency' "$(dmesg -r | grep holdfast:)" '^<8>.*holdfast: NOT AS WANTED'
is 'and is the strictest level' "$(level)" confidentiality
succeeds 'a seal, where there is no root to be switched' boot_with 'holdfast=confidentiality holdfast.seal=yes'
is 'is done' "$(value engines.bpf.sealed holdfast status --json)" true
fails 'an argument' 2 holdfast boot integrity

# The lock is sealed now, so the rest only checks messages. A policy overrules the level file, even a misspelt one.
printf '[Lock]\n# The policy ends here.\n' >/etc/holdfast/holdfast.conf
echo rubbish >/etc/holdfast/level
succeeds 'none overrules the policy' boot_with 'holdfast=none'
echo 'Levle=integrity' >>/etc/holdfast/holdfast.conf
fails 'a policy that is misspelt' 1 boot_with 'holdfast=none'
like 'says where' "$output" 'holdfast.conf:3:.*Levle'
like 'and is taken for the strictest' "$output" 'NOT AS WANTED, but locked at confidentiality'
rm /etc/holdfast/holdfast.conf
mkdir /etc/holdfast/holdfast.conf.d
ln -s /nowhere /etc/holdfast/holdfast.conf.d/1.conf
fails 'one that leads nowhere' 1 boot_with 'holdfast=none'
like 'is one, too' "$output" '1.conf: it is a link that leads nowhere'
rm -r /etc/holdfast
succeeds 'without one' boot_with 'holdfast=none'
done_testing
