#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: since 6.5
# boot: holdfast=integrity holdfast.seal=yes
# early: stay
# Sealed in the initramfs, before and after `holdfast seal`: a process that stayed there stands on the mount of the
# initial root, below the anchor, and cannot take it away. boot_below_unsealed shows that it can without a seal.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
PATH=$PATH:/escape
stays=$(cat /run/stays)

# try_all WHEN: mount_setattr(2), which shares the mount, asks no hook, so it has to be useless.
try_all() {
	is "$1: no other mount takes its place" "$(below pivot "$stays")" 'pivot_root: EPERM'
	like "$1: it does not move" "$(below move "$stays" | xargs)" '^move: E[A-Z]+$'
	like "$1: shared, its copy is no way to it" "$(below shared "$stays" | xargs)" '^(done|[a-z_]+: E[A-Z]+)$'
	like "$1: nothing is unmounted with a copy" "$(below tree "$stays" | xargs)" '^(umount|keep): EPERM$'
	succeeds "$1: it enforces" enforces
}

succeeds 'it is there' test -d "/proc/$stays/root/newroot"
like 'hidden' "$(holdfast status)" 'hidden: nobody can reach it'
# Until the handles are guarded, the control program can forget a seal's notes, but not this one.
is 'the control program forgets' "$(control 5 0)" 0
is 'nor is it told of another initial root' "$(control 8 0)" 0
try_all 'before'
succeeds 'the handles' holdfast seal
try_all 'after'
like 'after: nothing comes beneath the real root' "$(below beneath "$stays" | xargs)" '^beneath: E(PERM|INVAL)$'
done_testing
