#!/bin/bash
# SPDX-License-Identifier: GPL-2.0
# The contract of vm/run: each option, the streams, the exit statuses.
# Output is TAP, and a last line "N passed, N failed".
# Text in single quotes is for the guest, or for check() to evaluate.
# shellcheck disable=SC2016
set -eu

export LC_ALL=C
here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
built=$(realpath "${HOLDFAST_BUILD:-$here/../../build}")
# shellcheck source=tests/vm/contract.sh
. "$here/contract.sh"
# shellcheck source=tests/vm/versions.sh
. "$here/versions.sh"
first=$("$here/../../vm/list_kernels")
first=${first%%$'\n'*}
listed=$("$here/../../vm/list_kernels" cases)
mapfile -t kernels <<<"$listed"
# The first run may fetch a kernel, and says so on stderr.
for kernel in "${kernels[@]}"; do
	"$here/../../vm/kernels" "$kernel" >"$work/kernel" || exit 1
done

### Statuses and streams

vm -- sh -c 'echo to stdout; echo to stderr >&2; exit 7'
check "the exit status is the command's" status_is 7
check "stdout is the command's and nothing else" out_is 'to stdout'
check "stderr is the command's and nothing else" err_is 'to stderr'

head -c 1100000 /dev/urandom >"$work/random"
vm --append lockdown=confidentiality --add "$work/random:/data" -- \
	sh -c 'cat /data & cat /data >&2; wait; cat /sys/kernel/security/lockdown >>/data; exec tail -n 1 /data'
head -c 1100000 "$work/out" >"$work/out.random"
check "1.1 MB of any bytes on stdout, under native confidentiality" cmp "$work/random" "$work/out.random"
check "1.1 MB of any bytes on stderr at the same time" cmp "$work/random" "$work/err"
check "native lockdown was on" grep -qaF '[confidentiality]' "$work/out"

vm -- sh -c 'sleep 1000 & echo left one behind'
check "a process that the command left behind holds nothing up" \
	eval 'status_is 0 && out_is "left one behind"'

### What the guest is like

vm -- sh -c 'for fd in 1 2; do [ ! -t $fd ] || echo "tty $fd"; done
	readlink /proc/self/fd/0; pwd; id -u; echo "$HOME $PATH"; su user -c "id -un"
	ping -c 1 -W 2 127.0.0.1 >/dev/null && echo loopback; stat -f -c %T /
	stat -c %a /tmp; kill -l INT'
check "no terminal, root at home, PATH, a user, loopback, a root of its own" out_is \
	/dev/null /root 0 '/root /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
	user loopback tmpfs 1777 2

guest='uname -r | cut -d. -f1,2 | cut -d- -f1; modprobe msr && [ -c /dev/cpu/0/msr ] && echo msr
	for m in proc:/proc sysfs:/sys devtmpfs:/dev devpts:/dev/pts tmpfs:/dev/shm tmpfs:/run \
		tmpfs:/tmp securityfs:/sys/kernel/security debugfs:/sys/kernel/debug \
		tracefs:/sys/kernel/tracing bpf:/sys/fs/bpf cgroup2:/sys/fs/cgroup; do
		grep -q " ${m#*:} ${m%:*} " /proc/mounts || echo "no $m"
	done; [ ! -e /sys/kernel/btf/vmlinux ] || echo btf'
for series in "${kernels[@]}"; do
	vm --kernel "$series" -- sh -c "$guest; grep -cw cx16 /proc/cpuinfo"
	cx16=0
	! is_within "$series" since 6.18 || cx16=1
	check "Linux $series: its version, modprobe, all mounts; cx16 where it does not do without" \
		out_is "$series" msr btf $cx16
done
vm --flavor generic -- sh -c "$guest; uname -r; modprobe e1000e && echo e1000e"
check "the generic flavour, with drivers that cloud lacks" eval \
	'! grep -q -e cloud -e "^no " "$work/out" && grep -qx e1000e "$work/out" && grep -qxF "$first" "$work/out"'

### Options

vm -- printf '<%s>\n' 'a b' "it's" '' $'two\nlines' '"$HOME" \ *' $'\303\244\377\t' --icount -- -n
check "arguments reach the command as they are" out_is '<a b>' "<it's>" '<>' '<two' 'lines>' \
	'<"$HOME" \ *>' $'<\303\244\377\t>' '<--icount>' '<-->' '<-n>'

mkdir -p "$work/folder/sub dir"
echo deep >"$work/folder/sub dir/file"
ln -s 'sub dir/file' "$work/folder/link"
printf '#!/bin/sh\necho early $$ >/early-was-here; cp /early-was-here /dev/early\n' >"$work/early"
chmod +x "$work/early"
vm --add "$work/folder" --add "$work/folder:/opt/tree" --add /bin/bash:/opt/shell \
	--add "$work/early:/early/10" --add "$work/early:/usr/sbin/in-sbin" -- sh -c '
	cat "$1/link" /opt/tree/sub*/file; /opt/shell -c "echo \${BASH_VERSINFO[0]}"
	[ -s /dev/early ] && [ ! -e /early-was-here ] && [ ! -e /early ] && echo early
	[ -x /sbin/in-sbin ] && /bin/ls / | grep -cx sbin' - "$work/folder"
check "--add: folder, GUESTPATH, dynamic program, /early, /usr/sbin" out_is \
	deep deep "$(/bin/bash -c 'echo ${BASH_VERSINFO[0]}')" early 1

mkdir -p "$work/build/tests/guest" "$work/build/obj"
cp /bin/bash "$work/build/built"
printf '#!/bin/sh\necho "mine $0 $*"\n' | tee "$work/build/ls" >"$work/build/tests/guest/guest-test"
chmod +x "$work/build/ls" "$work/build/tests/guest/guest-test"
echo data >"$work/build/not-a-program"
vm -- built -c 'echo "built ${BASH_VERSINFO[0]}"; guest-test 1; type -p not-a-program || echo none'
check "the build's programs and their libraries are on PATH" out_is \
	"built $(/bin/bash -c 'echo ${BASH_VERSINFO[0]}')" 'mine /usr/local/bin/guest-test 1' none
vm -- ls x
check "a program of the build comes before a tool of that name" out_is 'mine /usr/local/bin/ls x'
rm -r "$work/build"
vm -- sh -c 'cat /proc/cmdline; echo warning >/dev/kmsg'
check "no build is needed" status_is 0
mkdir "$work/build"

for disk in first second; do
	truncate -s 1M "$work/$disk,.img"
	echo $disk | dd of="$work/$disk,.img" conv=notrunc status=none
done
vm --disk "$work/first,.img" --disk "$work/second,.img" -- sh -c \
	'head -n 1 /dev/vda; head -n 1 /dev/vdb; ls /dev/vd*; echo written >/dev/vdb'
check "--disk: two, in order, and no other" out_is first second /dev/vda /dev/vdb
check "--disk: what was written is in the image" eval \
	'[ "$(head -n 1 "$work/second,.img")" = written ]'

vm --append 'one=1 panic=7' --append 'two=2 loglevel=7' --console "$work/console" -- \
	sh -c 'cat /proc/cmdline; echo "<6>a line for the console" >/dev/kmsg'
check "--append: at the end of the command line" grep -q ' two=2 loglevel=7$' "$work/out"
check "--append: given twice, both count" grep -q ' one=1 panic=7 two=2' "$work/out"
check "--console: the kernel's messages are in the file" grep -q 'a line for the console' "$work/console"
check "--console: and not on stderr" eval '[ ! -s "$work/err" ]'

begin=$SECONDS
vm --timeout 3 -- sh -c 'echo started; sleep 1000'
check "--timeout: 124 and a message" eval 'status_is 124 && err_has "timed out after 3 s"'
check "--timeout: in time" [ $((SECONDS - begin)) -lt 20 ]

clock='grep -m 1 "^now at" /proc/timer_list'
vm --icount -- sh -c "$clock"
mv "$work/out" "$work/out.1"
vm --icount -- sh -c "$clock"
check "--icount: two runs count alike" eval 'status_is 0 && [ -s "$work/out" ] && diff "$work/out.1" "$work/out"'

# The file counts instructions of user space and of the kernel, but not the sleep, which moves the clock by a milliard.
is_counted() { # INSTRUCTIONS
	awk -v least="$1" '{ n++ }
		$2 != "user" || $3 < least || $3 > least + 10000 || $4 != "kernel" || $5 < 1000 || $5 > 1e8 ||
			$1 != $3 + $5 { wrong = 1 }
		END { exit wrong || n != 2 }' "$work/counts" || { cat "$work/counts"; false; }
}
mkdir "$work/build/vm"
vm --count "$work/counts" -- true
check "--count: the plugin is missing" fails_with "make it by"
cp "$built/vm/count.so" "$work/build/vm/"
vm --count "$work/none/counts" -- true
check "--count: a file that cannot be written" fails_with "cannot be written"
vm --count "$work/counts" --add "$built/tests/guest/execute:/execute" -- \
	sh -c '/execute 5000000 1 && true && /execute 5000000 1'
check "--count: each pair of marks, exactly, and no sleep" eval 'status_is 0 && is_counted 10000000'

folder=$("$here/../../vm/kernels" "${kernels[-1]}")
vm --kernel "$folder/vmlinuz" -- sh -c 'uname -r; modprobe msr 2>/dev/null || echo no modules'
check "--kernel: a bzImage" out_is "$(cat "$folder/release")" 'no modules'
vm --kernel "$folder" -- modprobe msr
check "--kernel: a folder, with its modules" status_is 0

cp /usr/share/OVMF/OVMF_VARS_4M.fd "$work/vars"
vm --firmware "$work/vars" -- sh -c 'ls -d /sys/firmware/efi; echo to stderr >&2; exit 7'
check "--firmware: booted by UEFI" out_is /sys/firmware/efi
check "--firmware: the status and stderr are the command's" eval 'status_is 7 && err_is "to stderr"'

### Guests that are saved before their command

export HOLDFAST_SAVED=$work/saved
list_saved() { find "$work/saved" -type f ! -name '*.lock'; }
vm -- sh -c 'touch /tmp/left; echo to stdout; echo to stderr >&2; exit 7'
check "saved: statuses and streams of the first run" eval \
	'status_is 7 && out_is "to stdout" && err_is "to stderr"'
vm -- sh -c 'ls /tmp; echo to stderr >&2; printf "<%s>" "$@"; exit 9' - 'a b' $'two\nlines' $'\303\377' ''
check "saved: and of the second, which sees nothing of the first" eval \
	'status_is 9 && err_is "to stderr" && [ "$(cat "$work/out")" = $'"'<a b><two\nlines><\303\377><>'"' ]'
for n in 0 255; do
	vm -- sh -c "exit $n"
	check "exit status $n comes through" status_is $n
done
vm -- sh -c 'kill -KILL $$'
check "killed by a signal: 128 + its number" status_is 137
vm -- no-such-program
check "a command that is not there: 127" status_is 127
check "saved: one guest for all" [ "$(list_saved | wc -l)" = 1 ]
begin=$(date +%s)
vm -- date +%s
check "saved: the time is now" eval '[ "$(cat "$work/out")" -ge $begin ] && [ "$(cat "$work/out")" -le "$(date +%s)" ]'
for word in one another; do
	echo $word >"$work/folder/sub dir/file"
	vm --add "$work/folder:/added" -- cat /added/link
	check "saved: what is added counts: $word" out_is $word
done
for word in one another; do
	truncate -s 0 "$work/saved.img"
	truncate -s 2M "$work/saved.img"
	vm --disk "$work/saved.img" -- sh -c 'head -c 3 /dev/vda | tr "\0" 0; echo; echo "$1" >/dev/vda' - $word
	check "saved: a disk of its own: $word" eval 'out_is 000 && [ "$(head -n 1 "$work/saved.img")" = $word ]'
done
check "saved: as many guests as kinds" [ "$(list_saved | wc -l)" = 4 ]
rm -r "$work/saved"
"$run" -- sleep 1 >"$work/out.1" 2>&1 &
vm -- echo here
wait $! && status=$? || status=$?
check "saved: two at once on nothing" eval 'status_is 0 && out_is here && [ "$(list_saved | wc -l)" = 1 ]'
truncate -s 1M "$(list_saved)"
vm -- true
check "saved: 125 where the saved guest is damaged" fails_with 'QEMU ended'
vm --append rdinit=/no/such/init -- true
check "saved: 125 where none can be made" fails_with 'was not ready for its command'
check "saved: and nothing is left of it" [ "$(list_saved | wc -l)" = 1 ]
unset HOLDFAST_SAVED

### The harness's own failures: 125, and which

vm --kernl "$first" -- true
check "125: misspelt option" fails_with "unknown option '--kernl'"
vm --kernel "$first"
check "125: no command" fails_with 'no command after --'
vm --timeout
check "125: option without its argument" fails_with '--timeout needs an argument'
vm --timeout 5m -- true
check "125: --timeout that is no number" fails_with "'5m' is not a number"
vm --kernel 5.10 -- true
check "125: unknown kernel" fails_with "'5.10' is none of $first, "
vm --flavor cluod -- true
check "125: misspelt flavour" fails_with "unknown flavor 'cluod'"
vm --kernel "$work/random" -- true
check "125: a kernel that is none" fails_with 'QEMU ended'
vm --add "$work/missing" -- true
check "125: --add of nothing" fails_with "there is no $work/missing"
vm --disk "$work/missing" -- true
check "125: --disk of nothing" fails_with 'no such image'
vm --disk "$work" -- true
check "125: --disk of a folder" fails_with 'no such image'
vm --firmware "$work/missing" -- true
check "125: --firmware of nothing" fails_with "--firmware $work/missing: no such file"
vm --firmware "$work/first,.img" -- true
check "125: --firmware that is none" fails_with 'not the variables of'
vm --efi "$work/first,.img" -- true
check "125: --efi without firmware" fails_with '--efi needs --firmware'
vm --firmware "$work/vars" --efi "$work/missing" -- true
check "125: --efi of nothing" fails_with "--efi $work/missing: no such file"
vm --firmware "$work/vars" --efi "$work" -- true
check "125: --efi of a folder without it" fails_with "--efi $work: the folder has no BOOTX64.EFI"
vm --console "$work/missing/console" -- true
check "125: --console nowhere" fails_with 'cannot be written'
HOLDFAST_QEMU_ARGS='-device no-such-device' vm -- true
check "125: QEMU refuses its arguments, and its message is shown" fails_with no-such-device
vm -- sh -c 'echo c >/proc/sysrq-trigger'
check "125: a panic, with the console's last lines" eval \
	'fails_with "kernel panicked: Kernel panic - not syncing: sysrq triggered crash" && err_has "| ["'
vm -- sh -c '{ echo "<0>Oops: of a test"; for i in $(seq 60); do echo "<0>$i"; done; } | while read -r line; do
	echo "$line" >/dev/kmsg; done; echo c >/proc/sysrq-trigger'
check "125: and with what came before it" eval 'fails_with "kernel panicked" && err_has "Oops: of a test"'
vm -- poweroff -f
check "125: the command powered off" fails_with 'powered off or rebooted before the command had ended'

### Commands that end the guest

vm --power-off -- sh -c 'echo to stdout; echo to stderr >&2; sleep 1; exec poweroff -f'
check "--power-off: 0 when it has" eval 'status_is 0 && out_is "to stdout" && err_is "to stderr"'
export HOLDFAST_SAVED=$work/saved-to-end
vm --power-off -- poweroff -f
check "--power-off: in a guest that was saved" status_is 0
vm --reboot -- reboot -f
check "--reboot: 0 when it has" status_is 0
vm --power-off -- reboot -f
check "125: --power-off, and it rebooted" fails_with "the guest's end was: reboot"
vm --reboot -- poweroff -f
check "125: --reboot, and it powered off" fails_with "the guest's end was: power-off"
vm --power-off -- sh -c 'exit 3'
check "--power-off: a command that fails has its status" status_is 3
vm --power-off --timeout 8 -- true
check "124: --power-off, and it goes on" eval 'status_is 124 && err_has "timed out after 8 s"'
vm --power-off -- sh -c 'echo c >/proc/sysrq-trigger'
check "125: --power-off, and it panicked" fails_with 'kernel panicked'
unset HOLDFAST_SAVED
printf '#!/bin/sh\npoweroff -f\n' >"$work/early"
vm --power-off --add "$work/early:/early/10" -- poweroff -f
check "125: --power-off, and it did before its command" fails_with 'before its command began: power-off'
vm --power-off --reboot -- true
check "125: --power-off and --reboot" fails_with 'it cannot do both'
vm --firmware "$work/vars" --efi "$work/vars" --power-off -- true
check "125: --power-off with --efi" fails_with 'there is no command'
vm --keep-root "$work/kept" -- true
check "125: --keep-root without a root" fails_with '--keep-root needs --root'

# A PATH without some of the host's tools, or with failing ones.
mkdir "$work/no-qemu" "$work/no-net"
ln -s /usr/bin/* "$work/no-qemu/"
rm "$work/no-qemu/qemu-system-x86_64"
status=0
PATH=$work/no-qemu "$run" -- true >"$work/out" 2>"$work/err" || status=$?
check "125: no QEMU, and the package to install" fails_with 'apt-get install qemu-system-x86'
printf '#!/bin/sh\necho "E: no network" >&2\nexit 100\n' >"$work/no-net/apt-get"
chmod +x "$work/no-net/apt-get"
PATH=$work/no-net:$PATH HOLDFAST_CACHE=$work/cache vm -- true
check "125: the kernel cannot be had" fails_with "Linux $first is not to be had"
check "a failed download leaves no kernel behind" eval \
	'[ -z "$(find "$work/cache" -name vmlinuz -o -name release)" ]'
PATH=$work/no-net:$PATH vm -- true
check "a warm cache needs no network" status_is 0

### Signals

# Finds a descendant that is QEMU.
our_qemu() { pgrep -f "$work/tmp/.*initrd" >/dev/null; }
for signal in TERM INT KILL; do
	# Background jobs of a shell ignore INT unless they are told otherwise.
	setsid env --default-signal=INT "$run" -- sleep 1000 >/dev/null 2>&1 &
	pid=$!
	for _ in $(seq 100); do
		! our_qemu || break
		sleep 0.1
	done
	check "SIG$signal: QEMU is running before it" our_qemu
	sleep 1
	kill "-$signal" $pid || true
	status=0
	wait $pid 2>/dev/null || status=$?
	[ $signal = KILL ] || check "SIG$signal ends vm/run" status_is $((128 + $(kill -l $signal)))
	sleep 1
	check "SIG$signal: no QEMU is left" eval '! our_qemu'
	[ $signal = KILL ] || check "SIG$signal: no temporary files are left" \
		eval '[ -z "$(ls -A "$work/tmp")" ]'
done

close_tests
