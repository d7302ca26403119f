# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For both engines: files whose content differs from their fs-verity digest. The kernel never verifies pages that are
# cached when fs-verity is enabled, and such a page can still be written to later (pinned-copy). The case sets $reg, a
# register that everybody may write before the lock.

# shellcheck source=tests/vm/waiting.sh
. /tests/waiting.sh

# The kernel takes the file for /mnt/shell, but it runs as /mnt/tool: shorter, and without writing a register.
make_listed() {
	cp "$(command -v path-open)" /mnt/shell
	head -c 500000 /dev/zero >>/mnt/shell
	head -c 1000000 /dev/zero >/mnt/listed.ko
}

# swap PROGRAM OTHER COPY
swap() {
	succeeds "$3: is made" pinned-copy "$1" "$2" "$3"
}

# loads MODULE: whether it loads; unloads it again
loads() {
	insmod "$1" 2>/dev/null && rmmod ask
}

ask_before() {
	make_listed
	swap /mnt/shell /mnt/tool /mnt/before
	is 'before: runs as another' "$(/mnt/before pwrite "$reg")" ok
	swap /mnt/listed.ko /ask/ask.ko /mnt/before.ko
	succeeds 'before: is another module' loads /mnt/before.ko
	rm /mnt/before /mnt/before.ko
}

ask_swapped() {
	cp /mnt/shell /mnt/read-anew
	is 'enabled meanwhile: the digest' "$(enroll /mnt/read-anew)" "$shell"
	swap /mnt/shell /mnt/copy /mnt/swapped
	is 'swapped: it has no exception' "$(/mnt/swapped pwrite "$reg")" EPERM
	enroll /mnt/swapped >/dev/null
	fails 'enrolled again it is read anew, and found out' 126 /mnt/swapped pwrite "$reg"
	swap /mnt/listed.ko /ask/ask.ko /mnt/swapped.ko
	fails 'swapped: it is no listed module' 1 loads /mnt/swapped.ko
}

# Its pages cannot be trusted until they have left memory.
ask_read_anew() {
	swap /mnt/tool /mnt/tool /mnt/same
	is 'the same in its place: it has no exception' "$(/mnt/same pwrite "$reg")" EPERM
	sync
	echo 3 >/proc/sys/vm/drop_caches
	is 'read anew: it has' "$(/mnt/same pwrite "$reg")" ok
	is 'what was listed goes on' "$(/mnt/tool pwrite "$reg")" ok
}

# The pages of a running program stay in memory.
ask_in_use() {
	cp /mnt/tool /mnt/again
	is 'enrolled meanwhile: its exception' "$(enroll /mnt/again >/dev/null && /mnt/again pwrite "$reg")" ok
	cp /mnt/tool /mnt/busy
	start /mnt/busy "$reg"
	enroll /mnt/busy >/dev/null
	is 'enrolled while it runs: it has no exception' "$(/mnt/busy pwrite "$reg")" EPERM
	stop_by_kill
	enroll /mnt/busy >/dev/null
	is 'and then: it has' "$(/mnt/busy pwrite "$reg")" ok
}
