#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# By a context from fspick(2).
remount-anchor context
