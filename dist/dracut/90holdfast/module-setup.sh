#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Puts holdfast into dracut's initramfs: the program, its libraries, and what /etc/default/holdfast
# gives.
# shellcheck disable=SC2154 # moddir, initdir: dracut's

check() {
	require_binaries holdfast || return 1
	return 0
}

depends() {
	return 0
}

install() {
	inst_binary holdfast /usr/sbin/holdfast
	# Not earlier: with our mounts on / systemd cannot start services that have a mount namespace
	# of their own, as udevd has.
	inst_hook pre-mount 10 "$moddir/holdfast-boot.sh"
	# An image without its lock would boot unlocked: what dracut is told by a status is no failure.
	"$dracutsysrootdir"/usr/lib/holdfast/add-lock "$initdir" || exit 1
}
