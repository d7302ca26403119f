#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Sealed only: without a seal its maps are not there for others, either; cases/loading.sh has what works.
# Opens the map of the state by its id, and lowers the level in it by a program.
own-object lower
