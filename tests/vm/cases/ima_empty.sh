#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# tools: openssl evmctl keyctl
# Without a key: IMA's keyring is made, and empty for good; and without kexec nothing can be proved.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/ima.sh
. /tests/ima.sh

make_key theirs
make_image foreign theirs
echo 1 >/proc/sys/kernel/kexec_load_disabled
succeeds 'load' holdfast ima load integrity
like 'nothing was tried' "$output" 'nothing was tried: kexec is switched off'
like 'no key' "$output" 'keys: 0 \(no image can be loaded by kexec until the next boot\)'
is 'closed' "$(value keyring.state holdfast ima status --json)" closed
ring=$(keyctl search @u keyring _ima)
fails 'no key comes in' 1 keyctl padd asymmetric x "$ring" </tmp/theirs.der
is 'kexec_file_load' "$(load_image foreign)" EPERM
done_testing
