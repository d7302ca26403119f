#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# flavor: generic
# What keeps the engine attached is its pins: one after the other is taken away, and status has to notice. A
# level, a policy and a driver that was there before have all of them pinned that there are. Once it is
# sealed, none can be taken away.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

# Status does not notice yet that these are gone. Whoever mends that takes them from here: one that is
# noticed fails, too.
known=' bpf_load native_locked_down hooked unhooked driver_files at_mmap at_mprotect '

# What is pinned as a program, to be run or to be attached later, or as a map, keeps nothing attached.
keeps_attached() {
	case $1 in
	control | report | policy | list | record) return 1 ;;
	guard_* | check_* | mark_* | note_* | seal_*) return 1 ;;
	esac
}
pins() {
	for path in /run/holdfast/*; do
		[ ! -d "$path" ] && keeps_attached "${path##*/}" && echo "${path##*/}"
	done
}

modprobe -a uio dcdbas
mkdir -p /etc/holdfast
cat >/etc/holdfast/holdfast.conf <<END
[Lock]
Level=integrity
Native=no
[Exception tool]
Reason=msr debugfs
Verity=sha256:$(printf '%064d' 1)
Paths=/sys/kernel/debug/sched
Libraries=verified
Library=sha256:$(printf '%064d' 2)
[Exception kernel]
Reason=kexec
Image=sha256:$(printf '%064d' 3)
[Verify]
Kernel=sha256:$(printf '%064d' 3)
Firmware=none
END
succeeds 'lock by a policy of everything' holdfast lock
succeeds 'and it is whole' holdfast status
pins >/tmp/pins
succeeds "it has $(wc -l </tmp/pins) pins" test "$(wc -l </tmp/pins)" -ge 18
for name in locked_down bpf_prog modules witness debugfs driver_files at_check at_mmap at_read; do
	like "$name is one of them" "$(cat /tmp/pins)" "^$name(-[0-9]+)?\$"
done

# Under another name it is gone for who looks for it, and can come back: what it keeps stays attached.
while read -r pin; do
	name=${pin%%-*}
	mv "/run/holdfast/$pin" /run/holdfast/away
	holdfast status >/tmp/status 2>&1
	status=$?
	mv /run/holdfast/away "/run/holdfast/$pin"
	case $known in
	*" $name "*) is "$name is gone, which is not noticed" $status 0 ;;
	*)
		is "$name is gone, and status notices" $status 1
		like "$name: and says so" "$(cat /tmp/status)" 'enforces NOTHING|does not guard'
		;;
	esac
done </tmp/pins
succeeds 'they are back, and it is whole' holdfast status

succeeds 'seal' holdfast seal
taken=''
for path in /run/holdfast/* /run/holdfast/*/*; do
	[ ! -e "$path" ] || [ -d "$path" ] || ! mv "$path" /run/holdfast/away 2>/dev/null || taken="$taken $path"
	[ ! -e "$path" ] || [ -d "$path" ] || ! rm "$path" 2>/dev/null || taken="$taken $path"
done
is 'sealed: none can be taken away' "$taken" ''
succeeds 'whole' holdfast status
done_testing
