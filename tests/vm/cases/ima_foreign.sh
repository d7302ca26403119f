#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# tools: openssl evmctl keyctl
# Somebody else's rules stay. Also shows why we have no rule for modules, by its effect.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/ima.sh
. /tests/ima.sh

# Both calls: by a file, and by memory, without a file.
load_module() {
	rmmod dummy 2>/dev/null
	insmod-by "$1" /tmp/dummy.ko
}

file=$(modinfo dummy 2>/dev/null | sed -n 's/^filename: *//p')
[ "${file%.xz}" = "$file" ] && cp "$file" /tmp/dummy.ko || xz -dc "$file" >/tmp/dummy.ko
is 'before: a module by its file' "$(load_module file)" loaded
is 'before: by memory' "$(load_module memory)" loaded
rmmod dummy
like 'appended signatures are not understood' \
	"$( (echo 'appraise func=MODULE_CHECK appraise_type=imasig|modsig' >/sys/kernel/security/ima/policy) 2>&1)" \
	'nvalid argument'
echo 'appraise func=MODULE_CHECK appraise_type=imasig' >/sys/kernel/security/ima/policy
is 'a module by its file' "$(load_module file)" EACCES
is 'by memory' "$(load_module memory)" EACCES
fails 'modprobe' 1 modprobe dummy
make_key mine
evmctl import /tmp/mine.der "$(new_keyring)" >/dev/null 2>&1
evmctl ima_sign --key /tmp/mine.pem -a sha256 /tmp/dummy.ko >/dev/null 2>&1
is 'one with a signature of IMA'\''s' "$(load_module file)" loaded

fails 'load' 1 holdfast ima load
like 'load: why' "$output" 'has been loaded since the kernel started, .*; nothing was changed'
is 'status' "$(value policy holdfast ima status --json)" loaded
is 'the keyring is left alone' "$(value keyring.state holdfast ima status --json)" open
is 'a user sees as much' "$(su user -c 'holdfast ima status --json' | json policy)" loaded

umount /sys/kernel/security
is 'root does without securityfs' "$(value policy holdfast ima status --json)" loaded
is 'a user does not' "$(su user -c 'holdfast ima status --json' | json policy)" unknown
fails 'and is told' 1 su user -c 'holdfast ima policy'
like 'what is missing' "$output" 'securityfs is not mounted'
done_testing
