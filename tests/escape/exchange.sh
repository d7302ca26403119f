#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The pin out of the way, and a folder in its place.
mkdir "${pins:?}/x" && mv "${pins:?}/${pin:?}" "${pins:?}/x"/ &&
	rm -r "${pins:?}/x"
