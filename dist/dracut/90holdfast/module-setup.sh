#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# Puts holdfast into dracut's initramfs: the program, its libraries, and the policy or level that
# /etc/default/holdfast asks for.
# shellcheck disable=SC2154 # moddir, initdir: dracut's

# Succeeds even if the program is missing: dracut would leave the module out, and the image would boot unlocked.
check() {
	return 0
}

depends() {
	return 0
}

# An exit ends dracut; a failing status alone would not fail the image.
install() {
	# Installs the libraries now, because add-lock looks for them; dracut would do so at the end.
	DRACUT_RESOLVE_DEPS=1 inst_binary /usr/sbin/holdfast /usr/sbin/holdfast || exit 1
	# Not earlier: with our mounts on /, systemd cannot start services with a mount namespace of their own, such as
	# udevd.
	inst_hook pre-mount 10 "$moddir/holdfast-boot.sh"
	"$dracutsysrootdir"/usr/lib/holdfast/add-lock "$initdir" || exit 1
}
