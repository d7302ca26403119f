#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# One that could change what the other one reports.
own-object fexit report
