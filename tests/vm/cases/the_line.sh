# SPDX-License-Identifier: GPL-2.0
# boot: lsm=lockdown,landlock,yama,apparmor,bpf
# The line that no_bpf_lsm was told to boot with works.
. /tests/tap.sh
load_ask

succeeds 'lock' holdfast lock integrity
is 'enforced' "$(ask "$(number_of KEXEC)")" EPERM
done_testing
