# shellcheck shell=bash disable=SC2054 # the commas are QEMU's
# SPDX-License-Identifier: GPL-2.0
# `vm/run --root`: boots the disk of an installed system, made by vm/image, instead of vm/run's own initramfs, or
# resumes a guest that was saved at its default target. Read by vm/run, which provides die(), need(), escape(),
# start_qemu(), $here, $work and the variables of its options.
: "${here:?}" "${work:?}" "${root=}" "${boot=}" "${keep_root=}"

# The size of the disk with the command: the same for every run, because a saved guest knows it.
job_size=4G
root_append=' root=LABEL=root ro'

# Sets kernel to the image's folder, which serves as a kernel's, and vmlinuz and append for it.
find_root() {
	[ -z "$kernel" ] || [ -d "$kernel" ] ||
		die "--kernel '$kernel' is none of ${kernels//$'\n'/, }, or a kernel's folder"
	need qemu-img qemu-utils
	kernel=$("$here/image" "$root" ${kernel:+"$kernel"}) || die "the root '$root' is not to be had, see above"
	vmlinuz=$kernel/vmlinuz
	[ -n "$firmware" ] || vmlinuz=$kernel/vmlinux
	append=$root_append$append
	# The system has its own libraries, which this machine's would overwrite.
	# shellcheck disable=SC2317 # add_path() calls it
	add_libraries() { :; }
}

# Sets more, QEMU's further arguments, to boot the system or to resume a saved one.
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

# Makes $work/files, the archive of the command and its files.
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

# Fills the disk with the command: see vm/root/run-command.
fill_job() { # booted|restored
	dd if="$work/files" of="$work/job" bs=1M seek=1 conv=notrunc,sparse status=none
	printf 'job %s %s %s\n' "$1" "$(stat -c %s "$work/files")" "$(date +%s.%N)" |
		dd of="$work/job" conv=notrunc status=none
}

# Makes an overlay for the run's writes to the root; it is removed with the run's files.
make_overlay() { # FORMAT IMAGE
	qemu-img create -q -f qcow2 -F "$1" -b "$2" "$work/root.qcow2" ||
		die "qemu-img could not make the run's own disk"
}

# Copies the disk with the guest's writes, after QEMU has ended in any way.
copy_root() {
	qemu-img convert -q -O raw "$work/root.qcow2" "$keep_root" ||
		die "the system's disk could not be copied to $keep_root"
}

# Only a run without special options can start from a saved guest.
can_be_restored() {
	[ -z "$boot$icount$firmware" ] && [ "$append" = "$root_append" ] && [ ${#disks[@]} = 0 ] &&
		[ -z "${HOLDFAST_QEMU_ARGS:-}${HOLDFAST_INITRD:-}${HOLDFAST_KVM:-}" ]
}

# Resumes a guest that was booted with the same arguments and saved at its default target, with the disk that it had
# written.
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
