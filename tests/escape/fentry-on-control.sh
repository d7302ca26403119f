#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Sealed only: without a seal it is refused, too; cases/held.sh has what works.
# Attaches a program to the one that raises.
own-object fentry control
