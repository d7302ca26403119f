#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Level: none, as it is refused at integrity without a seal, too.
case $(bpf-program fmod_ret_umount) in loaded) echo ESCAPED ;; esac
