#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# The engine stays far from what a verifier refuses as too large; another compiler's is in tests/vm/libbpf. And
# what is loaded is the same as where libbpf reads the kernel's types for it: each tag is of a program's
# instructions, and the number that of what it hangs on.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

succeeds 'within the limit' verified
printf '%s\n' "$output" >/tmp/own
succeeds 'by libbpf alone' verified --by-libbpf
printf '%s\n' "$output" >/tmp/libbpf
is 'the same programs' "$(sed -n 's/^#.* \([a-z_]* hangs on .*\)/\1/p' /tmp/own)" \
	"$(sed -n 's/^#.* \([a-z_]* hangs on .*\)/\1/p' /tmp/libbpf)"
is 'all of them' "$(grep -c ' hangs on ' /tmp/own)" "$(sed -n 's/^# \([0-9]*\) programs.*/\1/p' /tmp/own |
	awk '{ n += $1 } END { print n }')"
done_testing
