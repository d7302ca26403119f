#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: large
# The built-in LSM at confidentiality: no program reads the kernel's memory by what is said of its argument
# (both/bpf_beyond.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/both/bpf_beyond.sh
. /tests/both/bpf_beyond.sh

ask_before
succeeds 'raise to confidentiality' sh -c 'echo confidentiality >/sys/kernel/security/holdfast/level'
ask_locked
done_testing
