#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Puts holdfast into dracut's initramfs: the program, its libraries, and what /etc/default/holdfast
# gives.
# shellcheck disable=SC2154 # moddir, initdir: dracut's

# Also where the program is missing: dracut leaves out a module that says no, and the image would boot
# unlocked.
check() {
	return 0
}

depends() {
	return 0
}

# What dracut is told by a status is no failure of the image.
install() {
	# Its libraries now, and not at the end: add-lock looks for them.
	DRACUT_RESOLVE_DEPS=1 inst_binary /usr/sbin/holdfast /usr/sbin/holdfast || exit 1
	# Not earlier: with our mounts on / systemd cannot start services that have a mount namespace
	# of their own, as udevd has.
	inst_hook pre-mount 10 "$moddir/holdfast-boot.sh"
	"$dracutsysrootdir"/usr/lib/holdfast/add-lock "$initdir" || exit 1
}
