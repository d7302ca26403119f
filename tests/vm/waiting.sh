# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For cases that look at a program while it runs: one that waits behind a fifo until it is told.

# start PROGRAM REGISTER [COMMAND...]: it waits, as $pid, until stop; what it prints is in /tmp/waits
start() {
	waiting=$1
	shift
	rm -f /tmp/wait /tmp/waits
	mkfifo /tmp/wait
	"$waiting" wait "$@" </tmp/wait >/tmp/waits &
	exec 8>/tmp/wait
	while ! [ -s /tmp/waits ]; do sleep 0.2; done
	pid=$(head -n 1 /tmp/waits)
}

# Lets it go on, and waits for its end.
stop() {
	exec 8>&-
	wait "$pid"
}

# It shall not go on.
stop_by_kill() {
	kill -9 "$pid"
	stop 2>/dev/null
}
