#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# BPF LSM programs of others on the hooks that ours are on. Before Linux 6.12 a program may return 1, and a caller that
# tests for < 0 then asks no further. So only programs may be there whose exits all return 0 or an error, each as a
# constant. Later the verifier allows them only to refuse. But one on a cgroup can give any answer by bpf_set_retval().
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/waiting.sh
. /tests/waiting.sh

plain='lsm_bpf lsm_prog lsm_locked lsm_move lsm_cred lsm_load lsm_refuse'
# Before Linux 6.12 they load, but are not harmless.
strangers='lsm_one lsm_one_bpf lsm_one_prog lsm_one_load lsm_low lsm_jump lsm_computed lsm_below'
cgroup='lsm_cgroup_prog lsm_cgroup_bpf lsm_cgroup_move'
! here since 6.9 || plain="$plain lsm_token"

# hold KIND hold|attach
hold() {
	keep bpf-program "$1" "$2"
	is "$1: is there" "$(cat /tmp/kept)" loaded
}

for kind in $plain $cgroup; do
	is "no engine: $kind loads" "$(bpf-program "$kind")" loaded
done
! here since 6.12 || is 'no engine: none returns 1' "$(bpf-program lsm_one)" EINVAL
! here before 6.12 || for kind in $strangers; do
	is "no engine: $kind loads" "$(bpf-program "$kind")" loaded
done
for kind in lsm_cgroup_bpf lsm_cgroup_move lsm_one lsm_jump; do
	case $kind in
	lsm_one | lsm_jump) here before 6.12 || continue ;;
	esac
	hold $kind hold
	fails "$kind is there: no lock" 1 holdfast lock integrity --native=no
	like "$kind is there: it is named" "$output" "\\($kind\\), loaded by user 0"
	let_go
done
hold lsm_bpf attach
succeeds 'lock' holdfast lock integrity --native=no
for kind in $plain; do
	is "integrity: $kind" "$(bpf-program "$kind")" loaded
done
here since 6.12 && refused=$cgroup || refused="$cgroup $strangers"
for kind in $refused; do
	is "integrity: $kind" "$(bpf-program "$kind")" EPERM
done
succeeds 'seal' holdfast seal
for kind in $plain; do
	is "sealed: $kind" "$(bpf-program "$kind")" loaded
done
for kind in $refused fmod_ret_umount; do
	is "sealed: $kind" "$(bpf-program "$kind")" EPERM
done
done_testing
