#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Sealed only: without a seal it is refused, too; cases/held.sh has what works.
# One that could change what the other one reports.
own-object fexit report
