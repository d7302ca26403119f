#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# Locked and not sealed: root cannot get the engine's maps, and cannot attach a program to its programs. Where the
# guards can be switched off until the seal, the seal fails while somebody holds an object that was taken then.
# Descriptors of programs and links are given out until the seal, and are worth nothing after it. Ends sealed.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/waiting.sh
. /tests/waiting.sh
PATH=$PATH:/escape
ftrace=/proc/sys/kernel/ftrace_enabled
mkdir -p /mnt

succeeds 'lock' holdfast lock integrity --native=no
for map in state learned own under_way objects events; do
	like "$map: not by its id" "$(own-object map $map)" ': ENOENT'
done
like 'nothing hangs on its programs' "$(own-object fentry control) $(own-object fexit report)" 'EPERM.*EPERM'

# A descriptor from before the seal does not help to replace one of its functions.
is 'no function of its can be replaced' "$(replaceable | grep -v functions)" 'own control replaced'
like 'and all were looked at' "$(replaceable)" '^([4-9][0-9]|1[0-9][0-9]) functions$'
succeeds 'what is tried with others is tried' sh -c "held-object | grep -q 'own link: detached'"

if here before 7.3; then
	for map in state learned own under_way events; do
		echo 0 >$ftrace
		keep own-object map $map stay
		is "$map: switched off, it can" "$(cat /tmp/kept)" ESCAPED
		is 'and programs hang on ours' "$(own-object fentry control)" ESCAPED
		echo 1 >$ftrace
		fails "$map is held: no seal" 1 holdfast seal
		like "$map is held: it is named" "$output" "the engine's map $map "
		like "$map is held: what the lock is" "$output" 'locked as it was, and not sealed'
		let_go
	done
	# No process has a descriptor of it, or only its own child.
	for way in socket ring child nested program bound iterator pin; do
		echo 0 >$ftrace
		keep hold-map state $way
		is "$way: it can" "$(cat /tmp/kept)" held
		echo 1 >$ftrace
		fails "$way: no seal" 1 holdfast seal
		like "$way: it is named" "$output" "the engine's map state .*locked as it was, and not sealed"
		umount /mnt 2>/dev/null
		let_go
	done
else
	skip 'what was taken is held' 'this kernel does not let BPF LSM programs hang on the switch'
fi
! here before 7.3 || own-object detach seal_ftrace >/tmp/detach &
detacher=$!
held-object locked_down bpf_prog witness modules native_locked_down seal_map seal_command seal_umount >/tmp/others &
holder=$!
sleep 1
succeeds 'nobody has one: seal' holdfast seal
touch /tmp/go
wait $detacher
wait $holder
like 'others had programs and links' "$(head -n 1 /tmp/others)" '^[2-9][0-9] held$'
is 'and they are worth nothing' "$(tail -n +2 /tmp/others)" ''
succeeds 'it enforces' enforces
if here before 7.3; then
	is 'the guard of ftrace stays, for who had it' "$(xargs </tmp/detach)" 'taken detach seal_ftrace: EPERM'
	fails 'and guards' 1 sh -c "echo 0 >$ftrace"
fi
is 'sealed' "$(value engines.bpf.sealed holdfast status --json)" true
succeeds 'once more' holdfast seal
done_testing
