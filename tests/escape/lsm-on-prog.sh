#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 6.12, since when the verifier has such a program only refuse.
# Level: none, as it is refused at integrity without a seal, too.
# Before Linux 6.12 a BPF LSM program may return 1, and the last one runs first.
case $(bpf-program lsm_one_prog) in loaded) echo ESCAPED ;; esac
