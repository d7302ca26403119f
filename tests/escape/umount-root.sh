#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Last: nothing can be started after it.
detach-root
