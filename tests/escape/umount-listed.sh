#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: since 6.8, which lists mounts by their numbers.
# What is mounted, by its number: also where no path leads to it.
list-mounts
