# shellcheck shell=bash disable=SC2054 # the commas are QEMU's
# SPDX-License-Identifier: GPL-2.0
# QEMU's monitor: for `vm/run --power-off` and `--reboot` it tells how the guest ended, and for `--button` it wakes the
# guest. Read by vm/run, which provides die(), finish(), escape(), show_console(), $work, $ends, more and begun.
: "${work:?}" "${ends=}" "${begun=}" "${presser=}"

# Prints a line for the command's file: it reports that the command has begun, so that an earlier end is a failure.
tell_begun() {
	printf '%s\n' "printf '\\nbegun\\n' >/dev/ttyS1"
}

# QEMU exits in the same way after a power-off and a reset; its monitor tells which it was.
open_monitor() {
	mkfifo "$work/events.in" "$work/events.out"
	exec 8<>"$work/events.out" 9<>"$work/events.in"
	echo '{"execute": "qmp_capabilities"}' >&9
	more+=(-chardev "pipe,id=events,path=$(escape "$work/events")" -mon chardev=events,mode=control)
}

# Presses the machine's power button each second until the guest reports that it is awake: a press before it sleeps is
# lost. QEMU has no other way to wake a guest that sleeps without being suspended to memory.
press_button() {
	while sleep 1; do
		echo '{"execute": "system_powerdown"}' >&9
	done &
	presser=$!
}

release_button() {
	[ -z "$presser" ] || kill "$presser" 2>/dev/null || true
	presser=
}

# Prints "power-off", "reboot", or QEMU's own word for another end.
read_ending() {
	local line
	while read -r -t 5 -u 8 line; do
		[[ $line =~ \"event\":\ *\"SHUTDOWN\".*\"reason\":\ *\"([a-z-]+)\" ]] || continue
		case ${BASH_REMATCH[1]} in
		guest-shutdown) echo power-off ;;
		guest-reset) echo reboot ;;
		*) echo "${BASH_REMATCH[1]}" ;;
		esac
		return
	done
	echo 'end without a word'
}

judge_ending() {
	local ending
	ending=$(read_ending)
	[ -n "$begun" ] || {
		show_console
		die "the guest ended before its command began: $ending"
	}
	[ "$ending" = "$ends" ] || {
		show_console
		die "--$ends was asked for, and the guest's end was: $ending"
	}
	finish 0
}
