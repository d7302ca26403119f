#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# boot: lockdown=confidentiality
# BPF helpers that read kernel memory do not load here; ours has to do without them.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

fails 'the boot parameter works' 1 head -c 1 /proc/kcore
succeeds 'lock integrity' holdfast lock integrity
is 'ours is at integrity' "$(value engines.bpf.level holdfast status --json)" integrity
is 'the effective level is native'\''s' "$(value level holdfast status --json)" confidentiality
is 'ours is proven all the same' "$(value engines.bpf.enforcing holdfast status --json)" true
succeeds 'lock confidentiality' holdfast lock confidentiality
fails '/proc/kcore is refused' 1 head -c 1 /proc/kcore
holdfast events --json >/tmp/events
is 'the record names the command' "$(json events.0.comm </tmp/events)" head
is 'and who refused' "$(json events.0.engine </tmp/events)" native
is 'no path is made up' "$(json events.0.exe </tmp/events)" null
remove_engine
succeeds 'lock and seal' holdfast lock integrity --seal
fails 'its anchor stays' 1 umount -l /run/initramfs/holdfast
fails 'both mounts' 1 umount -l /run/initramfs/holdfast/seal
succeeds 'and it is whole' holdfast status
done_testing
