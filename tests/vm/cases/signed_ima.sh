#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: none
# disk: 64M
# tools: openssl evmctl keyctl
# The kernel's answers to images for kexec that are signed for IMA in every way, right and wrong, at each level: IMA's
# rows of signed/expected.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh
# shellcheck source=tests/vm/ima.sh
. /tests/ima.sh
# shellcheck source=tests/vm/signed/rows.sh
. /tests/signed/rows.sh

# The certificate was valid for a month, which is over; the other keys are made today.
now=$(date +%s)
date -s '2020-01-01 00:00' >/dev/null
make_key expired
date -s "@$now" >/dev/null
make_key own
make_key unknown-key

make_image unsigned
for key in own unknown-key expired; do
	make_image $key $key
done
make_image truncated own
cut_end /tmp/truncated
make_image modified own
printf x | dd of=/tmp/modified bs=1 seek=1100 conv=notrunc 2>/dev/null
# Keeps the signature, and replaces the content.
make_image other-file own
cat /tmp/unsigned >/tmp/other-file

files='expired modified other-file own truncated unknown-key unsigned'
# measure LEVEL: tries each file, without and with an exception
measure() {
	for file in $files; do
		echo "$1 kexec-ima $file $(load-file kexec "/tmp/$file")"
		echo "$1 ima-excepted $file $(/mnt/loader kexec "/tmp/$file")"
	done >>/tmp/measured
}

for file in $files; do
	is "before: $file" "$(load-file kexec "/tmp/$file")" ok
done
ring=$(new_keyring)
evmctl import /tmp/own.der "$ring" >/dev/null 2>&1
evmctl import /tmp/expired.der "$ring" >/dev/null 2>&1
is 'keys' "$(value keyring.keys holdfast ima status --json)" 2
succeeds 'load the rules' holdfast ima load integrity
cp "$(command -v load-file)" /mnt/loader
program=$(enroll /mnt/loader)
measure none
for level in integrity confidentiality; do
	policy "Level=$level" '' <<-END
		[Exception kexec]
		Reason=kexec
		Verity=$program
	END
	succeeds "lock at $level" holdfast lock
	measure $level
done
compare_rows /tmp/measured 'kexec-ima|ima-excepted'
done_testing
