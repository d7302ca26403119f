#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A descriptor that a program of ours asks for, in the kernel.
own-object by-program counters
