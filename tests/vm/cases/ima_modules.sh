#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# tools: openssl evmctl keyctl
# If each module has a signature of IMA's, there is a rule for modules, too.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/ima.sh
. /tests/ima.sh

# sign_module NAME KEY: /tmp/NAME.ko, which is the module `dummy`
sign_module() {
	cp /tmp/plain.ko "/tmp/$1.ko"
	evmctl ima_sign --key "/tmp/$2.pem" -a sha256 "/tmp/$1.ko" >/dev/null 2>&1
}

file=$(modinfo dummy | sed -n 's/^filename: *//p')
case $file in
*.xz) xz -dc "$file" >/tmp/plain.ko ;;
*) cp "$file" /tmp/plain.ko ;;
esac
make_key mine
make_key theirs
sign_module signed mine
sign_module foreign theirs
mount -t tmpfs tmpfs "/lib/modules/$(uname -r)"
cp /tmp/plain.ko "/lib/modules/$(uname -r)/dummy.ko"
like 'one of one is not signed' "$(holdfast ima policy)" "left out: .*MODULE_CHECK.*: 1 of this kernel's 1 modules"
evmctl ima_sign --key /tmp/mine.pem -a sha256 "/lib/modules/$(uname -r)/dummy.ko" >/dev/null 2>&1
like 'signed, it has a rule' "$(holdfast ima policy)" '^appraise func=MODULE_CHECK appraise_type=imasig$'

# With kexec switched off, a module is tried instead, which makes the kernel take the keyring.
echo 1 >/proc/sys/kernel/kexec_load_disabled
ring=$(new_keyring)
evmctl import /tmp/mine.der "$ring" >/dev/null 2>&1
succeeds 'load' holdfast ima load
like 'proved' "$output" '^  refused    a module that nobody has signed$'
keyctl unlink "$ring" @u
evmctl import /tmp/theirs.der "$(new_keyring)" >/dev/null 2>&1
is 'one that others have signed' "$(insmod-by file /tmp/foreign.ko)" EACCES
is 'an unsigned one' "$(insmod-by file /tmp/plain.ko)" EACCES
is 'by memory' "$(insmod-by memory /tmp/signed.ko)" EACCES
is 'a signed one' "$(insmod-by file /tmp/signed.ko)" loaded
done_testing
