#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A call that began before the seal, and takes effect after it: the kernel asks a guard when mount(2) begins, and a
# FUSE server decides how long it looks for its source. A seal waits for such calls, and then looks again. Ends sealed.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/held_calls.sh
. /tests/held_calls.sh
PATH=$PATH:/escape
anchor=/run/initramfs/holdfast

begin $anchor move
succeeds 'lock' holdfast lock integrity --native=no
end
is 'without a seal, the call moves the anchor' "$said" 'done'
succeeds 'with its pins' test -e /tmp/elsewhere/report
umount /tmp/elsewhere
for _ in $(seq 50); do
	enforces 2>/dev/null || break
	sleep 0.2
done
fails 'and the lock can be taken away' 1 enforces

begin $anchor move
fails 'lock --seal: no success' 1 holdfast lock integrity --native=no --seal
like 'it names the call' "$output" "process $call .*has been in mount since before the seal.*it is sealed"
like 'and says what is locked' "$output" 'locked at integrity and sealed before, and stays so'
end
is 'the call moves the anchor' "$said" 'done'
fails 'holdfast does not take this for a seal' 1 holdfast seal
fails 'it is not unmounted there' 1 umount -l /tmp/elsewhere
succeeds 'and it enforces' enforces
done_testing
