#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In another namespace of mounts.
remount-anchor namespace
