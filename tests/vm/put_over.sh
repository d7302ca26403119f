# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Initramfs images with something broken in them. Read by the tests that boot them, which provide $work.
: "${work:?}"

# Puts $work/NAME over FILE of an image: the kernel unpacks what comes after an archive over it.
put_over() { # IMAGE NAME FILE
	rm -rf "$work/over"
	mkdir -p "$work/over${3%/*}"
	cp -P "$work/$2" "$work/over$3"
	truncate -s %4 "$1"
	(cd "$work/over" && echo ".$3" | cpio --quiet -o -H newc) >>"$1"
}
