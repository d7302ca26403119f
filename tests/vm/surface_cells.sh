#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# surface_cells.sh: asks this kernel about each helper in each type of BPF program, locks it at confidentiality, asks
# again, and prints "TYPE helper allowed|refused|absent". What it answered is in /tmp/before and /tmp/after.
set -eu

bpf-surface >/tmp/before
holdfast lock confidentiality --native=no >&2
bpf-surface >/tmp/after
awk 'NR == FNR { was[$1 " " $2] = $4; next }
	NF == 4 {
		cell = $1 " " $2
		answer = $3 ~ /^(good|alone)$/ && $4 == was[cell] ? "allowed" : "refused"
		print cell, was[cell] == "none" ? "absent" : answer
	}' /tmp/before /tmp/after
