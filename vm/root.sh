# shellcheck shell=bash disable=SC2054 # the commas are QEMU's
# SPDX-License-Identifier: GPL-2.0
# `vm/run --root`: boots the disk of an installed system, vm/image's, in place of the initramfs that vm/run
# makes, or starts it from a guest that was saved at its default target. Read by vm/run, which provides
# die(), need(), escape(), start_qemu(), $here, $work and what its options have set.
: "${here:?}" "${work:?}" "${root=}" "${boot=}" "${keep_root=}"

# The disk that brings the command, of one size for every run, as a saved guest knows it.
job_size=4G
root_append=' root=LABEL=root ro'

# Sets kernel to the image's folder, as that of a kernel, and vmlinuz and append for it.
find_root() {
	[ -z "$kernel" ] || [ -d "$kernel" ] ||
		die "--kernel '$kernel' is none of ${kernels//$'\n'/, }, or a kernel's folder"
	need qemu-img qemu-utils
	kernel=$("$here/image" "$root" ${kernel:+"$kernel"}) || die "the root '$root' is not to be had, see above"
	vmlinuz=$kernel/vmlinuz
	[ -n "$firmware" ] || vmlinuz=$kernel/vmlinux
	append=$root_append$append
	# The system has its own libraries: those of this machine would take their places.
	# shellcheck disable=SC2317 # add_path() calls it
	add_libraries() { :; }
}

# Sets more, QEMU's further arguments, to boot the system or to start it as it was saved.
prepare_root() { # COMMAND [ARG]...
	pack_job "$@"
	cat ${HOLDFAST_INITRD:+"$HOLDFAST_INITRD"} "$kernel/initrd" >"$work/initrd"
	truncate -s $job_size "$work/job"
	more=(-initrd "$work/initrd" -device virtio-scsi-pci,id=scsi
		-drive "if=none,id=root,format=qcow2,cache=unsafe,file=$(escape "$work/root.qcow2")"
		-device scsi-hd,bus=scsi.0,lun=0,drive=root,serial=root
		-drive "if=none,id=job,format=raw,cache=unsafe,file=$(escape "$work/job")"
		-device scsi-hd,bus=scsi.0,lun=1,drive=job,serial=job)
	if can_be_restored; then
		restore_root
		fill_job restored
	else
		make_overlay raw "$kernel/root.img"
		fill_job booted
	fi
}

# Makes $work/files, the archive of the command and what it needs.
pack_job() { # COMMAND [ARG]...
	local tree=$work/run add
	mkdir -p "$tree/run/holdfast-vm"
	write_command "$@" >"$tree/run/holdfast-vm/command"
	head -c 64 /dev/urandom >"$tree/run/holdfast-vm/seed"
	for add in "${adds[@]}"; do
		add_path "$tree" "$add"
	done
	tar -c -f "$work/files" -C "$tree" --owner=0 --group=0 --numeric-owner .
}

# Fills the disk that brings the command: see vm/root/run-command.
fill_job() { # booted|restored
	dd if="$work/files" of="$work/job" bs=1M seek=1 conv=notrunc,sparse status=none
	printf 'job %s %s %s\n' "$1" "$(stat -c %s "$work/files")" "$(date +%s.%N)" |
		dd of="$work/job" conv=notrunc status=none
}

# What is written to the root goes into a file of the run's own, and away with it.
make_overlay() { # FORMAT IMAGE
	qemu-img create -q -f qcow2 -F "$1" -b "$2" "$work/root.qcow2" ||
		die "qemu-img could not make the run's own disk"
}

# What the guest has written is in it, whether QEMU ended with the guest or was ended.
copy_root() {
	qemu-img convert -q -O raw "$work/root.qcow2" "$keep_root" ||
		die "the system's disk could not be copied to $keep_root"
}

# A boot that is like any other is not made again. Where the run asks for more, it is its own.
can_be_restored() {
	[ -z "$boot$icount$firmware" ] && [ "$append" = "$root_append" ] && [ ${#disks[@]} = 0 ] &&
		[ -z "${HOLDFAST_QEMU_ARGS:-}${HOLDFAST_INITRD:-}${HOLDFAST_KVM:-}" ]
}

# Has the guest start from where one of the same arguments had come to its default target, with the disk
# that this one has written to.
restore_root() {
	local saved
	saved=$kernel/saved-$({ qemu-system-x86_64 --version && printf '%s\n' "${args[@]}" "${more[@]//"$work"/}"; } |
		sha256sum | head -c 16)
	(
		flock 4
		[ -e "$saved/state" ] || save_root "$saved"
	) 4>"$kernel/saved.lock" || finish 125
	make_overlay qcow2 "$saved/root.qcow2"
	more+=(-incoming "exec:cat '$saved/state'")
}

save_root() { # FOLDER
	local timeout=1800 new
	echo "vm/run: booting $root, to be saved" >&2
	rm -rf "$kernel"/.saved.* # of a run that was killed
	new=$(mktemp -d "$kernel/.saved.XXXXXX")
	make_overlay raw "$kernel/root.img"
	boot_and_save "$new/state" "${more[@]}"
	mv "$work/root.qcow2" "$new/root.qcow2"
	mv -T "$new" "$1"
}
