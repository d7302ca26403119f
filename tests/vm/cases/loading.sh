#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# While the engine is loaded: before many of the loader's calls, root tries to get its new objects, and to reach into
# the loader. Their guard comes first, and is attached some calls after the first. Ends locked.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/waiting.sh
. /tests/waiting.sh
load_ask
PATH=$PATH:/escape

# shellcheck disable=SC2016 # for kill-at's shell
at_map='own-object map state >>/tmp/at'
# shellcheck disable=SC2016
at_all='for map in state own; do own-object map $map; done >>/tmp/at
own-object program seal_map >>/tmp/at
own-object link >>/tmp/at'
# shellcheck disable=SC2016
at_loader='for way in from folder mem trace; do own-object $way $PID; done >>/tmp/at'

# try_at EVERY AT COMMAND...: prints how often it was tried, and how often it worked.
try_at() {
	: >/tmp/at
	EVERY=$1 AT=$2
	export EVERY AT
	shift 2
	stops=$(kill-at 0 "$@")
	echo "$stops $(grep -c ESCAPED /tmp/at)"
}

# Between the first refusal and the last: before, the guard is not attached; after, nothing is left to take.
count_passed() {
	awk '/ESCAPED/ { open += refused } / EPERM$/ { refused = 1; passed += open; open = 0 }
		END { print passed + 0 }' /tmp/at
}

like 'no lock: a map is found' "$(try_at 1 "$at_map" own-object make state)" '^[0-9]+ [1-9]'
like 'no lock: so is what a process has' "$(try_at 1 "$at_loader" own-object make state)" '^[0-9]+ [1-9]'

tried=$(try_at 9 "$at_loader" holdfast lock integrity --native=no)
like 'the loader: all the way' "$tried" '^[1-9][0-9]+ '
is 'the loader: refused from the first time to the last' "$(count_passed)" 0
succeeds 'the loader: it was' test "$(grep -c '^trace .*EPERM' /tmp/at)" -gt 15
succeeds 'and it has locked' holdfast status
remove_engine

# The anchor is noted by the loader's working directory.
is 'who starts it can share its working directory' "$(share-fs sh -c 'cd /')" ESCAPED
succeeds 'shared: it locks' share-fs holdfast lock integrity --native=no
is 'and its own is not shared' "$(printf %s "$output" | grep ESCAPED)" ''
remove_engine

if here before 7.3; then
	# shellcheck disable=SC2016
	tried=$(try_at 5 'sysctl-program overrule /sys/fs/cgroup 2>>/tmp/refused & sleep 0.2
echo 0 >/proc/sys/kernel/ftrace_enabled; own-object map state >>/tmp/at; own-object map own >>/tmp/at
echo 1 >/proc/sys/kernel/ftrace_enabled; kill $!' sh -c 'holdfast lock integrity --native=no --seal 2>/tmp/said' 2>/dev/null)
	like 'a program that overrules comes during the load: no map is found' "$tried" '^[1-9][0-9]+ 0$'
	succeeds 'it was refused' grep -q 'temporarily' /tmp/refused
	like 'it is named' "$(cat /tmp/said)" 'bpf_set_retval'
	is_unlocked 'where one was seen'
else
	skip 'the switch during the load' 'this kernel does not let BPF LSM programs hang on it'
fi

# shellcheck disable=SC2016
tried=$(try_at 1 '[ -e /tmp/traced ] || { touch /tmp/traced; own-object trace $PID stay & sleep 0.5; }' \
	sh -c 'exec holdfast lock integrity --native=no 2>/tmp/said')
like 'traced: it says so' "$(cat /tmp/said)" 'another process traces this one'
is_unlocked 'traced'

tried=$(try_at 5 "$at_all" holdfast lock integrity --native=no --seal)
like 'lock --seal: nothing of it by its id' "$tried" '^[1-9][0-9]+ 0$'
succeeds 'and it is locked' holdfast status
is 'and sealed' "$(value engines.bpf.sealed holdfast status --json)" true
is 'nothing lies beside its pins' "$(value engines.bpf.strangers holdfast status --json)" 0
pin-link map /run/initramfs/holdfast/seal/modules-1 >/tmp/pinned
pin-link map /run/initramfs/holdfast/control-1 >>/tmp/pinned
ln -s /run/initramfs/holdfast/seal/control-1 /run/initramfs/holdfast/control-2
is 'what does is told' "$(xargs </tmp/pinned) $(value engines.bpf.strangers holdfast status --json)" 'ok ok 3'
done_testing
