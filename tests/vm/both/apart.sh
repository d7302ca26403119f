# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For both engines: other root processes can neither reach into a program with exceptions, nor pass for it, nor control
# it. The case sets $reg, a register for which its policy gives /mnt/tool an exception, and $reaches: ways into a
# process, apart from its memory, that its kernels have.
# shellcheck source=tests/vm/waiting.sh
. /tests/waiting.sh

ask_before() {
	writing=$(bpf-program uprobe_write)
	if here since 7.0; then
		is 'before: a BPF program that sets registers' "$writing" loaded
	else
		is 'a BPF program that sets registers is not known here' "$writing" EACCES
	fi
	for way in $reaches mem; do
		start /mnt/tool "$reg"
		case $way in
		writev) is "before: reached into, by $way" "$(reach-into $way "$pid")" EFAULT ;;
		*) is "before: reached into, by $way" "$(reach-into "$way" "$pid")" ok ;;
		esac
		stop_by_kill
	done
}

ask_reaching() {
	start /mnt/tool "$reg"
	for way in $reaches; do
		is "reached into, by $way" "$(reach-into "$way" "$pid")" EPERM
	done
	is 'reached into, by its memory' "$(reach-into mem "$pid")" EACCES
	stop
	is 'and it goes on' "$(tail -n 1 /tmp/waits)" ok
	start /mnt/copy "$reg"
	is 'any other can be' "$(reach-into attach "$pid")" ok
	stop_by_kill
	sleep 0.5
	like 'it is recorded' "$(holdfast events)" 'excepted-process .*reach-into'
	! here since 7.0 || is 'a BPF program that sets its registers' "$(bpf-program uprobe_write)" EPERM
}

# At the end /mnt/tool is another program, and /mnt/link the old one.
ask_its_names() {
	ln /mnt/tool /mnt/link
	is 'a hard link is the file itself' "$(/mnt/link pwrite "$reg")" ok
	is 'itself, executed by itself' "$(/mnt/tool exec "$reg" /mnt/tool pwrite "$reg")" ok
	mount --bind /mnt/copy /mnt/tool
	is 'another mounted over its path' "$(/mnt/tool pwrite "$reg")" EPERM
	is 'in another namespace, where it is not' \
		"$(unshare -m sh -c "umount /mnt/tool; /mnt/tool pwrite $reg")" ok
	# A record that is not written yet may hold the program that was refused, and its mount.
	umount -l /mnt/tool
	mkdir -p /tmp/root/mnt /tmp/root/dev
	cp /mnt/copy /tmp/root/mnt/tool
	mount --bind /dev /tmp/root/dev
	is 'another of that name, in a root of its own' "$(chroot /tmp/root /mnt/tool pwrite "$reg")" EPERM
	printf '#!/mnt/copy pwrite\n' >"/mnt/$reg"
	chmod +x "/mnt/$reg"
	is 'a script of another' "$(cd /mnt && "./$reg")" EPERM
	is 'executed by a descriptor' "$( (exec 7</mnt/tool && /proc/self/fd/7 pwrite "$reg") )" ok
	rm /mnt/tool
	mv /mnt/copy /mnt/tool
	is 'replaced at its path' "$(/mnt/tool pwrite "$reg")" EPERM
	is 'what it was goes on elsewhere' "$(/mnt/link pwrite "$reg")" ok
}

ask_without() {
	policy 'Level=integrity' '' </dev/null
	succeeds 'no exception' holdfast lock
	is 'its register' "$(/mnt/link pwrite "$reg")" EPERM
	! here since 7.0 ||
		is 'a BPF program that sets registers, where nobody has one' "$(bpf-program uprobe_write)" loaded
	start /mnt/link "$reg"
	is 'what has none may be reached into' "$(reach-into attach "$pid")" ok
	stop_by_kill
}
