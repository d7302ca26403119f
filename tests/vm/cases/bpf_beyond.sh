#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# From integrity on no program writes the kernel's memory beyond its argument, and at confidentiality none reads it
# (both/bpf_beyond.sh). The same if the kernel's own lockdown, which leaves such programs alone, is raised as well.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/both/bpf_beyond.sh
. /tests/both/bpf_beyond.sh

ask_before
succeeds 'integrity' holdfast lock integrity --native=no
ask_at integrity
is 'integrity: what replaces a whole program loads' "$(try whole)" 'loaded loaded'
succeeds 'integrity, native too' holdfast lock integrity --native=yes
is 'native is at integrity' "$(cat /sys/kernel/security/lockdown)" 'none [integrity] confidentiality'
ask_at 'integrity, native too'
is 'integrity, native too: what replaces a whole program loads' "$(try whole)" 'loaded loaded'
succeeds 'confidentiality' holdfast lock confidentiality --native=no
ask_locked
is 'confidentiality: what replaces a whole program does not' "$(try whole)" 'loaded EPERM'
succeeds 'confidentiality, native too' holdfast lock confidentiality --native=yes
is 'native is at confidentiality' "$(cat /sys/kernel/security/lockdown)" 'none integrity [confidentiality]'
ask_locked
is 'native too: what replaces a whole program does not load' "$(try whole)" 'loaded EPERM'

# The kernel's own alone leaves both open. (One that booted at confidentiality has no tracepoints.)
outcomes() {
	holdfast probe bpf-argument perf | awk '$1 ~ "/" { print $1, $3 }' | xargs
}
is 'both are denied' "$(outcomes)" 'perf/tracepoint denied bpf-argument/replace denied'
remove_engine
is 'by native alone neither' "$(outcomes)" 'perf/tracepoint open bpf-argument/replace open'
is 'native alone: one that is written beyond' "$(try_writing)" 'loaded loaded written'
succeeds 'lock where native came first' holdfast lock confidentiality
is 'both are denied there' "$(outcomes)" 'perf/tracepoint denied bpf-argument/replace denied'
is 'one that is written beyond is refused there' "$(try_writing)" 'loaded EPERM'
done_testing
