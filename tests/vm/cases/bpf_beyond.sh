#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# At confidentiality no program reads the kernel's memory by what is said of its argument.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

# How many of its programs a way loads, before the lock and after it.
try() {
	bpf-beyond "$1" 2>/dev/null | sed 's/ .*//' | xargs
}
is 'as many as there are, before the lock: a larger argument' "$(try resized)" 'loaded loaded read'
here since 6.8 && is 'a trusted one' "$(try trusted)" 'loaded'
here since 7.0 && is 'a longer one' "$(try longer)" 'loaded loaded read'
succeeds 'lock' holdfast lock confidentiality --native=no
is 'after it: a larger argument' "$(try resized)" 'loaded EPERM'
here since 6.8 && is 'a trusted one' "$(try trusted)" 'EPERM'
here since 7.0 && is 'a longer one' "$(try longer)" 'EPERM loaded'
done_testing
