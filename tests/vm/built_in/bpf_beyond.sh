#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: large
# The built-in LSM: from integrity on no program writes the kernel's memory beyond its argument, and at confidentiality
# none reads it (both/bpf_beyond.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/both/bpf_beyond.sh
. /tests/both/bpf_beyond.sh

ask_before
succeeds 'raise to integrity' sh -c 'echo integrity >/sys/kernel/security/holdfast/level'
ask_at integrity
is 'integrity: what replaces a whole program loads' "$(try whole)" 'loaded loaded'
succeeds 'raise to confidentiality' sh -c 'echo confidentiality >/sys/kernel/security/holdfast/level'
ask_locked
done_testing
