#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The same through another mount of its file system.
mount --bind "${pins:?}" /mnt && rm "/mnt/${pin:?}"
