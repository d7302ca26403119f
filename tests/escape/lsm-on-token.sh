#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: since 6.9, which brought tokens.
# Level: none, as it is refused at integrity without a seal, too.
# One that says what tokens of others may.
case $(bpf-program lsm_token) in loaded) echo ESCAPED ;; esac
