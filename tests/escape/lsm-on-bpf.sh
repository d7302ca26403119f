#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: before 6.12, since when the verifier has such a program only refuse.
# Level: none, as it is refused at integrity without a seal, too.
case $(bpf-program lsm_one_bpf) in loaded) echo ESCAPED ;; esac
