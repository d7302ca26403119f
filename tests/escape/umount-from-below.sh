#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# In a user namespace, in a peer of /run that was made outside.
from-below copy
