#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Sealed only: without a seal its maps are not there for others, either; cases/loading.sh has what works.
# A descriptor of the state's map, and a program that lowers the level in it.
own-object lower
