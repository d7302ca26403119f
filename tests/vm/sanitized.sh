#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# sanitized.sh CASE [ARG]...: runs a case in a kernel that checks itself (lsm/build --debug), and then makes it look for
# leaked memory. On stderr comes a line that says whether the kernel looked or may not, and whether lockdep still works;
# then the findings.
dir=/sys/kernel/security/holdfast

open_leaks() {
	cd /sys/kernel/debug || exit 1
	exec 8>kmemleak
	exec 9<kmemleak
	cd / || exit 1
}

# The kernel frees the last program's memory a moment after its end. kmemleak does not report memory that is younger
# than five seconds, nor memory that it sees for the first time.
look_for_leaks() {
	sleep 6
	echo scan >&8 && echo scan >&8 && echo 'kmemleak: looked' >&2
	cat <&9 >&2
}

# A level of ours refuses the file: so it is opened before, or a policy that allows it comes later. The lockdown LSM has
# no policy: if the command line locks it, there is no look.
level=$(cat $dir/level)
native=$(sed -n 's/.*\[\(.*\)\].*/\1/p' /sys/kernel/security/lockdown)
[ "$level" != none ] || open_leaks
status=0
sh "$@" 8>&- 9>&- || status=$?
if [ "$native" != none ]; then
	echo 'kmemleak: refused' >&2
else
	if [ "$level" != none ]; then
		printf '[Reasons]\ndebugfs=allow\ndebugfs-read=allow\n' >/tmp/sanitized.conf
		holdfast policy compile --output=$dir/policy /tmp/sanitized.conf >&2
		open_leaks
	fi
	look_for_leaks
fi
awk '$1 == "debug_locks:" && $2 == 1 { print "lockdep: looks" }' /proc/lockdep_stats >&2
exit $status
