#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# Residue that the kernel itself holds from before a lock: probes, modules, an image for kexec; and the message of
# `lock` about it.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

# finds DESCRIPTION KIND REASON WHAT
finds() {
	fails "$1" 3 holdfast residue
	like "$1: what" "$output" "^$2 +$3 +- +- +$4: "
	is "$1: one" "$(echo "$output" | tail -n 1)" '1 found, 0 could not be looked at'
}

is_clean() {
	succeeds "$1" holdfast residue
	is "$1: none" "$output" '0 found, 0 could not be looked at'
}

events=/sys/kernel/tracing/dynamic_events
echo 'p:probe do_sys_openat2' >$events
finds 'a kprobe' kprobe kprobes 'do_sys_openat2\+0x0'
echo '-:probe' >$events
is_clean 'the kprobe is gone'
echo 's:made int value' >$events 2>/dev/null || echo 'made int value' >/sys/kernel/tracing/synthetic_events
finds 'a dynamic event' probe-event tracefs 's:.*made.*'
echo >$events
is_clean 'the event is gone'
for tracer in function wakeup; do
	grep -qw $tracer /sys/kernel/tracing/available_tracers && break
done
echo "$tracer" >/sys/kernel/tracing/current_tracer
finds 'a tracer' tracer tracefs "$tracer"
echo nop >/sys/kernel/tracing/current_tracer
is_clean 'the tracer is gone'

is 'an image for kexec' "$(hold kexec)" held
finds 'an image for kexec' kexec-image kexec /sys/kernel/kexec_loaded
is 'the image is taken away' "$(hold unkexec)" held
is_clean 'the image is gone'

# Nothing is missed if no file system is mounted.
echo 'p:probe do_sys_openat2' >$events
umount /sys/kernel/debug /sys/kernel/tracing
finds 'with neither debugfs nor tracefs mounted' kprobe kprobes 'do_sys_openat2\+0x0'
mount -t tracefs t /sys/kernel/tracing
echo '-:probe' >$events
is_clean 'and gone'

load_ask
finds 'an unsigned module' module module-signature 'ask \(unsigned\)'
fails 'require-clean: refused' 1 holdfast lock integrity --native=no --require-clean
like 'require-clean: what' "$output" 'residue: module, ask \(unsigned\)'
is_unlocked 'require-clean'
rmmod ask
finds 'a module that is gone' taint module-signature 'an unsigned module, unloaded since'
# The cheap look finds it, too.
is 'lock counts it' "$(value residue holdfast lock none --json)" 1
succeeds 'lock' holdfast lock integrity --native=no
like 'lock says it' "$output" '^  residue    1 seen \(see .holdfast residue.\)$'
is 'not looked where nothing changes' "$(value residue holdfast lock integrity --json)" null
done_testing
