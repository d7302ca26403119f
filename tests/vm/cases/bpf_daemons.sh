#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# The BPF programs of daemons, each with its control: systemd's RestrictNetworkInterfaces=, SocketBindDeny= and
# RestrictFileSystems=, as programs of these types; sockops, sk_msg and sk_lookup, by which sockets are directed. Before
# the lock, and sealed at confidentiality.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

ip link set lo up
job() { bpf-job "$1" 2>&1 | xargs; }

try_jobs() { # WHEN
	is "$1: an interface is kept from a cgroup" "$(job interfaces)" 'ok loaded EPERM ok'
	is "$1: and a port" "$(job ports)" 'ok loaded EPERM ok'
	is "$1: messages go past TCP, and some not at all" "$(job messages)" 'xyz by-TCP loaded EACCES abc directly'
	is "$1: a port is answered by another's socket" "$(job lookup)" 'ECONNREFUSED loaded ok ECONNREFUSED'
}

try_jobs 'before'
is 'before: a file system is kept from all' "$(job file-systems)" 'ok loaded EPERM ok'
succeeds 'lock' holdfast lock confidentiality --native=no --seal
try_jobs 'sealed'
# It reads by a helper that the kernel itself refuses, on kernels where the engine comes after the verifier.
here since 6.9 && errno=EPERM || errno=EINVAL
is 'sealed: what asks a file for its file system is refused' "$(job file-systems)" "ok $errno"
succeeds 'whole' holdfast status
done_testing
