#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# The engine stays far from what a verifier refuses as too large; another compiler's is in tests/vm/libbpf.
exec verified
