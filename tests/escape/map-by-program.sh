#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Sealed only: without a seal it is refused, too; cases/loading.sh has what works.
# A BPF program in the kernel asks for the descriptor.
own-object by-program state
