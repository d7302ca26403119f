#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# The record has every refusal, and counts those that did not fit.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

fails 'nothing loaded' 1 holdfast events
like 'is said' "$output" 'no engine of holdfast is loaded'
succeeds 'lock' holdfast lock integrity --native=no
holdfast events >/dev/null
is 'events are taken out' "$(holdfast events --json | tr -d ' \n')" '{"events":[],"lost":0}'

# busybox under a name of 100 bytes, in a file system of its own, below another one.
long=busybox$(printf '%093d' 7)
mkdir -p /tmp/outer && mount -t tmpfs none /tmp/outer
mkdir -p /tmp/outer/a/b && mount -t tmpfs none /tmp/outer/a/b
mkdir -p /tmp/outer/a/b/c
cp /bin/busybox "/tmp/outer/a/b/c/$long"
exe=/tmp/outer/a/b/c/$long
"$exe" sh -c 'echo $$ >/tmp/pid; echo '"$(number_of MSR)"' >/sys/module/ask/parameters/number' \
	2>/dev/null
holdfast events --json >/tmp/events
is 'the path across mounts, whole' "$(json events.0.exe </tmp/events)" "$exe"
is 'the reason' "$(json events.0.reason </tmp/events)" msr
is 'the verdict' "$(json events.0.verdict </tmp/events)" deny
is 'the engine' "$(json events.0.engine </tmp/events)" bpf
is 'the level' "$(json events.0.level </tmp/events)" integrity
is 'the process' "$(json events.0.tgid </tmp/events)" "$(cat /tmp/pid)"
is 'the thread' "$(json events.0.pid </tmp/events)" "$(cat /tmp/pid)"
is 'the user' "$(json events.0.uid </tmp/events)" 0
is 'the command' "$(json events.0.comm </tmp/events)" "$(printf %.15s "$long")"
is 'the cgroup' "$(json events.0.cgroup </tmp/events)" "$(stat -c %i /sys/fs/cgroup)"
like 'the time' "$(json events.0.time </tmp/events)" '^20[0-9-]+T[0-9:]+Z$'

# Longer than the kept part.
deep=/tmp/outer
for i in 1 2 3 4 5 6 7 8 9; do deep=$deep/$i$(printf '%098d' 0); done
mkdir -p "$deep" && cp /bin/busybox "$deep/sh"
"$deep/sh" -c "echo $(number_of MSR) >/sys/module/ask/parameters/number" 2>/dev/null
is 'a path that is too long keeps its end, and says so' \
	"$(value events.0.exe holdfast events --json)" \
	"...$(printf %s "$deep/sh" | sed 's|.*\(/5.*\)|\1|')"

# A user who is not root, in a cgroup of its own.
mkdir /sys/fs/cgroup/box
chmod 222 /sys/module/ask/parameters/number
(echo 0 >/sys/fs/cgroup/box/cgroup.procs
	su user -c "echo $(number_of IOPORT) >/sys/module/ask/parameters/number") 2>/dev/null
holdfast events --json >/tmp/events
is 'another user' "$(json events.0.uid </tmp/events)" 1000
is 'another cgroup' "$(json events.0.cgroup </tmp/events)" "$(stat -c %i /sys/fs/cgroup/box)"

mkdir "/tmp/outer/$(printf 'new\nline\033[31m')"
cp /bin/busybox "/tmp/outer/$(printf 'new\nline\033[31m')/sh"
"/tmp/outer/$(printf 'new\nline\033[31m')/sh" -c \
	"echo $(number_of MSR) >/sys/module/ask/parameters/number" 2>/dev/null
is 'a path cannot forge lines or colours' "$(holdfast events | awk 'NR > 1 { print $NF }')" \
	'/tmp/outer/new?line?[31m/sh'

holdfast events --follow --json >/tmp/follow &
follower=$!
sleep 1
fails 'a second reader' 1 holdfast events
# shellcheck disable=SC2016 # no command to run
like 'is told of the first' "$output" 'another `holdfast events` is reading'
ask "$(number_of MSR)" >/dev/null
sleep 1
kill -INT $follower
wait $follower
is 'follow ends well when interrupted' $? 0
is 'follow: an object a line' "$(json reason </tmp/follow)" msr

# With a descriptor root could freeze, fill or map the buffer, but it cannot be opened. See lasting.sh.
for map in events kept; do
	fails "$map: no descriptor for root" 1 map-write $map
done
ask "$(number_of MSR)" >/dev/null
succeeds 'and it is read as before' holdfast events
like 'with what has come since' "$output" ' deny +bpf +msr'
succeeds 'seal' holdfast seal
tries=$(value reasons.seal.denied holdfast status --json)
fails 'sealed: nobody has a descriptor of it' 1 map-write events
is 'who asks for one has not tried to undo it' "$(value reasons.seal.denied holdfast status --json)" "$tries"
like 'but has looked' "$(value engines.bpf.looks holdfast status --json)" '^[1-9]'
like 'which status says' "$(holdfast status)" '^Looks +[1-9]'
like 'and the record does, to who asks for it' "$(holdfast events --all)" ' look +bpf +seal .*map-write'
fails 'another one' 1 map-write events
unlink /run/initramfs/holdfast/locked_down 2>/dev/null
holdfast events >/tmp/events
is 'and not to others' "$(grep -c look /tmp/events)" 0
like 'who see who tried' "$(cat /tmp/events)" ' deny +bpf +seal .*busybox'
is 'which is counted' "$(value reasons.seal.denied holdfast status --json)" $((tries + 1))
fails 'a third one' 1 map-write events
is 'in JSON' "$(holdfast events --all --json | json events.0.look)" true
ask "$(number_of IOPORT)" >/dev/null
like 'and it is read' "$(holdfast events)" ' deny +bpf +ioport'

# Entries that root can put beside the pins, and remove before the seal.
is 'nothing lies beside the pins' "$(value engines.bpf.strangers holdfast status --json)" 0
mkdir /run/initramfs/holdfast/at_check-1
ln -s /etc /run/initramfs/holdfast/at_exec-1
ln /run/initramfs/holdfast/locked_down /run/initramfs/holdfast/at_fork-1
is 'a folder, a link, and a hard one, which has two names' \
	"$(value engines.bpf.strangers holdfast status --json)" 4
like 'are told' "$(holdfast status)" '^ +4 in it that the engine did not put there'

for kind in map program other; do
	pin-link $kind /run/initramfs/holdfast/foreign_$kind
	pin-link $kind /run/initramfs/holdfast/modules-$kind
done >/tmp/pinned
pin-link map /run/initramfs/holdfast/modules-1 >>/tmp/pinned
pin-link map /run/initramfs/holdfast/guard_modules >>/tmp/pinned
is 'foreign objects can be pinned' "$(sort -u /tmp/pinned)" ok
is 'under an unknown name, that of another object, of another link' \
	"$(value engines.bpf.strangers holdfast status --json)" 12

before=$(value reasons.msr.denied holdfast status --json)
ask-often "$(number_of MSR)" 3000
is 'every decision is counted' \
	"$(($(value reasons.msr.denied holdfast status --json) - before))" 3000
lost=$(value engines.bpf.events_lost holdfast status --json)
recorded=$(holdfast events | tail -n +2 | wc -l)
is 'every event is recorded or counted as lost' $((recorded + lost)) 3000
like 'some were lost' "$lost" '^[1-9]'
done_testing
