#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# Each helper of each type that this kernel has: it is on the list of what is harmless at confidentiality, or it is
# refused there. docs/bpf-surface.md is the list to read.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

bpf-surface >/tmp/before
is 'the list has every helper' "$(sed -n 's/^helpers //p' /tmp/before | awk '{ print $1 <= 212 }')" 1
is 'the list has every type' "$(sed -n 's/^types //p' /tmp/before | awk '{ print $1 <= 33 }')" 1
is 'no cell is without an answer' "$(awk 'NF == 4 && $3 !~ /^(good|bad|asked|alone)$/' /tmp/before)" ''
succeeds 'many cells were seen' test "$(awk 'NF == 4 && $4 != "none"' /tmp/before | wc -l)" -gt 1000
succeeds 'lock' holdfast lock confidentiality --native=no
bpf-surface >/tmp/after
# Before Linux 6.9 the verifier comes first: what it refuses has its errno.
here since 6.9 && early=1 || early=
awk -v early="$early" 'NR == FNR { was[$1 " " $2] = $4; next }
	NF == 4 && was[$1 " " $2] != "none" && $3 == "bad" &&
		!($4 == "EPERM" || (!early && was[$1 " " $2] == $4 && $4 != "loaded"))' \
	/tmp/before /tmp/after >/tmp/open
is 'none that is not on it loads' "$(head -n 5 /tmp/open)" ''
# Where the context is closed, what the verifier puts in the place of a call is a load, and counts as one after it.
awk 'NR == FNR { was[$1 " " $2] = $4; next }
	$1 !~ /^(TRACING|LSM|STRUCT_OPS|NETFILTER)$/ && NF == 4 && $3 == "good" && $4 != was[$1 " " $2]' \
	/tmp/before /tmp/after >/tmp/refused
is 'those on it are as they were' "$(head -n 5 /tmp/refused)" ''
done_testing
