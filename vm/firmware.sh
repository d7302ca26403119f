# shellcheck shell=bash disable=SC2054 # the commas are QEMU's
# SPDX-License-Identifier: GPL-2.0
# Boots the guest by UEFI firmware. Read by vm/run, which provides die(), escape(), $firmware, $efi,
# $work and args, QEMU's arguments.
: "${firmware=}" "${efi=}" "${work:?}"

# The one build with Secure Boot that uses SMM, so that the guest cannot write the variables past the firmware.
ovmf=/usr/share/OVMF/OVMF_CODE_4M.secboot.fd

add_firmware() {
	[ -r $ovmf ] || die "$ovmf is missing: apt-get install ovmf"
	[ -r "$firmware" ] && [ -w "$firmware" ] ||
		die "--firmware $firmware: no such file, or not writable. Copy one of ${ovmf%/*}/OVMF_VARS_4M*.fd"
	[ "$(stat -L -c %s "$firmware")" = "$(stat -L -c %s "${ovmf%/*}/OVMF_VARS_4M.fd")" ] ||
		die "--firmware $firmware: not the variables of $ovmf"
	args+=(-machine smm=on -global driver=cfi.pflash01,property=secure,value=on
		-global ICH9-LPC.disable_s3=1
		-drive "if=pflash,unit=0,format=raw,readonly=on,file=$ovmf"
		-drive "if=pflash,unit=1,format=raw,cache=unsafe,file=$(escape "$firmware")")
}

# Comes after the disks of --disk, so that those keep their names.
add_efi_disk() {
	[ -r "$efi" ] || die "--efi $efi: no such file, or not readable"
	mkdir -p "$work/esp/EFI/BOOT"
	if [ -d "$efi" ]; then
		[ -r "$efi/BOOTX64.EFI" ] || die "--efi $efi: the folder has no BOOTX64.EFI"
		cp -rL "$efi/." "$work/esp/EFI/BOOT/"
	else
		cp -L "$efi" "$work/esp/EFI/BOOT/BOOTX64.EFI"
	fi
	args+=(-drive "if=none,id=efi,format=vvfat,read-only=on,dir=$(escape "$work/esp")"
		-device virtio-blk-pci,drive=efi,bootindex=1)
}
