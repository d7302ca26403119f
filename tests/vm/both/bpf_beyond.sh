# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For both engines: BPF programs that read or write the kernel's memory beyond their argument.

# try WAY: prints how many of its programs load, and whether one reads
try() {
	bpf-beyond "$1" 2>/dev/null | sed 's/ .*//' | xargs
}

# Restores the path, because the kernel loads modules by it.
try_writing() {
	path=$(cat /proc/sys/kernel/modprobe)
	bpf-beyond written 2>/dev/null | xargs
	echo "$path" >/proc/sys/kernel/modprobe
}

ask_before() {
	is 'before the lock: a larger argument' "$(try resized)" 'loaded loaded read'
	is 'before it: a larger one that is called' "$(try called)" 'loaded loaded read'
	is 'before it: one that is written beyond' "$(try_writing)" 'loaded loaded written'
	here since 6.8 && is 'before it: a trusted one' "$(try trusted)" 'loaded'
	here since 7.0 && is 'before it: a longer one' "$(try longer)" 'loaded loaded read'
}

# Refused from integrity on, because such a program also writes beyond its argument.
ask_at() { # LEVEL
	is "$1: a larger argument" "$(try resized)" 'loaded EPERM'
	is "$1: one that is written beyond" "$(try_writing)" 'loaded EPERM'
	like "$1: a larger one that is called" "$(try called)" '^EPERM (loaded|EPERM)$'
	here since 7.0 && is "$1: a longer one" "$(try longer)" 'EPERM loaded'
}

ask_locked() {
	ask_at confidentiality
	here since 6.8 && is 'confidentiality: a trusted one' "$(try trusted)" 'EPERM'
}
