#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# boot: lockdown=confidentiality
# The kernel's own lockdown leaves these open. Ours closes them even if the kernel's own came first, and the helper that
# reads programs' instructions cannot be loaded. (Such a kernel has no tracepoints for perf.)
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/both/bpf_beyond.sh
. /tests/both/bpf_beyond.sh

holdfast probe bpf-modify-return bpf-syscall bpf-argument bpf-typed-read debugfs-read uio driver-ports |
	awk '$2 != "REASON" && $3 == "open" { print $1 }' >/tmp/open
for name in bpf-modify-return bpf-syscall bpf-argument/replace bpf-typed-read/fentry bpf-typed-read/tp-btf \
	bpf-typed-read/iter bpf-typed-read/current-task-btf bpf-typed-read/snprintf debugfs-read uio driver-ports/comedi; do
	succeeds "$name is open under the kernel's own" grep -qx "$name" /tmp/open
done
is 'none is refused by it' "$(value reasons.debugfs-read.verdict holdfast status --json)" allow
ask_before
succeeds 'lock' holdfast lock confidentiality
is 'a larger argument' "$(try resized)" 'loaded EPERM'
is 'one that is written beyond' "$(try_writing)" 'loaded EPERM'
is 'a larger one that is called' "$(try called)" 'EPERM EPERM'
here since 7.0 && is 'a longer one' "$(try longer)" 'EPERM EPERM'
is 'what replaces a whole program' "$(try whole)" 'loaded EPERM'
is 'bpf-argument is denied' "$(holdfast probe bpf-argument | awk 'NR == 2 { print $3 }')" denied
is 'debugfs-read is denied' "$(holdfast probe debugfs-read | awk 'NR == 2 { print $3 }')" denied
is 'uio is denied' "$(holdfast probe uio | awk 'NR == 2 { print $3 }')" denied
is 'comedi is denied' "$(holdfast probe driver-ports | awk 'NR == 2 { print $3 }')" denied
is 'status says so' "$(value reasons.debugfs-read.verdict holdfast status --json)" deny
# Nobody can inspect programs here, so all programs for tracing are refused.
for kind in fmod_ret syscall syscall_bpf fentry tp_btf lsm kprobe tracepoint; do
	is "$kind is refused" "$(bpf-program $kind)" EPERM
done
for kind in cgroup_skb cgroup_device cgroup_sock cgroup_bind cgroup_sysctl socket_filter xdp tc; do
	is "$kind loads" "$(bpf-program $kind)" loaded
done
done_testing
