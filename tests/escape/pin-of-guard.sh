#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The program of a guard, from its pin.
own-object pin seal_umount
