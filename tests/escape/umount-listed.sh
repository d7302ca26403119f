#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: since 6.8, which lists mounts by their numbers.
# Finds mounts by their numbers, also those that no path leads to.
list-mounts
