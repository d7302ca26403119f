#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: small
# disk: 64M
# The built-in LSM keeps a program that has exceptions apart from the rest of root: nobody reaches into it,
# is taken for it, or has it do what he wants.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh 2>/dev/null

reg=0x174

# start PROGRAM: it waits, $pid, until stop
start() {
	rm -f /tmp/wait /tmp/waits
	mkfifo /tmp/wait
	"$1" wait $reg </tmp/wait >/tmp/waits &
	exec 8>/tmp/wait
	while ! [ -s /tmp/waits ]; do sleep 0.2; done
	pid=$(head -n 1 /tmp/waits)
}
stop() {
	exec 8>&-
	wait "$pid"
}

writing=$(bpf-program uprobe_write)
case $(uname -r) in
7.*) is 'before: a BPF program that sets registers' "$writing" loaded ;;
*) is 'a BPF program that sets registers is not known here' "$writing" EACCES ;;
esac
for way in attach seize getfd mem; do
	start /mnt/tool
	is "before: reached into, by $way" "$(reach-into $way "$pid")" ok
	kill -9 "$pid"
	stop 2>/dev/null
done

policy 'Level=integrity' '' <<EOT
[Exception tool]
Reason=msr
Verity=$(enroll /mnt/tool)
EOT
succeeds 'lock by the policy' holdfast lock
start /mnt/tool
for way in attach seize getfd; do
	is "reached into, by $way" "$(reach-into $way "$pid")" EPERM
done
is 'reached into, by its memory' "$(reach-into mem "$pid")" EACCES
stop
is 'and it goes on' "$(tail -n 1 /tmp/waits)" ok
start /mnt/copy
is 'any other can be' "$(reach-into attach "$pid")" ok
kill -9 "$pid"
stop 2>/dev/null
sleep 0.5
like 'it is recorded' "$(dmesg)" 'holdfast: denied excepted-process at integrity: exe=".*/reach-into"'
case $(uname -r) in
7.*) is 'a BPF program that sets its registers' "$(bpf-program uprobe_write)" EPERM ;;
esac

ln /mnt/tool /mnt/link
is 'a hard link is the file itself' "$(/mnt/link pwrite $reg)" ok
is 'itself, executed by itself' "$(/mnt/tool exec $reg /mnt/tool pwrite $reg)" ok
mount --bind /mnt/copy /mnt/tool
is 'another mounted over its path' "$(/mnt/tool pwrite $reg)" EPERM
is 'in another namespace, where it is not' "$(unshare -m sh -c "umount /mnt/tool; /mnt/tool pwrite $reg")" ok
# A record that is not written yet holds the program that was refused, and its mount.
umount -l /mnt/tool
mkdir -p /tmp/root/mnt /tmp/root/dev
cp /mnt/copy /tmp/root/mnt/tool
mount --bind /dev /tmp/root/dev
is 'another of that name, in a root of its own' "$(chroot /tmp/root /mnt/tool pwrite $reg)" EPERM
printf '#!/mnt/copy pwrite\n' >/mnt/$reg
chmod +x /mnt/$reg
is 'a script of another' "$(cd /mnt && ./$reg)" EPERM
is 'executed by a descriptor' "$( (exec 7</mnt/tool && /proc/self/fd/7 pwrite $reg) )" ok
rm /mnt/tool
mv /mnt/copy /mnt/tool
is 'replaced at its path' "$(/mnt/tool pwrite $reg)" EPERM
is 'what it was goes on elsewhere' "$(/mnt/link pwrite $reg)" ok

policy 'Level=integrity' '' </dev/null
succeeds 'no exception' holdfast lock
case $(uname -r) in
7.*) is 'a BPF program that sets registers, where nobody has one' "$(bpf-program uprobe_write)" loaded ;;
esac
start /mnt/link
is 'what has none may be reached into' "$(reach-into attach "$pid")" ok
kill -9 "$pid"
stop 2>/dev/null
done_testing
