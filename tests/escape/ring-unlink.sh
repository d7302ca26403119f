#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Removes the pin of the deciding program by an io_uring, in a worker of the kernel's.
ring-path unlink "${pins:?}/${pin:?}"
