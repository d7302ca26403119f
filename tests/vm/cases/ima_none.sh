#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# tools: keyctl
# At level none IMA measures, and refuses nothing.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/ima.sh
. /tests/ima.sh

make_image plain
succeeds 'load' holdfast ima load none
is 'the keyring is left alone' "$(value keyring.state holdfast ima status --json)" none
is 'an unsigned image' "$(load_image plain)" loaded
is 'kexec_load' "$(kexec-file old)" allowed
succeeds 'a module' modprobe dummy
measured=$(cat /sys/kernel/security/ima/ascii_runtime_measurements)
like 'the image is measured' "$measured" '/tmp/plain'
like 'the module is measured' "$measured" '/dummy\.ko'
is 'counted' "$(value measurements holdfast ima status --json)" "$(echo "$measured" | wc -l)"
done_testing
