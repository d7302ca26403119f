#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# early: systemd
# boot: level=confidentiality
# add: dist/systemd
# tools: systemctl ip tc /lib/systemd
# At confidentiality, sealed, BPF programs do what systems have them for, each loaded by what loads it there: systemd's
# IP filter and device list of a unit's cgroup, iproute2's XDP and tc programs on a veth.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

# The shell has its own tools of these names.
ip() { /usr/local/bin/ip "$@"; }
tc() { /usr/local/bin/tc "$@"; }

succeeds 'locked' holdfast status
like 'at confidentiality' "$output" '^BPF +enforcing at confidentiality'
succeeds 'seal' holdfast seal

# unit NAME COMMAND LINE...: a unit that runs it in a cgroup with these settings
unit() {
	name=$1 command=$2
	shift 2
	{
		printf '[Unit]\nDefaultDependencies=no\n[Service]\nType=oneshot\nExecStart=%s\n' "$command"
		printf '%s\n' "$@"
	} >"/run/systemd/system/$name.service"
	systemctl daemon-reload
}

mkdir -p /run/systemd/system
ip link set lo up
ping='/bin/sh -c "ping -c 1 -W 5 127.0.0.1"'
unit free "$ping"
succeeds 'a unit without a filter pings' systemctl start free
unit denied "$ping" IPAddressDeny=any
fails 'IPAddressDeny=any: it does not' 1 systemctl start denied
unit counted "$ping" IPAddressDeny=10.0.0.0/8 IPAddressAllow=127.0.0.0/8 IPAccounting=yes
succeeds 'IPAddressAllow= of its own: it pings' systemctl start counted

log='/bin/sh -c "dd if=/dev/kmsg of=/dev/null bs=8k count=1"'
unit open "$log"
succeeds 'a unit without a list of devices reads the log' systemctl start open
unit closed "$log" DevicePolicy=closed
fails 'DevicePolicy=closed: it does not' 1 systemctl start closed
unit listed "$log" DevicePolicy=closed 'DeviceAllow=/dev/kmsg r'
succeeds 'DeviceAllow=/dev/kmsg: it does' systemctl start listed

# A veth pair; the other end is in a network namespace.
modprobe -a veth sch_ingress cls_bpf
unshare -n sleep 1000 &
other=$!
sleep 1
ip link add here type veth peer name there
ip link set there netns $other
ip addr add 192.0.2.1/24 dev here
ip link set here up
nsenter -t $other -n /usr/local/bin/ip addr add 192.0.2.2/24 dev there
nsenter -t $other -n /usr/local/bin/ip link set there up
try() { nsenter -t $other -n ping -c 2 -W 2 192.0.2.1; }
sent() { cat /sys/class/net/here/statistics/tx_packets; }

object=/variants/jobs.bpf.o
succeeds 'the two ends reach each other' try
succeeds 'iproute2 loads an XDP program' ip link set dev here xdpgeneric obj "$object" sec xdp
fails 'it drops what it is to drop' 1 try
succeeds 'and goes' ip link set dev here xdpgeneric off
succeeds 'they reach each other again' try
succeeds 'tc: a place for classifiers' tc qdisc add dev here clsact
succeeds 'tc loads a classifier' tc filter add dev here ingress bpf da obj "$object" sec tc
before=$(sent)
fails 'it redirects what it is to' 1 try
succeeds 'to where it came from' test "$(($(sent) - before))" -ge 2
succeeds 'and goes' tc filter del dev here ingress
succeeds 'they reach each other once more' try

# The lock has outlasted all of it.
is 'what reads the kernel is refused' "$(bpf-program typed)" EPERM
kill $other
done_testing
