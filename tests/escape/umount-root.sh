#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Last: nothing can be started behind it.
detach-root
