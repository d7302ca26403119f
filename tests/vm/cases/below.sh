#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: since 6.5
# early: stay
# A visible anchor, and a process that stayed from the initramfs. A mount beneath the real root could carry it, with the
# anchor, to a folder that can be removed. After the seal nothing is mounted there, and a mount that was there stays in
# its place. Tried sealed only, because the guest has no root left if it works.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
PATH=$PATH:/escape
stays=$(cat /run/stays)

mkfifo /tmp/hold
below carry-later "$stays" </tmp/hold >/tmp/carried 2>&1 &
carrier=$!
exec 8>/tmp/hold
for _ in $(seq 100); do
	[ ! -s /tmp/carried ] || break
	sleep 0.1
done
here before 7.0 || is 'one comes beneath it before the lock' "$(cat /tmp/carried)" beneath
succeeds 'lock' holdfast lock integrity --seal --native=no
for way in carry beneath pivot move; do
	like "$way" "$(below $way "$stays" | xargs)" '^(beneath|pivot_root|move): E[A-Z]+$'
	succeeds "$way: it enforces" enforces
done
# mount_setattr(2) asks no hook: a copy of a shared mount has to be useless.
like 'shared' "$(below shared "$stays" | xargs)" '^(done|pivot_root: EINVAL)$'
succeeds 'shared: it enforces' enforces
exec 8>&-
wait $carrier
here before 7.0 || is 'what was there stays' "$(xargs </tmp/carried)" 'beneath move: EPERM'
succeeds 'it enforces' enforces
succeeds 'sealed' holdfast seal
done_testing
