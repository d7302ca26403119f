#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 64M
# qemu: -smp 2
# Exceptions from debugfs and tracefs that are narrowed to paths: these files, and no others (both/paths.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

uncovered='int80 io_uring chmod chown'
# shellcheck source=tests/vm/both/paths.sh
. /tests/both/paths.sh

ask_before
modprobe overlay
mkdir /tmp/merged /tmp/empty
mount -t overlay -o lowerdir=$trace/instances/two:/tmp/empty overlay /tmp/merged
is 'before: through an overlay' "$(opener read /tmp/merged/trace_clock)" ok

ask_debugfs
ask_other_ways_there
ask_differences
rm /run/initramfs/holdfast/debugfs*
fails 'without what looks at opens: status' 1 holdfast status
like 'is said' "$output" 'lacks guards that it has to have: debugfs;'
succeeds 'lock again' holdfast lock
is 'is in force again' "$(opener open $file)$(opener open $sibling)" EPERMok
ask_all_of_debugfs
is 'but through io_uring, where it might be another who asks' "$(opener io_uring $file)" EPERM

ask_both_file_systems
is 'another, by a path that an overlay makes of it' "$(opener read /tmp/merged/trace_clock)" EPERM
ask_other_mounts_of_tracefs

# More names than fit.
awk 'BEGIN {
	print "[Lock]\nLevel=confidentiality\nNative=no"
	for (i = 0; i < 1000; i++) {
		printf "[Exception e%d]\nReason=debugfs\nVerity=sha256:%064x\nPaths=", i, i + 1
		for (n = 0; n < 64; n++)
			printf " /sys/kernel/debug/%d", 64 * i + n
		print ""
	}
}' >/etc/holdfast/holdfast.conf
fails 'more paths than there is room for' 1 holdfast lock
like 'is said' "$output" 'room for fewer exceptions, paths or quiet rules; nothing was changed'
is 'and nothing was' "$(opener open $file)$(opener open $sibling)" okEPERM

ask_sealed
is 'sealed: no name gets a number' "$(ask-policy 11:1)" ENOENT
done_testing
