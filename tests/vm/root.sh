#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The contract of vm/run --root: the additions of an installed system to that of harness.sh.
# Output is TAP, and a last line "N passed, N failed".
#
#	root.sh [ROOT]...	debian12 debian13
#
# Text in single quotes is for the guest, or for check() to evaluate.
# shellcheck disable=SC2016,SC2034
set -eu

export LC_ALL=C
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
# shellcheck source=tests/vm/contract.sh
. "$here/contract.sh"
roots=("$@")
[ ${#roots[@]} != 0 ] || roots=(debian12 debian13)

# The guest's output, of which each check below uses one line.
line() { sed -n "$1p" "$work/out"; }
line_is() { printf '%s\n' "$2" | diff - <(line "$1"); }

check_root() { # ROOT KERNEL-SERIES
	local root=$1 image base written boot_id random begin
	# The first run of all installs a system, and boots it.
	image=$("$here/../../vm/image" "$root") && "$run" --root "$root" -- true || exit 1
	base=${image%/images/*}
	written=$(stat -c '%y %b' "$image/root.img")

	vm --root "$root" -- sh -c 'echo to stdout; echo to stderr >&2; exit 7'
	check "$root: the exit status is the command's" status_is 7
	check "$root: stdout is the command's and nothing else" out_is 'to stdout'
	check "$root: stderr is the command's and nothing else, as nothing had to be made" err_is 'to stderr'
	vm --root "$root" -- no-such-program
	check "$root: a command that is not there: 127" status_is 127
	vm --root "$root" -- sh -c 'sleep 1000 & echo left one behind; kill -KILL $$'
	check "$root: killed by a signal, with a process left behind" \
		eval 'status_is 137 && out_is "left one behind"'

	begin=$(date +%s)
	vm --root "$root" -- sh -c 'systemctl is-system-running --wait; systemctl is-active default.target
		systemctl list-units --failed --no-legend | wc -l; cat /proc/1/comm; uname -r; id -u; pwd; echo "$HOME $PATH"
		readlink /proc/self/fd/0; for fd in 1 2; do [ ! -t $fd ] || echo "tty $fd"; done
		for unit in systemd-journald systemd-udevd systemd-logind dbus; do systemctl is-active $unit; done | xargs
		command -v holdfast; grep -c " / ext4 rw" /proc/mounts; date +%s'
	check "$root: the system is up" line_is 1 running
	check "$root: its default target is reached" line_is 2 active
	check "$root: no unit has failed" line_is 3 0
	check "$root: PID 1 is systemd" line_is 4 systemd
	check "$root: the kernel is the system's own" line_is 5 "$(<"$base/release")"
	check "$root: which is Linux $2" grep -qF "$2." "$base/release"
	check "$root: the command is root's, at home" eval \
		'[ "$(line 6) $(line 7) $(line 8)" = "0 /root /root /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" ]'
	check "$root: no terminal" eval 'line_is 9 /dev/null && ! grep tty "$work/out"'
	check "$root: what a system has is there" line_is 10 'active active active active'
	check "$root: Holdfast is installed" line_is 11 /usr/sbin/holdfast
	check "$root: the root is an ext4" line_is 12 1
	check "$root: the clock is right" eval \
		'echo "between $begin and $(date +%s)"; [ "$(line 13)" -ge "$begin" ] && [ "$(line 13)" -le "$(date +%s)" ]'
	check "$root: the initramfs has Holdfast in it" eval \
		'lsinitramfs "$image/initrd" >"$work/initrd" && grep -x "usr/sbin/holdfast" "$work/initrd"'

	vm --root "$root" -- sh -c 'cat /proc/sys/kernel/random/boot_id; head -c 16 /dev/urandom | od -An -tx1; touch /written'
	boot_id=$(line 1) random=$(line 2)
	check "$root: what a run writes, it has" status_is 0
	vm --root "$root" -- sh -c 'cat /proc/sys/kernel/random/boot_id; head -c 16 /dev/urandom | od -An -tx1; ls /written'
	check "$root: the next run is of the same boot" line_is 1 "$boot_id"
	check "$root: but has other random numbers" eval '[ -n "$random" ] && [ "$(line 2)" != "$random" ]'
	check "$root: and nothing of what the last one wrote" eval 'status_is 2 && err_has "/written"'

	mkdir -p "$work/folder/sub dir"
	echo deep >"$work/folder/sub dir/file"
	head -c 5000000 /dev/urandom >"$work/random"
	vm --root "$root" --add "$work/folder" --add "$work/folder:/sbin/tree" --add /bin/bash:/opt/shell \
		--add "$work/random:/var/random" -- sh -c 'cat "$1"/sub*/file /usr/sbin/tree/sub*/file
		/opt/shell -c "echo shell"; cksum </usr/lib/x86_64-linux-gnu/libc.so.6; stat -c %a /root; cat /var/random' - "$work/folder"
	check "$root: --add: folder, GUESTPATH" eval '[ "$(line 1) $(line 2)" = "deep deep" ]'
	check "$root: --add: a program, which runs with the system's libraries" eval \
		'line_is 3 shell && line_is 4 "$(cksum <"$base/root/usr/lib/x86_64-linux-gnu/libc.so.6")"'
	check "$root: --add: a folder that is there stays as it is" line_is 5 700
	check "$root: --add: 5 MB of any bytes" eval 'tail -n +6 "$work/out" | cmp - "$work/random"'

	vm --root "$root" --timeout 3 -- sh -c 'sleep 1000'
	check "$root: --timeout: 124" eval 'status_is 124 && err_has "timed out after 3 s"'
	vm --root "$root" -- systemctl poweroff --force --force
	check "$root: 125: the command powered off" fails_with 'powered off or rebooted'

	# The disk's content at the end, and how the system shut down.
	vm --root "$root" --keep-root "$work/kept" --console "$work/console" --power-off -- sh -c '
		systemctl log-target console; head -c 3000 /dev/urandom | od -An -v -tx1; echo to stderr >&2
		echo kept >/kept; systemctl poweroff'
	check "$root: --power-off: 0 when it has" status_is 0
	check "$root: --power-off: with all that the command had printed" eval \
		'[ "$(wc -l <"$work/out")" = 188 ] && err_is "to stderr"'
	check "$root: --power-off: it came down as it does" eval \
		'tr -d "\r" <"$work/console" | grep -E "All filesystems unmounted|Powering off" && ! grep -a FAILED "$work/console"'
	check "$root: --keep-root: what was written" eval '[ "$(debugfs -R "cat /kept" "$work/kept" 2>/dev/null)" = kept ]'
	check "$root: --keep-root: it was shut down" eval '! dumpe2fs -h "$work/kept" 2>&1 | grep needs_recovery'
	vm --root "$root" --keep-root "$work/kept" -- sh -c 'echo kept >/kept; sync; exit 7'
	check "$root: --keep-root: however it ended" eval \
		'status_is 7 && dumpe2fs -h "$work/kept" 2>&1 | grep needs_recovery'
	vm --root "$root" --power-off -- systemctl reboot
	check "$root: 125: --power-off, and it rebooted" fails_with "the guest's end was: reboot"
	vm --root "$root" --reboot -- systemctl reboot
	check "$root: --reboot: 0 when it has" status_is 0
	rm "$work/kept"

	# A boot of its own, for checks that need one.
	truncate -s 1M "$work/disk"
	echo first | dd of="$work/disk" conv=notrunc status=none
	vm --root "$root" --append 'one=1' --append two=2 --disk "$work/disk" --console "$work/console" -- sh -c \
		'cat /proc/cmdline /proc/sys/kernel/random/boot_id; head -n 1 /dev/vda; echo "<2>a line for the console" >/dev/kmsg
		systemctl is-system-running --wait; exit 9'
	check "$root: --append: at the end of the command line" grep -q ' one=1 two=2$' "$work/out"
	check "$root: --append: boots" eval 'status_is 9 && [ -n "$(line 2)" ] && [ "$(line 2)" != "$boot_id" ]'
	check "$root: --disk" line_is 3 first
	check "$root: it is up, too" line_is 4 running
	check "$root: --console" grep -q 'a line for the console' "$work/console"

	check "$root: nothing was written to the image" [ "$(stat -c '%y %b' "$image/root.img")" = "$written" ]
}

for root in "${roots[@]}"; do
	case $root in
	debian12*) check_root "$root" 6.1 ;;
	debian13*) check_root "$root" 6.12 ;;
	esac
done
root=${roots[0]}

vm --root debian11 -- true
check "125: unknown root" fails_with "unknown root 'debian11'"
vm --root debian12-build -- true
check "125: a root that is for builds" fails_with "unknown root 'debian12-build'"
vm --root "$root" --keep-root "$work/missing/kept" -- true
check "125: --keep-root nowhere" fails_with 'cannot be written'
vm --root "$root" --kernel 5.10 -- true
check "125: unknown kernel" fails_with "'5.10' is none of"

# A machine without a network: what fetches fails.
mkdir "$work/no-net"
printf '#!/bin/sh\necho "E: no network" >&2\nexit 100\n' | tee "$work/no-net/apt-get" >"$work/no-net/mmdebstrap"
chmod +x "$work/no-net/"*
PATH=$work/no-net:$PATH HOLDFAST_CACHE=$work/cache vm --root "$root" -- true
check "125: the system cannot be had" fails_with "mmdebstrap could not install "
check "and nothing of it is left" eval '[ -z "$(find "$work/cache" -type f ! -name "*.lock")" ]'
PATH=$work/no-net:$PATH vm --root "$root" -- true
check "a warm cache needs no network" status_is 0
check "no temporary files are left" eval '[ -z "$(ls -A "$work/tmp")" ]'
close_tests
