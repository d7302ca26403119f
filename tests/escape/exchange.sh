#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Moves the pin away, and puts a folder in its place.
mkdir "${pins:?}/x" && mv "${pins:?}/${pin:?}" "${pins:?}/x"/ &&
	rm -r "${pins:?}/x"
