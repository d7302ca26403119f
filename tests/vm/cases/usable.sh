#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The daily work of a system goes on after the seal.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
mount --make-rshared /
mkdir -p /mnt
unshare -m --propagation shared sleep 1000 &
sleep 1
succeeds 'lock and seal' holdfast lock integrity --native=no --seal
like 'seen where mounts are older' "$(nsenter -t $! -m holdfast status)" 'enforcing at integrity'
succeeds 'and its events' nsenter -t $! -m holdfast events
kill $!

succeeds 'a mount' mount -t tmpfs tmpfs /mnt
succeeds 'a bind mount' mount --bind /usr /mnt
succeeds 'is unmounted' umount /mnt
succeeds 'lazily' umount -l /mnt
succeeds 'a bpffs of others' mount -t bpf bpf /mnt
succeeds 'with a folder' mkdir /mnt/x
succeeds 'that goes' rmdir /mnt/x
succeeds 'and is unmounted' umount /mnt
succeeds 'remounting' mount -o remount,mode=0755 /run
# As systemd does for its services.
succeeds 'a private namespace, and what it unmounts' unshare -m --propagation private sh -c \
	'mount --rbind / /mnt && mount --make-rprivate / && umount -l /mnt && umount -l /run'
succeeds 'a new root in it' unshare -m --propagation private sh -c \
	'mount -t tmpfs t /mnt && mkdir /mnt/old /mnt/bin && cp /bin/busybox /mnt/bin &&
	cd /mnt && pivot_root . old && /bin/busybox umount -l /old'
succeeds 'a slave' unshare -m --propagation slave true
# As systemd does in a soft reboot.
succeeds 'everything is shared' mount --make-rshared /
succeeds "a slave of that, as systemd's services are, and what it unmounts" unshare -m --propagation slave sh -c \
	'mount --rbind / /mnt && umount -l /mnt && umount -l /run'
fails 'but nothing of the anchor, whose peer is unmounted' 1 unshare -m --propagation shared umount -l /run/initramfs/holdfast
succeeds 'private again' mount --make-private /run/initramfs/holdfast
for dir in /run /tmp; do
	succeeds "$dir: files and folders" sh -c "cd $dir && mkdir a && touch a/b && mv a/b a/c &&
		rm a/c && mv a d && rmdir d"
done
succeeds 'cgroups' sh -c 'mkdir /sys/fs/cgroup/u && echo $$ >/sys/fs/cgroup/u/cgroup.procs &&
	echo $$ >/sys/fs/cgroup/cgroup.procs && rmdir /sys/fs/cgroup/u'
succeeds 'sysctls' sysctl -w vm.swappiness=61
succeeds 'others of the kernel'\''s' sysctl -w kernel.panic=0
succeeds 'reading the one that is guarded' cat /proc/sys/kernel/ftrace_enabled
succeeds 'writing to it what it is' sysctl -w kernel.ftrace_enabled=1
for kind in fentry tp_btf lsm cgroup_skb cgroup_device cgroup_sock cgroup_bind cgroup_sysctl \
	socket_filter xdp tc kprobe tracepoint; do
	is "BPF: $kind" "$(bpf-program $kind)" loaded
done
succeeds 'a signed module' modprobe dummy
succeeds 'and out again' rmmod dummy
is 'none of the rest was taken for an attempt' "$(holdfast events | grep -v 'holdfast$' | grep -c ' seal ')" 1
is 'and nothing lost of the record' "$(value engines.bpf.events_lost holdfast status --json)" 0
fails 'what is an attempt' 1 umount -l /run/initramfs/holdfast
like 'is recorded as one' "$(holdfast events)" ' deny +bpf +seal .*busybox'
done_testing
