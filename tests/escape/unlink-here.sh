#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The same from where no path leads through the mount point.
cd "${pins:?}" && rm "./${pin:?}"
