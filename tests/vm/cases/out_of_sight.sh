#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# tools: unshare
# If the anchor is out of sight, every command still finds the engine, provided that it may enter init's view: below
# another mount, in a chroot, as an agent with the host's processes. Otherwise it says so.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/waiting.sh
. /tests/waiting.sh

# In a mount namespace with another /run.
covered() {
	/usr/local/bin/unshare -m sh -c 'mount -t tmpfs none /run; exec "$@"' - "$@"
}

# In a container: its own processes as well.
contained() {
	/usr/local/bin/unshare -m -p -f sh -c 'mount -t tmpfs none /run; mount -t proc none /proc; exec "$@"' - "$@"
}

mkdir -p /new
mount --bind / /new
mount -t proc none /new/proc
mount -t sysfs none /new/sys
mount -t securityfs none /new/sys/kernel/security
mount -t devtmpfs none /new/dev

finds_it() { # WHERE COMMAND...
	where=$1
	shift
	succeeds "$where: status" "$@" holdfast status
	like "$where: status: enforcing" "$output" '^BPF +enforcing at'
	like "$where: status: the anchor" "$output" '^Anchor +/run/initramfs/holdfast'
	head -c 1 /dev/mem >/dev/null 2>&1
	succeeds "$where: suggest" "$@" holdfast suggest --denied
	succeeds "$where: events" "$@" holdfast events
	like "$where: events: what was refused" "$output" ' deny +bpf +dev-mem '
	succeeds "$where: residue" "$@" holdfast residue
	is "$where: residue: none of its own" "$(echo "$output" | tail -n 1)" '0 found, 0 could not be looked at'
}

succeeds 'a lock in a chroot' chroot /new holdfast lock integrity --native=no
is 'is anchored where init sees it' "$(grep -c ' /run/initramfs/holdfast bpf' /proc/mounts)" 1
is 'and nowhere else' "$(ls -A /new/run)" ''
finds_it 'a chroot' chroot /new
finds_it 'another /run' covered
succeeds 'the same level again' covered holdfast lock integrity --native=no --require-clean
like 'is nothing new' "$output" 'Already locked at'

# Without init's view only the enforcing engine is known.
fails 'a container: status' 1 contained holdfast status
like 'a container: status: it enforces' "$output" '^BPF +hidden'
for command in events suggest; do
	fails "a container: $command" 1 contained holdfast $command
	like "a container: $command: from where" "$output" 'enforces, and its anchor .* from this container; ask on the host'
done
fails 'a container: residue' 1 contained holdfast residue
like 'a container: residue: what is not known' "$output" '^unknown: [0-9]+ BPF programs, maybe of the engine'
is 'a container: residue: no program of its own' "$(echo "$output" | grep -c '^bpf-program')" 0
fails 'a container: seal' 1 contained holdfast seal
is 'a container: nothing was sealed' "$(value engines.bpf.sealed holdfast status --json)" false

# Somebody else's program is listed everywhere.
keep bpf-program read hold
for where in 'chroot /new' covered; do
	# shellcheck disable=SC2086 # words
	like "$where: residue: another's program" "$($where holdfast residue)" '^bpf-program .*program [0-9]+ \(read\)'
done
like 'a container: residue: another.s program' "$(contained holdfast residue)" '^bpf-program .*program [0-9]+ \(read\)'
let_go

succeeds 'a seal in a chroot' chroot /new holdfast seal
is 'is there' "$(value engines.bpf.sealed holdfast status --json)" true
finds_it 'sealed, a chroot' chroot /new
finds_it 'sealed, another /run' covered
fails 'sealed, a container: residue' 1 contained holdfast residue
is 'sealed, a container: residue: what is not known of programs' \
	"$(echo "$output" | grep '^unknown: .*BPF programs, maybe' | sed 's/[0-9]* BPF/N BPF/')" \
	'unknown: N BPF programs, maybe of the engine, whose anchor is out of sight: No such file or directory'

# The folder above it can be renamed: nobody finds it then, but it still enforces.
mv /run/initramfs /run/away
fails 'sealed, renamed: status' 1 holdfast status
like 'sealed, renamed: status: it enforces' "$output" '^BPF +hidden'
fails 'sealed, renamed: /dev/mem' 1 head -c 1 /dev/mem
fails 'sealed, renamed: its anchor stays' 1 umount -l /run/away/holdfast
mv /run/away /run/initramfs
finds_it 'sealed, renamed back' env
done_testing
