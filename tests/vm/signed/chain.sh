# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# The chain from the firmware to early/secure_boot.sh: makes images by dist/uki/build and their disks, and boots them.
# Read by the chain's tests, after image.sh; they provide $root, $build and $work.
: "${root:?}" "${build:?}" "${work:?}"
signed=$root/tests/vm/signed

# The second kernel is another version: the next one, and the first one after the last.
next_of() { # KERNEL
	"$root/vm/list_kernels" secure-boot | awk -v kernel="$1" '
		NR == 1 { first = $1 }
		past { next_one = $1; past = 0 }
		$1 == kernel { past = 1 }
		END { print next_one ? next_one : first }'
}

make_variants() { # KERNEL: $work/KERNEL.img
	local tree=$work/variants next
	rm -rf "$tree" && mkdir -p "$tree"
	"$signed/module" "$1" "$build/signed/$1"
	"$signed/variants" "$1" "$work/keys" "$build/signed/$1/hello.ko" "$tree"
	next=$("$root/vm/kernels" "$(next_of "$1")")
	cp "$next/vmlinuz" "$tree/next"
	(cd "$work/next" && find . -mindepth 1 | cpio --quiet -o -H newc -R +0:+0) >"$tree/next.cpio"
	mke2fs -q -t ext4 -d "$tree" "$work/$1.img" 208M
}

# The image, signed with the key NAME, for what is expected of it.
make_uki() { # KERNEL KEY STATE LEVEL OUT
	local kernel key state level out
	read -r kernel key state level out <<<"$*"
	echo 'root=/dev/vda rw console=ttyS0 quiet panic=-1 cryptomgr.notests no_timer_check' \
		"test.run=secure_boot test.state=$state holdfast=$level" >"$work/cmdline"
	"$root/dist/uki/build" --kernel "$("$root/vm/kernels" "$kernel")/vmlinuz" \
		--initrd "$work/$kernel.initramfs-tools" --cmdline "$work/cmdline" \
		--key "$work/keys/$key.key" --cert "$work/keys/$key.pem" "$out"
}

# vm/run's options for an image, with a copy of the firmware's variables.
efi_options() { # VARS EFI: sets options
	cp "$1" "$work/vars"
	: >"$work/console"
	options=(--firmware "$work/vars" --efi "$2" --timeout 600 --disk "$work/root.img"
		--console "$work/console")
}

check_boot() { # NAME VARS EFI [OPTION...]
	local -a options
	local status=0
	efi_options "$2" "$3"
	"$root/vm/run" "${options[@]}" "${@:4}" -- unused >"$work/out" 2>"$work/err" || status=$?
	report_guest "$1" "$status"
}

# The firmware or shim reports the refusal, and waits for a key that nobody presses.
refusal='Access Denied|Security Violation'
is_refused() { # VARS EFI
	local -a options
	local pid
	efi_options "$1" "$2"
	"$root/vm/run" "${options[@]}" -- unused >"$work/out" 2>"$work/err" &
	pid=$!
	until grep -aqE "$refusal" "$work/console"; do
		kill -0 $pid 2>/dev/null || break
		sleep 0.2
	done
	kill $pid 2>/dev/null || true
	wait $pid || true
	tail -n 5 "$work/console" | tr -d '\r'
	grep -aqE "$refusal" "$work/console" && [ ! -s "$work/out" ]
}

# What all of them take.
make_ground() {
	mkdir -p "$work/next/bin"
	cp "$(command -v busybox)" "$work/next/bin/busybox"
	cp "$signed/next-init" "$work/next/init"
	tools=$("$root/tests/vm/with" kexec)
	mapfile -t disk_tools < <(grep -vx -e --add <<<"$tools")
	make_disk
	# Of the modules only those that the disk has to have: it is not about mkinitramfs.
	mkdir -p "$work/etc/initramfs-tools/conf.d"
	echo MODULES=list >"$work/etc/initramfs-tools/conf.d/modules"
	printf '%s\n' virtio_pci virtio_blk ext4 efivarfs capsule-loader >"$work/etc/initramfs-tools/modules"
}
