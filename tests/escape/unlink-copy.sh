#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The same through a copy of the mount, in another namespace.
unshare -m --propagation private rm "${pins:?}/${pin:?}"
