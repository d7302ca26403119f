#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: since 7.0
# early: stay
# Before Linux 7 the initial root is on no mount, and none comes beneath the root.
# Between the note of the mounts and the seal, a process that stayed from the initramfs moves a mount below the root, and
# the anchor with it, to a folder that can be removed. The seal looks there again, and is no success. Ends sealed.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
PATH=$PATH:/escape
stays=$(cat /run/stays)

while [ ! -e /tmp/go ]; do sleep 0.1; done | below carry-only "$stays" >/tmp/carried 2>&1 &
carrier=$!
for _ in $(seq 100); do
	[ ! -s /tmp/carried ] || break
	sleep 0.1
done
is 'one comes beneath the root' "$(cat /tmp/carried)" beneath

# The first move is that of the outer mount, the second seals.
# shellcheck disable=SC2016 # for kill-at's shell
AT='[ $CALL = move_mount ] || exit 0
[ ! -e /tmp/first ] || { touch /tmp/go; sleep 1; }
: >/tmp/first'
export AT
kill-at 0 holdfast lock integrity --seal --native=no >/tmp/stops 2>/tmp/said
wait $carrier
is 'it has moved' "$(xargs </tmp/carried)" 'beneath done'
like 'the lock is no success' "$(cat /tmp/said)" 'does not guard every mount below its anchor'
fails 'and is not taken for one' 1 holdfast seal
succeeds 'it enforces' enforces
done_testing
