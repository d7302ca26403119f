#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: none
# kernels: one
# disk: 64M
# tools: bpftrace
# From audited to enforced with bpftrace, which reads the kernel's memory. On one kernel: with its
# 200 MB of libraries the guest takes half a minute of CPU time.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

# trace BPFTRACE: reads its own name by a pointer to the kernel's memory
trace() {
	"$1" -e 'BEGIN { printf("read %s", ((struct task_struct *)curtask)->comm); exit(); }' 2>&1 |
		grep -E '^(read|ERROR)'
}

cp "$(command -v bpftrace)" /mnt
holdfast enroll /mnt/bpftrace >/dev/null
is 'before: it reads the kernel' "$(trace /mnt/bpftrace)" 'read bpftrace'
succeeds 'audit' holdfast lock confidentiality --audit --native=no
is 'it works' "$(trace /mnt/bpftrace)" 'read bpftrace'
mkdir -p /etc/holdfast/holdfast.conf.d
holdfast suggest >/etc/holdfast/holdfast.conf.d/bpftrace.conf
is 'and is recorded' "$(grep -E '^(\[|Reason|Program)' /etc/holdfast/holdfast.conf.d/bpftrace.conf)" \
	'[Exception bpftrace]
Reason=bpf-read-kernel tracefs bpf-typed-read
Program=/mnt/bpftrace'
policy 'Level=confidentiality' '' </dev/null
succeeds 'enforced' holdfast lock
is 'it works by its exception' "$(trace /mnt/bpftrace)" 'read bpftrace'
like 'another does not' "$(trace "$(command -v bpftrace)")" '^ERROR: Error loading program'
like 'and is recorded' "$(holdfast events)" 'deny .* bpf-read-kernel .*/usr/local/bin/bpftrace'
is 'but does what reads nothing' \
	"$("$(command -v bpftrace)" -e 'BEGIN { printf("nothing"); exit(); }' 2>&1 | grep -o nothing)" nothing
done_testing
