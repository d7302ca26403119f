#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# boot: holdfast=integrity lsm=landlock,lockdown,yama,apparmor
# A lock was asked for at boot and fails: the system comes up, and a unit has failed.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

is 'the system is up, and not as it was to be' "$(systemctl is-system-running --wait)" degraded
like 'one unit has failed' "$(systemctl list-units --failed --no-legend --plain | xargs)" \
	'^holdfast-boot.service loaded failed failed [^.]*$'
like 'its words' "$(systemctl status holdfast-boot)" 'FAILED: NOT LOCKED, and was to be at integrity'
like 'and why' "$(systemctl status holdfast-boot)" 'active LSMs do not include bpf'
is 'nothing is loaded' "$(holdfast status --json | jq -r .engines.bpf.state)" not-loaded
succeeds '/dev/mem can be read' head -c 1 /dev/mem
done_testing
