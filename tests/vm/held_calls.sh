# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For cases with a call that changes mounts or folders, and that a FUSE server holds for as long as they like.
modprobe fuse 2>/dev/null # it may be built in
mkdir -p /fuse /tmp/elsewhere
mount --make-rprivate /
GO=/tmp/go
export GO LINK

# begin TARGET WAY [NAME]: a call on NAME of the target's, as $call (see call-by.c); it is held until end
begin() {
	umount /fuse 2>/dev/null
	rm -f $GO /tmp/said
	LINK=$1 fuse-turns /fuse g /etc/passwd /etc/passwd
	call-by "$2" "/fuse/link${3-}" /tmp/elsewhere >/tmp/said 2>&1 &
	call=$!
	sleep 1
}

# What the call has given is in $said.
end() {
	touch $GO
	wait "$call"
	said=$(cat /tmp/said)
}
