#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# The calls that a seal waits for, each held by a FUSE server. A sealed engine looks again as often as it is asked. Ends
# sealed.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

modprobe fuse 2>/dev/null # it may be built in
mkdir -p /fuse /tmp/elsewhere /tmp/other
mount --make-rprivate /
GO=/tmp/go
export GO LINK

# begin TARGET WAY [NAME]: a call on /fuse/link/NAME, which leads to the target; it waits until the end
begin() {
	umount /fuse 2>/dev/null
	rm -f $GO /tmp/said
	LINK=$1 fuse-turns /fuse g /etc/passwd /etc/passwd
	call-by "$2" "/fuse/link${3-}" /tmp/elsewhere >/tmp/said 2>&1 &
	call=$!
	sleep 1
}

end() {
	touch $GO
	wait $call
	said=$(cat /tmp/said)
}

begin /tmp/nowhere bind
(
	sleep 3
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
