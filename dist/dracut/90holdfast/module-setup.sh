#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Puts holdfast into dracut's initramfs: the program, its libraries, and the level that
# /etc/default/holdfast gives, if it does.
# shellcheck disable=SC2154 # moddir, initdir: dracut's

check() {
	require_binaries holdfast || return 1
	return 0
}

depends() {
	return 0
}

install() {
	local HOLDFAST_LEVEL=
	inst_binary holdfast /usr/sbin/holdfast
	# Not earlier: with our mounts on / systemd cannot start services that have a mount namespace
	# of their own, as udevd has.
	inst_hook pre-mount 10 "$moddir/holdfast-boot.sh"
	# shellcheck disable=SC1090,SC1091 # the administrator's
	[ ! -r "$dracutsysrootdir/etc/default/holdfast" ] || . "$dracutsysrootdir/etc/default/holdfast"
	if [ -n "$HOLDFAST_LEVEL" ]; then
		mkdir -p "$initdir/etc/holdfast"
		printf '%s\n' "$HOLDFAST_LEVEL" >"$initdir/etc/holdfast/level"
	fi
}
