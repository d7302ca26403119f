#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# selftests.sh LEVEL: prints the programs of /objects that load here, but not once the kernel is locked at LEVEL and
# sealed, in the form of load-objects; at confidentiality with the cause.
set -eu

load-objects /objects >/tmp/free
objects=$(grep -c ' \* loaded$' /tmp/free || true)
echo "# $objects objects load as a whole, and $(grep -vc ' \* ' /tmp/free || true) programs were tried by themselves"
[ "$objects" -ge 200 ] || {
	echo "selftests: too few to tell anything" >&2
	exit 1
}
holdfast lock "$1" --native=no --seal >&2
[ "$1" = confidentiality ] && why=why || why=
load-objects /objects /tmp/free ${why:+"$why"} | grep -v ' loaded$' || true
