#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In another mount namespace.
remount-anchor namespace
