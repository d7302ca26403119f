#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# The calls that a seal waits for, each held by a FUSE server. A sealed engine looks again as often as it is asked. Ends
# sealed.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/held_calls.sh
. /tests/held_calls.sh

begin /tmp/nowhere bind
(
	until [ -e /run/initramfs/holdfast/seal/control ]; do sleep 0.1; done
	sleep 1
	touch $GO
) &
succeeds 'lock --seal waits for a call' holdfast lock integrity --native=no --seal
end
is 'which has ended' "$said" ENOENT

for way in bind=mount bind32=mount move_mount=move_mount rename=rename rmdir=rmdir ring=IORING_OP_RENAMEAT; do
	begin /tmp/nowhere ${way%=*} /name
	fails "${way%=*}: held" 1 holdfast seal
	like "${way%=*}: it is named" "$output" " has been in ${way#*=} since before the seal"
	end
	is "${way%=*}: its end" "$said" ENOENT
	succeeds "${way%=*}: nothing was changed" holdfast seal
done

call-by again /tmp/nowhere/name / &
many=$!
succeeds 'a process that is in such a call again and again does not matter' holdfast seal
kill $many
done_testing
