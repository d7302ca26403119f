#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 64M
# The kernel's answers to kernels and modules that a policy lists by their fs-verity digests, in every way, right and
# wrong, at each level: fs-verity's rows of signed/expected.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh
# shellcheck source=tests/vm/signed/rows.sh
. /tests/signed/rows.sh

files='expired modified other-file own truncated unknown-key unsigned'
mkdir /mnt/kexec /mnt/module
# Bytes at the end, which are no part of a module, make each a different file; but `unsigned` equals `own`, without
# fs-verity.
for file in $files; do
	name=$file
	[ "$file" != unsigned ] || name=own
	kexec-file make "/mnt/kexec/$file" "$name"
	{ cat /ask/ask.ko && printf '%-4096s' "$name"; } >"/mnt/module/$file"
done
cut_end /mnt/kexec/truncated
cut_end /mnt/module/truncated
for kind in kexec module; do
	for file in $files; do
		[ "$file" = unsigned ] || enroll "/mnt/$kind/$file" >"/tmp/$kind.$file"
	done
done
sync
succeeds 'change the kernel on the disk' write-below /dev/vda /mnt/kexec/modified modified MODIFIED
succeeds 'change the module on the disk' write-below /dev/vda /mnt/module/modified number nUmber
sync
echo 3 >/proc/sys/vm/drop_caches

# measure LEVEL
measure() {
	for file in $files; do
		echo "$1 kexec-verity $file $(load-file kexec "/mnt/kexec/$file")"
		echo "$1 module-verity $file $(load-file module "/mnt/module/$file" ask)"
	done >>/tmp/measured
}
# lock LEVEL [FILE]: with a policy that lists `own`, `modified` and FILE as their own kind, and `other-file` as the
# other kind
lock() {
	policy "Level=$1" '' <<-END
		[Exception kernels]
		Reason=kexec
		Image=$(cat /tmp/kexec.own /tmp/kexec.modified /tmp/module.other-file ${2:+"/tmp/kexec.$2"} | xargs)
		[Exception modules]
		Reason=module-signature
		Module=$(cat /tmp/module.own /tmp/module.modified /tmp/kexec.other-file ${2:+"/tmp/module.$2"} | xargs)
	END
	holdfast lock
}

measure none
succeeds 'lock, by a policy that lists one file more' lock integrity expired
is 'which is loaded' "$(load-file kexec /mnt/kexec/expired) $(load-file module /mnt/module/expired ask)" 'ok ok'
for level in integrity confidentiality; do
	succeeds "lock at $level" lock $level
	measure $level
done
compare_rows /tmp/measured 'kexec-verity|module-verity'
done_testing
