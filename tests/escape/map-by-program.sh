#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Sealed only: without a seal it is refused, too; cases/loading.sh has what works.
# A descriptor that a program of ours asks for, in the kernel.
own-object by-program state
