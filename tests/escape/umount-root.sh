#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Runs last, because nothing can be started afterwards.
detach-root
