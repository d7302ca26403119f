#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: since 6.18, whose namespaces have file handles.
# From a namespace of mounts that comes back to init's by a handle of it.
by-handle
