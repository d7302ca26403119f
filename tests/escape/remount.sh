#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# By a path of its own.
remount-anchor path
