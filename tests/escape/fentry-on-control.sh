#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A program that hangs on the one that raises.
own-object fentry control
