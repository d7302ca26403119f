# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For cases that look at a running program: one that waits at a fifo until stop, and one that only has to stay.

# start PROGRAM REGISTER [COMMAND...]: starts it; it waits, as $pid, until stop; its output is in /tmp/waits
start() {
	start_way wait "$@"
}

# start_way WAY PROGRAM [ARGUMENT...]: the same, for a program with its own way to wait. Fails if the program ends
# without output, as one that cannot be executed does.
start_way() {
	waiting_way=$1 waiting=$2
	shift 2
	rm -f /tmp/wait /tmp/waits
	mkfifo /tmp/wait
	"$waiting" "$waiting_way" "$@" </tmp/wait >/tmp/waits 7>&- &
	waiter=$!
	exec 8>/tmp/wait
	while ! [ -s /tmp/waits ]; do
		kill -0 "$waiter" 2>/dev/null || [ -s /tmp/waits ] || return 1
		sleep 0.2
	done
	pid=$(head -n 1 /tmp/waits)
}

# Lets it continue, and waits for its end.
stop() {
	exec 8>&-
	wait "$waiter"
}

# Ends it without letting it continue.
stop_by_kill() {
	kill -9 "$pid"
	stop 2>/dev/null
}

# keep COMMAND [ARG]...: runs it in the background, as $keeper, until let_go; its output is in /tmp/kept
keep() {
	rm -f /tmp/kept
	"$@" >/tmp/kept 2>&1 &
	keeper=$!
	for _ in $(seq 100); do
		[ ! -s /tmp/kept ] || break
		sleep 0.1
	done
}

let_go() {
	kill "$keeper"
	wait "$keeper" 2>/dev/null
}
