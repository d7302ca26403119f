#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernels: one
# boot: lsm=lockdown,landlock,yama,apparmor,ima,evm,bpf
# The line that no_bpf_lsm was told to boot with works.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
load_ask

succeeds 'lock' holdfast lock integrity
is 'enforced' "$(ask "$(number_of KEXEC)")" EPERM
done_testing
