#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: none
# kernels: before 6.7
# qemu: -smp 2
# While ftrace's table of direct calls grows, requests pass that LSM programs would refuse. Linux 6.7 and later publish
# a new table only when it is complete. After the seal it does not grow. This case is separate, because it needs two
# CPUs, and a table that has grown stays so.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

succeeds 'lock' holdfast lock integrity --native=no
# A race with the moment of growth: on a busy machine no request may come just then.
case $(direct-table) in
*ESCAPED*) pass 'unguarded it escapes' ;;
*) skip 'unguarded it escapes' 'the race was not won' ;;
esac
remove_engine
succeeds 'lock and seal' holdfast lock integrity --native=no --seal
direct-table >/tmp/out 2>&1
is 'sealed it does not' "$(grep -c ESCAPED /tmp/out)" 0
programs=$(sed -n 's/^\([0-9]*\) programs.*/\1/p' /tmp/out)
succeeds "as there are no more than $programs programs" test "$programs" -gt 30 -a "$programs" -lt 64
like 'who tried is recorded' "$(holdfast events)" ' deny +bpf +seal .*direct-table'
is 'there is room again when it is gone' "$(bpf-program fentry)" loaded
succeeds 'it can still be raised' holdfast lock confidentiality --native=no
is 'and is' "$(holdfast probe debugfs-read | awk 'NR == 2 { print $3 }')" denied
done_testing
