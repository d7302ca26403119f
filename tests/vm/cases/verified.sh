#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# The engine stays far below the verifier's limit of size; tests/vm/libbpf has another compiler's. The loaded programs are the same
# as if libbpf read the kernel's types for them: each tag is that of a program's instructions, and the number is that of the
# function that it is attached to.
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
