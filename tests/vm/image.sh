# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Initramfs images, made by the real mkinitramfs and dracut from the installed files, and a root file system on a disk
# to which they switch. Read by the tests that boot them, which provide $root, $build and $work, and count by number and
# failed.
: "${root:?}" "${build:?}" "${work:?}" "${number=0}" "${failed=0}"
# Further files for the disk, in the form of vm/run's --add.
disk_tools=()
# Shell commands for the overlay, run before an image is made there.
arrange=:

report() { # STATUS DESCRIPTION [FILE with details]
	number=$((number + 1))
	if [ "$1" = 0 ]; then
		echo "ok $number - $2"
	else
		failed=$((failed + 1))
		echo "not ok $number - $2"
		[ -z "${3-}" ] || tail -n 30 "$3" | tr -d '\r' | sed 's/^/# /'
	fi
}

# Reports each line of a guest's TAP, $work/out, which has to end with its plan.
report_guest() { # NAME STATUS
	local line
	while read -r line; do
		case $line in
		ok*) report 0 "$1: ${line#* - }" ;;
		not\ ok*) report 1 "$1: ${line#* - }" ;;
		'#'*) echo "$line" ;;
		esac
	done <"$work/out"
	{ [ "$2" = 0 ] && tail -n 1 "$work/out" | grep -q '^1\.\.[1-9]'; } ||
		report 1 "$1: came to its end" "$work/console"
}

check() { # DESCRIPTION COMMAND...
	local description=$1 status=0
	shift
	"$@" >"$work/details" 2>&1 || status=$?
	report "$status" "$description" "$work/details"
}

# Runs COMMAND in an overlay of our root with holdfast installed, in a mount namespace, so that this machine does not
# change. /out is $work there.
in_overlay() { # KERNELFOLDER COMMAND...
	local user=
	[ "$(id -u)" = 0 ] || user=-r
	export arrange
	# shellcheck disable=SC2016 # for the inner shell
	unshare $user -m bash -euc '
		work=$1 root=$2 build=$3 kernel=$4
		shift 4
		mount -t tmpfs none "$work/overlay"
		mkdir "$work"/overlay/{upper,work,root}
		new=$work/overlay/root
		mount -t overlay -o "lowerdir=/,upperdir=$work/overlay/upper,workdir=$work/overlay/work" \
			none "$new"
		mount --rbind /proc "$new/proc"
		mount --rbind /dev "$new/dev"
		mount -t tmpfs none "$new/tmp"
		mkdir -p "$new/lib/modules" "$new/out"
		mount --bind "$kernel/lib/modules" "$new/lib/modules"
		mount --bind "$work" "$new/out"
		make -s -C "$root" install "BUILD=${build#"$root"/}" "DESTDIR=$new"
		cp -r "$work/etc" "$new/"
		# mkinitramfs looks up which compression formats the kernel has, and dracut whether it knows an initramfs:
		# without this, dracut 106 makes none, and succeeds.
		printf "CONFIG_%s=y\n" RD_GZIP BLK_DEV_INITRD >"$new/boot/config-$(<"$kernel/release")"
		exec chroot "$new" sh -euc "$arrange; exec \"\$@\"" - "$@"' - "$work" "$root" "$build" "$@"
}

# The image of KERNEL made by MAKER, in $work/KERNEL.MAKER.
make_image() { # KERNEL MAKER
	local folder release out=/out/$1.$2
	folder=$("$root/vm/kernels" "$1")
	release=$(<"$folder/release")
	case $2 in
	initramfs-tools)
		in_overlay "$folder" mkinitramfs -c gzip -o "$out" "$release"
		;;
	dracut)
		in_overlay "$folder" dracut --force --no-hostonly --no-early-microcode --gzip \
			--modules 'base dracut-systemd systemd systemd-initrd udev-rules rootfs-block
				fs-lib kernel-modules holdfast' \
			--drivers 'virtio_pci virtio_blk ext4' "$out" "$release"
		;;
	dracut-sh)
		in_overlay "$folder" dracut --force --no-hostonly --no-early-microcode --gzip \
			--modules 'base udev-rules rootfs-block fs-lib kernel-modules holdfast' \
			--drivers 'virtio_pci virtio_blk ext4' "$out" "$release"
		;;
	esac && [ -s "$work/$1.$2" ]
}

# A root file system with busybox, the build and the tests, whose init is vm/init's second half.
make_disk() {
	(
		die() { echo "$*" >&2 && exit 1; }
		need() { :; }
		here=$root/vm cache=${HOLDFAST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/holdfast}
		# shellcheck source=vm/initramfs.sh
		. "$root/vm/initramfs.sh"
		make_base
		tree=$work/disk
		mkdir "$tree"
		cpio --quiet -i -D "$tree" <"$base"
		add_build "$tree" "$build"
		for tool in "${disk_tools[@]}"; do
			add_path "$tree" "$tool"
		done
		cp -r "$root/tests/vm" "$tree/tests"
		mkdir -p "$tree"/{proc,sys,dev,run,tmp}
		rm -f "$tree/usr/bin/init"
		# Without it systemd refuses the root.
		echo ID=holdfast-test >"$tree/etc/os-release"
		install -m 755 "$root/tests/vm/early/init" "$tree/usr/bin/init"
	)
	mke2fs -q -t ext4 -d "$work/disk" "$work/root.img" 64M
}

mkdir -p "$work/overlay" "$work/etc/default" "$work/etc/initramfs-tools/conf.d"
# Leaves out other drivers, which serve no test, and would take most of the time to pack and unpack.
echo MODULES=list >"$work/etc/initramfs-tools/conf.d/quick"
printf '%s\n' virtio_pci virtio_blk ext4 >"$work/etc/initramfs-tools/modules"
