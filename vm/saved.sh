# shellcheck shell=bash disable=SC2054 # the commas are QEMU's
# SPDX-License-Identifier: GPL-2.0
# Resumes a guest that was saved just before its command, which takes a second instead of a boot. Guests from the same
# saved one have the same random numbers at first. Read by vm/run, which provides die(), escape(), make_initrd(),
# show_console(), start_qemu(), $here, $work, and the guest's parts.
: "${here:?}" "${work:?}" "${build=}" "${vmlinuz=}" "${modules=}"

# Prints everything that the guest's memory depends on: runs with the same answer can share a saved guest. Files are
# compared by path, size and time, like those of the archives in the cache.
describe_guest() {
	local add path
	printf '%s\n' "${args[@]}" "${last[@]}" "$base" "$modules"
	stat -L -c '%n %s %Y' "$(command -v qemu-system-x86_64)" /etc/ld.so.cache "$vmlinuz" \
		${HOLDFAST_INITRD:+"$HOLDFAST_INITRD"} "$here"/*
	[ ! -d "$build" ] || find "$build" "$build/tests/guest" -maxdepth 1 -type f -perm /111 \
		-printf '%p %s %T@\n' 2>/dev/null | sort
	for add in "${adds[@]}"; do
		path=$add
		[[ $path != *:/* ]] || path=${path%:/*}
		printf '%s\n' "$add"
		find -L "$path" -printf '%P %y %m %s %T@\n' | sort
	done
	# The kernel has read the partition tables, so the beginnings of the disks count, too.
	for path in "${disks[@]}"; do
		stat -L -c %s "$path"
		head -c 1M "$path" | cksum
	done
}

# Sets saved to the file of a guest like this one, and makes it if it is missing.
find_saved_guest() {
	local key
	mkdir -p "$HOLDFAST_SAVED"
	key=$(describe_guest | sha256sum | cut -c 1-32)
	saved=$(realpath "$HOLDFAST_SAVED")/$key
	(
		flock 4
		[ -e "$saved" ] || save_guest
	) 4>"$saved.lock" || finish 125
}

# Boots until the guest asks for its command, and saves it. It uses copies of the disks, so that the command does not
# see its writes.
save_guest() {
	local i copies=()
	make_initrd
	for i in "${!disks[@]}"; do
		cp --sparse=always "${disks[i]}" "$work/disk$i"
		copies+=("${drives[2 * i]}" "${drives[2 * i + 1]%file=*}file=$(escape "$work/disk$i")")
	done
	boot_and_save "$saved" "${copies[@]}" -initrd "$work/initrd"
}

# Starts QEMU, and saves the guest in FILE as soon as it says that it is ready.
boot_and_save() { # FILE ARGUMENT...
	local word='' file=$1
	shift
	mkfifo "$work/monitor.in" "$work/monitor.out"
	exec 8<>"$work/monitor.out" 9<>"$work/monitor.in"
	start_qemu /dev/null "$@" \
		-chardev "pipe,id=monitor,path=$(escape "$work/monitor")" -mon chardev=monitor,mode=readline \
		5>/dev/null 6>/dev/null 4>&- 8>&- 9>&-
	while [ -z "$word" ] && read -r -u 7 word; do :; done
	if [ "$word" != ready ]; then
		show_console
		die "the guest that was to be saved was not ready for its command"
	fi
	printf '%s\n' 'migrate_set_parameter max-bandwidth 16g' "migrate \"exec:cat >'$file.part'\"" \
		'info migrate' quit >&9
	wait "$qemu" || true
	qemu=
	timeout 1 cat <&8 >"$work/monitor" || true
	grep -aq 'Migration status: completed' "$work/monitor" ||
		die "the guest could not be saved: $(tr -d '\r\033' <"$work/monitor" | tail -n 3)"
	mv "$file.part" "$file"
	rm -f "$work/monitor.in" "$work/monitor.out"
}

# Writes a saved guest's input: the command's size, the time, and the command. Empty lines come first, because the port
# may lose some.
write_input() {
	cat >"$work/words"
	printf '\n%.0s' {1..64}
	printf '%s %s\n' "$(stat -c %s "$work/words")" "$(date +%s)"
	cat "$work/words"
}
