# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Initramfs images with broken parts. Read by the tests that boot them, which provide $work.
: "${work:?}"

# Replaces FILE of an image by $work/NAME: the kernel unpacks a later archive over an earlier one.
put_over() { # IMAGE NAME FILE
	rm -rf "$work/over"
	mkdir -p "$work/over${3%/*}"
	cp -P "$work/$2" "$work/over$3"
	truncate -s %4 "$1"
	(cd "$work/over" && echo ".$3" | cpio --quiet -o -H newc) >>"$1"
}
