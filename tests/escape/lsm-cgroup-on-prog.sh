#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Level: none, as it is refused at integrity without a seal, too.
# A program on a cgroup, on the same hook.
case $(bpf-program lsm_cgroup_prog) in loaded) echo ESCAPED ;; esac
