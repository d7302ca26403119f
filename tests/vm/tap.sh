# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# TAP for the cases: each sources this first and calls done_testing last.
# shellcheck source=tests/vm/versions.sh
. /tests/versions.sh

# here BOUND...: whether this kernel is within "since VERSION", "before VERSION", or both
here() {
	is_within "$(uname -r)" "$@"
}

tests=0

# pass DESCRIPTION, flunk DESCRIPTION [DETAIL]
pass() {
	tests=$((tests + 1))
	echo "ok $tests - $1"
}

flunk() {
	tests=$((tests + 1))
	echo "not ok $tests - $1"
	[ -z "${2-}" ] || printf '%s\n' "$2" | sed 's/^/# /'
}

# skip DESCRIPTION REASON
skip() {
	tests=$((tests + 1))
	echo "ok $tests - $1 # SKIP $2"
}

# is DESCRIPTION GOT WANTED
is() {
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		flunk "$1" "got:    $2
wanted: $3"
	fi
}

# like DESCRIPTION TEXT PATTERN: an extended regular expression
like() {
	if printf '%s\n' "$2" | grep -Eq -e "$3"; then
		pass "$1"
	else
		flunk "$1" "got:    $2
wanted: $3"
	fi
}

# succeeds DESCRIPTION COMMAND...: what it printed is in $output
succeeds() {
	what=$1
	shift
	if output=$("$@" 2>&1); then
		pass "$what"
	else
		flunk "$what" "$* exited with $?: $output"
	fi
}

# fails DESCRIPTION STATUS COMMAND...: with this very status; what it printed is in $output
fails() {
	what=$1 wanted=$2
	shift 2
	status=0
	output=$("$@" 2>&1) || status=$?
	is "$what: status" "$status" "$wanted"
}

# The next program's number tells how many the kernel has loaded so far: a lock loads some 27 programs.
done_testing() {
	loads=$(bpf-program count 2>/dev/null) && echo "# loads: $loads"
	echo "1..$tests"
}

# logged PATTERN [TIMES]: waits until the kernel's log has so many such lines, at most ten seconds: a worker writes the
# built-in LSM's records, and may be late on a busy machine.
logged() {
	for _ in $(seq 50); do
		[ "$(dmesg | grep -cE -e "$1")" -lt "${2:-1}" ] || break
		sleep 0.2
	done
}

# The errno that security_locked_down() gives for a number: "" (allowed), EPERM, or the text.
ask() {
	if text=$( (echo "$1" >/sys/module/ask/parameters/number) 2>&1); then
		return
	fi
	case $text in
	*"Operation not permitted"*) echo EPERM ;;
	*) echo "$text" ;;
	esac
}

load_ask() {
	insmod /ask/ask.ko
}

# The kernel's own number of a name: 4 for KEXEC.
number_of() {
	awk -v name="$1" '$2 == name { print $1 }' /ask/reasons.txt
}

# A value out of a command's --json: value PATH COMMAND...
value() {
	path=$1
	shift
	"$@" 2>/dev/null | json "$path"
}

# Removes an engine that is not sealed, and waits for its end: a work queue of the kernel's drops the links of a bpffs
# one by one, on a busy machine seconds later. The guard of confidentiality may be the last. Until it has gone libbpf
# cannot read kernel memory, and the next engine does not load.
remove_engine() {
	umount /run/initramfs/holdfast
	await_end_of_engine
}

# Its programs go one after the other: first the witness, and a moment later the guards of bpf(2).
await_end_of_engine() {
	for _ in $(seq 50); do
		if [ "$(value engines.bpf.state holdfast status --json)" != hidden ] && loads_as_native; then
			break
		fi
		sleep 0.2
	done
}

# Whether only native lockdown refuses BPF programs, by forbidding them to read kernel memory.
loads_as_native() {
	[ "$(bpf-program fmod_ret)$(bpf-program syscall_bpf)" = loadedloaded ] || return 1
	grep -q '\[confidentiality\]' /sys/kernel/security/lockdown 2>/dev/null ||
		[ "$(bpf-program read)" = loaded ]
}

# How many kernels share the steps of a case.
count_kernels() {
	echo "${KERNELS:?run-cases says which kernels share the steps}" | wc -w
}

# in_sample NUMBER SIZE: whether a sample of one in SIZE includes that number. run-cases makes SAMPLE from the kernel's
# release, so that another release has another sample. Without SAMPLE all numbers are tried.
in_sample() {
	[ -z "${SAMPLE-}" ] || [ $((($1 + SAMPLE) % $2)) = 0 ]
}

# kill_steps EVERY LAST SIZE: prints the steps at which kill-at kills. The kernels share the steps, of which one in SIZE
# is in a sample. A kernel without a step takes the first one's.
kill_steps() {
	place=$(echo "$KERNELS" | tr ' ' '\n' | grep -nxF -e "$KERNEL" | cut -d : -f 1)
	number=0
	for step in $(seq $((1 + (${place:-1} - 1) * $1)) $(($(count_kernels) * $1)) "$2"); do
		number=$((number + 1))
		! in_sample $number "$3" || echo "$step"
	done
}

# The objects of a killed process go a moment later: waits until the engine is whole, or its witness is gone.
settle() {
	for _ in $(seq 30); do
		state=$(value engines.bpf.state holdfast status --json)
		case "$state $(ask "$(number_of KEXEC)")" in
		'enforcing EPERM' | 'not-loaded ') break ;;
		esac
		sleep 0.2
	done
}

# Checks that nothing remains of an engine. Asks for kexec, which only a lock refuses.
is_unlocked() {
	is "$1: not anchored" "$(grep -c /run/initramfs/holdfast /proc/mounts)" 0
	is "$1: not enforced" "$(ask "$(number_of KEXEC)")" ""
	is "$1: status" "$(value engines.bpf.state holdfast status --json)" not-loaded
}
