#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Level: none, as it is refused at integrity without a seal, too.
# One for the processes of a cgroup, which is asked by the same hook.
case $(bpf-program lsm_cgroup_prog) in loaded) echo ESCAPED ;; esac
