#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
own-object link locked_down
