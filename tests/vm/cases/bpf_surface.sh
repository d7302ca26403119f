#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# add: docs/bpf-surface.md
# Each helper of each type that this kernel has is on the list of harmless ones at confidentiality, or is refused there.
# Each cell is in docs/bpf-surface.md.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

succeeds 'ask, lock, ask' sh -c 'sh /tests/surface_cells.sh >/tmp/cells'
is 'the list has every helper' "$(sed -n 's/^helpers //p' /tmp/before | awk '{ print $1 <= 212 }')" 1
is 'the list has every type' "$(sed -n 's/^types //p' /tmp/before | awk '{ print $1 <= 33 }')" 1
is 'no cell is without an answer' "$(awk 'NF == 4 && $3 !~ /^(good|bad|asked|alone)$/' /tmp/before)" ''
succeeds 'many cells were seen' test "$(awk 'NF == 4 && $4 != "none"' /tmp/before | wc -l)" -gt 1000
# Before Linux 6.9 the verifier comes first, and its refusals have its errno.
here since 6.9 && early=1 || early=
awk -v early="$early" 'NR == FNR { was[$1 " " $2] = $4; next }
	NF == 4 && was[$1 " " $2] != "none" && $3 == "bad" &&
		!($4 == "EPERM" || (!early && was[$1 " " $2] == $4 && $4 != "loaded"))' \
	/tmp/before /tmp/after >/tmp/open
is 'none that is not on it loads' "$(head -n 5 /tmp/open)" ''
# No helper is left for which the kernel asks, except bpf_sys_bpf() before Linux 6.9: it is only refused with arguments.
awk 'NR == FNR { was[$1 " " $2] = $4; next }
	NF == 4 && was[$1 " " $2] != "none" && $3 == "asked" && $2 != "sys_bpf" && $4 !~ /^(none|EPERM)$/' \
	/tmp/before /tmp/after >/tmp/open
is 'nor one that the kernel is asked about' "$(head -n 5 /tmp/open)" ''
# For types with a closed context, a call that the verifier replaces by a load counts as a load.
awk 'NR == FNR { was[$1 " " $2] = $4; next }
	$1 !~ /^(TRACING|LSM|STRUCT_OPS|NETFILTER)$/ && NF == 4 && $3 ~ /^(good|alone)$/ && $4 != was[$1 " " $2]' \
	/tmp/before /tmp/after >/tmp/refused
is 'those on it are as they were' "$(head -n 5 /tmp/refused)" ''

# The rows of the page about this kernel: "TYPE helper ANSWER".
awk -F ' *\\| *' -v kernel="$KERNEL" '
	$2 == "type" && $3 == "helpers" { for (i = 4; i < NF; i++) if ($i == kernel) at = i }
	at && $2 ~ /^`[A-Z0-9_]+`$/ {
		gsub(/`/, "")
		count = split($3, listed, ", ")
		for (i = 1; i <= count; i++)
			if ($at != "absent")
				print $2, listed[i], $at
	}' /bpf-surface.md | sort >/tmp/page
succeeds 'the page has this kernel' test -s /tmp/page
grep -v ' absent$' /tmp/cells | sort >/tmp/here
diff -U 0 /tmp/page /tmp/here >/tmp/different
is 'each cell is as the page has it' "$(sed '1,2d' /tmp/different | head -n 20)" ''
done_testing
