#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Level: none, as it is refused at integrity without a seal, too.
# The kernel skips the guard of descriptors if its hook returns 1.
case $(bpf-program fmod_ret_prog) in loaded) echo ESCAPED ;; esac
