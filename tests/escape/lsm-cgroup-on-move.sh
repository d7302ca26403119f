#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Level: none, as it is refused at integrity without a seal, too.
# A program on a cgroup, which can return any value by bpf_set_retval().
case $(bpf-program lsm_cgroup_move) in loaded) echo ESCAPED ;; esac
