#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 64M
# If the policy says so, the code that a program with exceptions maps has to be listed (both/libraries.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

# shellcheck source=tests/vm/both/libraries.sh
. /tests/both/libraries.sh

# The process has the mark, and memory of its own.
is 'what a child loses its parent keeps' "$(/mnt/runner fork)" ok

policy_with "$libraries $listed"
succeeds 'lock, with the library again' holdfast lock
put /mnt/lib/listed
is 'one that is listed' "$(shared)" 'preloaded ok'
put ''
serve /mnt/lib/listed
put /fuse/file
is 'served by FUSE' "$(shared)" 'preloaded EPERM'
put ''
serve /mnt/lib/libc
mount --bind /fuse/file "$libc"
is 'libc served by FUSE' "$(shared)" EPERM
umount "$libc"
umount /fuse
is 'libc as it is listed' "$(shared)" ok

# An engine that starts with this policy; the other one got it as a replacement.
remove_engine
echo /mnt/lib/preload >/etc/ld.so.preload
for _ in $(seq 50); do
	[ "$(shared)" != 'preloaded ok' ] || break
	sleep 0.2
done
is 'no engine: what is not listed' "$(shared)" 'preloaded ok'
succeeds 'lock afresh, with verified libraries' holdfast lock
is 'one that is not listed, again' "$(shared)" 'preloaded EPERM'
rm /etc/ld.so.preload
is 'and without it, again' "$(shared)" ok
is 'data as code, again' "$(shared mprotect)" EPERM
done_testing
