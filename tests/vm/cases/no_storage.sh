#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# disk: 64M
# qemu: -cpu max,-la57,-cx16
# kernels: since 6.18
# Since Linux 6.18 BPF has no storage for tasks on a processor without cmpxchg16b. Then no process can be marked, and with
# exceptions in the policy every program would be refused.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh

policy 'Level=integrity' '' <<END
[Exception tool]
Reason=msr
Program=/mnt/tool
Verity=$(enroll /mnt/tool)
END
fails 'lock by a policy with exceptions' 1 holdfast lock
like 'it says why' "$output" 'no program can have exceptions here: .* nothing is locked'
is 'nothing is' "$(/mnt/tool pwrite 0x174) $(/mnt/copy pwrite 0x174)" 'ok ok'
policy 'Level=integrity' '' </dev/null
succeeds 'without them' holdfast lock
is 'it is locked' "$(/mnt/tool pwrite 0x174)" EPERM
done_testing
