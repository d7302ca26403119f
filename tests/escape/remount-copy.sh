#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# By a copy of the mount, which is mounted nowhere.
remount-anchor copy
