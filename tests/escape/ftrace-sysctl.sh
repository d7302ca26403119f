#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: 6.1 6.12, as Linux 7 refuses it while BPF programs hang on it.
sysctl -w kernel.ftrace_enabled=0
