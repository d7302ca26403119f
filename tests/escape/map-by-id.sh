#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A descriptor of the state's map, and a program that lowers the level in it.
own-object lower
