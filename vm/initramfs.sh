# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Makes the guest's initramfs out of three archives: the tools and the kernel's modules, which are cached, and the files
# of one run. Read by vm/run, which provides die(), need(), $here, $cache and $work, its temporary folder.
: "${here:?}" "${cache:?}" "${work:?}"

# Each archive's tree begins with these links, so that a file for /lib or /sbin lands in the merged /usr.
make_tree() { # DIR
	mkdir -p "$1"/usr/bin "$1"/usr/lib "$1"/usr/lib64
	ln -s usr/bin "$1/bin"
	ln -s usr/bin "$1/sbin"
	ln -s bin "$1/usr/sbin"
	ln -s usr/lib "$1/lib"
	ln -s usr/lib64 "$1/lib64"
}

# The same tree makes the same archive, because the guest counts the instructions that unpack it. So the archive has no
# inode numbers, owners or times of this machine.
pack_tree() { # DIR FILE
	(cd "$1" && find . -mindepth 1 -exec touch -h -d @1700000000 {} + &&
		find . -mindepth 1 -print0 | sort -z |
		cpio --quiet --reproducible -0 -o -H newc -R +0:+0) >"$2" ||
		die "cpio could not pack $1"
}

# A name for an archive made of these files: another vm/ or another busybox makes another archive, and a second copy of
# the tree shares the first one's.
identify() { # BIGFILE
	{
		stat -L -c '%n %s %Y' "$1"
		cat "$here/init" "$here/initramfs.sh"
	} | cksum | tr -d ' '
}

# Sets base: the archive with busybox, /init and /etc.
make_base() {
	local busybox tree applet
	busybox=$(command -v busybox)
	base=$cache/initramfs/base-$(identify "$busybox").cpio
	[ ! -e "$base" ] || return 0
	tree=$work/base
	make_tree "$tree"
	mkdir -p "$tree"/etc "$tree"/home/user "$tree"/root "$tree"/usr/local/bin \
		"$tree"/usr/local/sbin "$tree"/var/tmp
	chmod 1777 "$tree/var/tmp"
	cp "$busybox" "$tree/usr/bin/busybox"
	add_libraries "$tree" "$busybox"
	for applet in $(busybox --list); do
		[ -e "$tree/usr/bin/$applet" ] || ln -s busybox "$tree/usr/bin/$applet"
	done
	cp "$here/init" "$tree/init"
	chmod 755 "$tree/init" "$tree/usr/bin/busybox"
	printf '%s\n' root:x:0:0:root:/root:/bin/sh user:x:1000:1000:user:/home/user:/bin/sh \
		nobody:x:65534:65534:nobody:/nonexistent:/bin/false >"$tree/etc/passwd"
	printf '%s\n' root:x:0: tty:x:5: user:x:1000: nogroup:x:65534: >"$tree/etc/group"
	printf '%s\n' 'root:*:1::::::' 'user:*:1::::::' >"$tree/etc/shadow"
	chmod 600 "$tree/etc/shadow"
	echo '127.0.0.1 localhost holdfast' >"$tree/etc/hosts"
	echo holdfast >"$tree/etc/hostname"
	ln -s /proc/self/mounts "$tree/etc/mtab"
	keep_archive "$tree" "$base"
}

# Packs a tree into the cache, under its final name by one rename, and drops
# the archives that nobody used for a month.
keep_archive() { # TREE FILE
	mkdir -p "$cache/initramfs"
	find "$cache/initramfs" -type f -atime +30 -delete
	pack_tree "$1" "$2.$$"
	mv "$2.$$" "$2"
}

# Sets modules: the archive with the modules of a kernel's folder, or nothing.
# They are packed as one squashfs file with the drivers that mount it, or, if the kernel cannot mount one, as separate
# files.
make_modules() { # FOLDER
	modules=
	local folder tree release listed path
	folder=$(realpath "$1")
	[ -d "$folder/lib/modules" ] || return 0
	[ -r "$folder/release" ] || die "--kernel $1: the folder has modules, but no file release"
	release=$(<"$folder/release")
	[ -r "$folder/lib/modules/$release/modules.dep" ] ||
		die "--kernel $1: lib/modules/$release has no modules.dep: run depmod"
	modules=$cache/initramfs/modules-$(identify \
		"$folder/lib/modules/$release/modules.dep").cpio
	[ ! -e "$modules" ] || return 0
	need mksquashfs squashfs-tools
	need modprobe kmod
	tree=$work/modules
	make_tree "$tree"
	mkdir -p "$tree/.vm/modules"
	if listed=$(modprobe -d "$folder" -S "$release" --show-depends -a loop squashfs 2>/dev/null); then
		while read -r path; do
			path=${path#insmod }
			case $path in
			builtin*) ;;
			*.xz) xz -dc "${path% }" >"$tree/.vm/modules/$(basename "${path% }" .xz)" ;;
			*) cp "${path% }" "$tree/.vm/modules/" ;;
			esac
			[[ $path == builtin* ]] || basename "${path% }" .xz
		done <<<"$listed" >"$tree/.vm/modules/order"
		mksquashfs "$folder/lib/modules" "$tree/.vm/modules/image" -comp zstd \
			-Xcompression-level 6 -all-root -no-xattrs -no-progress -quiet >&2 ||
			die "mksquashfs failed on $folder"
	else
		cp -a "$folder/lib/modules" "$tree/usr/lib/"
	fi
	keep_archive "$tree" "$modules"
}

is_elf() { # FILE
	local magic=
	IFS= read -r -d '' -n 4 magic <"$1" || true
	[ "$magic" = $'\x7fELF' ]
}

# Prints the libraries that the dynamic linker would load for each program. The answer is cached for the same programs
# and linker cache: ldd starts each program twice, which takes longer than a boot.
list_libraries() { # PROGRAM...
	local list
	list=$cache/initramfs/libraries-$(stat -L -c '%n %s %Y' /etc/ld.so.cache "$@" | cksum | tr -d ' ')
	if [ ! -e "$list" ]; then
		# ldd fails when one of them is static: what it printed counts.
		ldd "$@" >"$work/ldd" 2>/dev/null || true
		if grep -q '=> not found' "$work/ldd"; then
			die "a library is missing here:" "$(grep -B99 -m1 'not found' "$work/ldd" |
				grep -E '^[^ 	]|not found' | tail -n 2)"
		fi
		mkdir -p "$cache/initramfs"
		sed -nE 's/^\t(.* => )?(\/[^ ]+) \(0x.*/\2/p' "$work/ldd" | sort -u >"$list.$$"
		mv "$list.$$" "$list"
	fi
	cat "$list"
}

# Copies the libraries of each program, under the paths that its linker would use.
add_libraries() { # TREE PROGRAM...
	local tree=$1 program path
	local -a elves=()
	local -A folders=()
	shift
	for program; do
		if [ -f "$program" ] && is_elf "$program"; then
			elves+=("$program")
		fi
	done
	[ ${#elves[@]} != 0 ] || return 0
	list_libraries "${elves[@]}" >"$work/libraries"
	while read -r path; do
		[ -e "$tree$path" ] || folders[${path%/*}]+="$path"$'\n'
	done <"$work/libraries"
	for path in "${!folders[@]}"; do
		mapfile -t elves < <(printf %s "${folders[$path]}")
		mkdir -p "$tree$path"
		cp -L --preserve=mode,timestamps -t "$tree$path" "${elves[@]}"
	done
}

copy_in() { # TREE HOSTPATH GUESTPATH
	mkdir -p "$1${3%/*}"
	[ -e "$1$3" ] || cp -L --preserve=mode,timestamps "$2" "$1$3"
}

# The build's programs, if there is a build, go on the guest's PATH.
add_build() { # TREE DIR
	local program
	local -a programs=()
	for program in "$2"/* "$2"/tests/guest/*; do
		if [ -f "$program" ] && [ -x "$program" ]; then
			programs+=("$program")
		fi
	done
	[ ${#programs[@]} != 0 ] || return 0
	mkdir -p "$1/usr/local/bin"
	cp -L --preserve=mode,timestamps -t "$1/usr/local/bin" "${programs[@]}"
	add_libraries "$1" "${programs[@]}"
}

# HOSTPATH[:GUESTPATH]: without a GUESTPATH the guest has it under the same
# absolute path as the host.
add_path() { # TREE SPEC
	local host=$2 guest=
	if [[ $host == *:/* ]]; then
		guest=/${host##*:/}
		host=${host%:/*}
	fi
	[ -e "$host" ] || die "--add $2: there is no $host"
	[ -r "$host" ] || die "--add $2: $host cannot be read"
	[ -n "$guest" ] || guest=$(realpath -s "$host")
	[[ $guest != */ || -d $host ]] || guest=$guest$(basename "$host")
	case "/$guest/" in
	*/../* | //proc/* | //sys/* | //dev/*) die "--add $2: $guest cannot be a place in the guest" ;;
	esac
	if [ -d "$host" ]; then
		mkdir -p "$1$guest"
		cp -a "$host/." "$1$guest/" || die "--add $2: the folder could not be copied"
		mapfile -d '' -t found < <(find "$host" -type f -perm /111 -print0)
		add_libraries "$1" "${found[@]}"
	else
		mkdir -p "$1$(dirname "$guest")"
		cp -L --preserve=mode,timestamps "$host" "$1$guest"
		add_libraries "$1" "$host"
	fi
}

# Quotes a word, with any bytes, for sh.
quote() {
	printf " '%s'" "${1//\'/\'\\\'\'}"
}
