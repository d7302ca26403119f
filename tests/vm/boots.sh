# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Boots of the images of image.sh, for the tests that make some: read after that.
: "${root:?}" "${work:?}" "${kernel=}" "${status=}"

boot() { # KERNEL MAKER CMDLINE: sets status; what it says is in $work/out, $work/console
	status=0
	HOLDFAST_QEMU_ARGS="-initrd $work/$1.$2" "$root/vm/run" --kernel "$1" --timeout "${HOLDFAST_TIMEOUT:-90}" \
		--disk "$work/root.img" --append "root=/dev/vda rw $3" --console "$work/console" \
		-- unused >"$work/out" 2>"$work/err" || status=$?
}

# Boots, and runs early/booted.sh at the end.
check_boot() { # KERNEL MAKER CMDLINE
	boot "$1" "$2" "$3"
	report_guest "$1 $2" "$status"
}

console_has() { grep -aE "$1" "$work/console" || { tail -n 30 "$work/console" && return 1; }; }

# An error is found when the image is built, before any boot: the image is empty. mkinitramfs makes the file first, to
# see whether it can write there.
refused() { # WHY MAKER
	rm -f "$work/$kernel.$2"
	if make_image "$kernel" "$2" >"$work/refusal" 2>&1; then
		echo 'it was made'
		return 1
	fi
	grep -E "$1" "$work/refusal" || { cat "$work/refusal" && return 1; }
	[ ! -s "$work/$kernel.$2" ]
}
