#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 6.12, since when the verifier has such a program only refuse.
# Level: none, as it is refused at integrity without a seal, too.
# move_mount(2) tests for < 0: if a program returns 1, the kernel asks no other.
case $(bpf-program lsm_one) in loaded) echo ESCAPED ;; esac
