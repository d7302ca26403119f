# SPDX-License-Identifier: GPL-2.0
# The judged table as TAP: a test for each kernel and rule, which names the cells that break it.
def rules: {
	state: "every column was measured in the state that it is named after",
	"refused-at-none": "nothing is refused without an engine, nor with ours at none",
	"weaker-than-native": "what the native lockdown denies, ours denies",
	"not-closed": "ours closes everything from its level on, gaps of the native lockdown included",
	"above-its-level": "ours refuses nothing below its level",
	blind: "most of the probes could be tried without an engine",
	lost: "what could be tried can still be tried",
	changed: "every cell is as accepted" };

. as $table
| [$table.kernels[] as { name: $kernel, release: $release, accepted: $accepted } | rules | to_entries[]
    | { text: "\($kernel): \(.value)",
	skip: (if .key != "changed" or $release == $accepted then ""
		elif $accepted then " # SKIP accepted on \($accepted), here \($release)"
		else " # SKIP none was accepted for \($release)" end),
	notes: [select(.key == "changed") | $table.notes[] | select(.kernel == $kernel)],
	faults: [.key as $rule | $table.faults[] | select(.kernel == $kernel and .rule == $rule)] }]
| to_entries[]
| "\(if .value.faults == [] then "ok" else "not ok" end) \(.key + 1) - matrix: \(.value.text)\(.value.skip)",
  (.value.notes[] | "# \(.rule) since: \(.probe) in \(.column): \(.text)"),
  (.value.faults[] | "# \(.rule): \(.probe // "all probes") in \(.column): \(.text)")
