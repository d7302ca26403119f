#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Prints the kernel's answer to each file of variants/, "LEVEL KIND FILE ANSWER" a line, at every level from none on, or
# at the named one. The files are on /dev/vda, if not at /variants.
if [ ! -d /variants ]; then
	modprobe ext4
	mkdir /variants
	mount -o ro /dev/vda /variants || exit 1
fi
# Also prints the forecast of `holdfast modules` before the lock, "said module FILE WORD".
if [ -z "${1-}" ]; then
	for file in /variants/module/*; do
		echo "said module ${file##*/} $(holdfast modules --json "$file" 2>/dev/null | json modules.0.when_locked)"
	done
fi
for level in ${1:-none integrity confidentiality}; do
	case $level in
	none | secure-boot) ;;
	*) holdfast lock "$level" >/dev/null || exit 1 ;;
	esac
	for kind in kexec module; do
		cd /variants/$kind || exit 1
		# The name of the module that each of them is.
		for file in *; do
			name=hello
			[ "$file" != debian ] || name=dummy
			[ $kind != kexec ] || name=
			echo "$level $kind $file $(load-file $kind "$file" $name)"
		done
	done
done
