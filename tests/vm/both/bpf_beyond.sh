# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# What either engine answers at confidentiality to programs that read the kernel's memory by what is said of their argument.

# try WAY: how many of its programs load, and whether one reads
try() {
	bpf-beyond "$1" 2>/dev/null | sed 's/ .*//' | xargs
}

ask_before() {
	is 'before the lock: a larger argument' "$(try resized)" 'loaded loaded read'
	here since 6.8 && is 'before it: a trusted one' "$(try trusted)" 'loaded'
	here since 7.0 && is 'before it: a longer one' "$(try longer)" 'loaded loaded read'
}

ask_locked() {
	is 'after it: a larger argument' "$(try resized)" 'loaded EPERM'
	here since 6.8 && is 'after it: a trusted one' "$(try trusted)" 'EPERM'
	here since 7.0 && is 'after it: a longer one' "$(try longer)" 'EPERM loaded'
}
