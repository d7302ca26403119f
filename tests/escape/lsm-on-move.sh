#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 6.12, since when the verifier has such a program only refuse.
# Level: none, as it is refused at integrity without a seal, too.
# move_mount(2) tests for < 0: a program that returns 1 has nobody else asked.
case $(bpf-program lsm_one) in loaded) echo ESCAPED ;; esac
