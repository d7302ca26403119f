#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# boot: ima_policy=tcb ima_appraise=log
# tools: openssl evmctl keyctl
# IMA's rules of the command line stay, and rules that refuse nothing are no success.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/ima.sh
. /tests/ima.sh

policy=/sys/kernel/security/ima/policy
# Deceiving holdfast about the command line does not deceive the kernel.
pretend() {
	echo "$1" >/tmp/cmdline
	grep -q /proc/cmdline /proc/mounts || mount --bind /tmp/cmdline /proc/cmdline
}

is 'the mode' "$(value mode holdfast ima status --json)" log
fails 'log' 1 holdfast ima load
like 'log: why' "$output" 'has ima_appraise=log: nothing .* would be refused; nothing was changed'
pretend 'ima_policy=tcb'
fails 'tcb' 1 holdfast ima load
like 'tcb: why' "$output" 'has ima_policy=tcb: rules that a loaded policy would replace'
like 'status says it' "$(holdfast ima status)" '^Built in      ima_policy=tcb$'
is 'nothing was loaded' "$([ -e $policy ] && echo there)" there
is 'and no keyring made' "$(value keyring.state holdfast ima status --json)" none
pretend 'ima_policy=fail_securely'
succeeds 'one that has no rules' holdfast ima load --dry-run

kexec-file make /tmp/plain plain
pretend ''
fails 'no success where nothing is refused' 1 holdfast ima load
like 'and it says so' "$output" 'the rules are loaded, and the kernel does not refuse'
is 'nor does it' "$(load_image plain)" loaded
done_testing
