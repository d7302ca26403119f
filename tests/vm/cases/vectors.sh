#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# core/vectors.def, decided by a BPF program in this kernel; and all questions that the decision can be asked.
vectors
