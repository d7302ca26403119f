# SPDX-License-Identifier: GPL-2.0
# The judged table as TAP: a test for each kernel and rule, which names the cells that break it.
def rules: {
	state: "every column was measured in the state that it is named after",
	"refused-at-none": "nothing is refused without an engine, nor with ours at none",
	"weaker-than-native": "what the native lockdown denies, ours denies",
	"not-closed": "ours closes everything from its level on, gaps of the native lockdown included",
	"above-its-level": "ours refuses nothing below its level",
	lost: "what could be tried can still be tried",
	changed: "every cell is as accepted" };

. as $table
| [$table.kernels[].name as $kernel | rules | to_entries[]
    | { text: "\($kernel): \(.value)",
	faults: [.key as $rule | $table.faults[] | select(.kernel == $kernel and .rule == $rule)] }]
| to_entries[]
| "\(if .value.faults == [] then "ok" else "not ok" end) \(.key + 1) - matrix: \(.value.text)",
  (.value.faults[] | "# \(.rule): \(.probe // "all probes") in \(.column): \(.text)")
