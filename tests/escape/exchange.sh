#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The pin out of the way, and a folder in its place.
mkdir /run/holdfast/x && mv /run/holdfast/locked_down /run/holdfast/x/ &&
	rm -r /run/holdfast/x
