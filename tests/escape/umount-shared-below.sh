#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The same, with the anchor made shared by mount_setattr(2).
from-below shared
