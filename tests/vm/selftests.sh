#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# selftests.sh LEVEL: prints what of /objects loads here, and does not when it is locked at LEVEL and sealed, as
# load-objects does; at confidentiality with why.
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
