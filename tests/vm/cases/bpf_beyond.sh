#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# At confidentiality no program reads the kernel's memory by what is said of its argument (both/bpf_beyond.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/both/bpf_beyond.sh
. /tests/both/bpf_beyond.sh

ask_before
succeeds 'lock' holdfast lock confidentiality --native=no
ask_locked
done_testing
