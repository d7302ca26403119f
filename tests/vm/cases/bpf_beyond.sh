#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# From integrity on no program writes the kernel's memory beyond its argument, and at confidentiality none reads it
# (both/bpf_beyond.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/both/bpf_beyond.sh
. /tests/both/bpf_beyond.sh

ask_before
succeeds 'integrity' holdfast lock integrity --native=no
ask_at integrity
is 'integrity: what replaces a whole program loads' "$(try whole)" 'loaded loaded'
succeeds 'confidentiality' holdfast lock confidentiality --native=no
ask_locked
is 'confidentiality: what replaces a whole program does not' "$(try whole)" 'loaded EPERM'
done_testing
