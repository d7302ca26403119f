#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# A BPF program in this kernel decides core/vectors.def, and every possible input of the decision.
vectors
