# SPDX-License-Identifier: GPL-2.0
# Turns guest.sh's columns, slurped, into the table and its faults.
#
#	--slurpfile explained	`holdfast explain --json`: the levels, of a build that is not under test
#	--rawfile expected	the accepted table
#
# Each rule but "changed" is one of the requirements, and does not depend on the accepted table. If another release of
# the kernel was measured than accepted, a difference to the accepted table is only a note.

def levels: ["none", "integrity", "confidentiality"];
def rank: . as $level | levels | index($level);

# The columns: which engine has to refuse, and at which level.
def columns: [
	{ name: "none", engine: null, level: "none", title: "no engine" },
	{ name: "loaded", engine: "ours", level: "none", title: "ours at none" },
	{ name: "native-integrity", engine: "native", level: "integrity", title: "native integrity" },
	{ name: "native-confidentiality", engine: "native", level: "confidentiality",
	  title: "native confidentiality" },
	{ name: "ours-integrity", engine: "ours", level: "integrity", title: "ours integrity" },
	{ name: "ours-confidentiality", engine: "ours", level: "confidentiality",
	  title: "ours confidentiality" }];

def cell: if . == null then "missing" else .outcome + (if .errno then ":" + .errno else "" end) end;
def is_denied: . != null and .outcome == "denied";
def is_open: . != null and .outcome == "open";
def is_reached: . != null and .outcome != "not-reachable";

# Whether the machine was in the state that the column is named after.
def is_in_state($column):
	.status.engines.native.level == (if $column.engine == "native" then $column.level else "none" end)
	and .status.engines.bpf.state == (if $column.engine == "ours" then "enforcing" else "not-loaded" end)
	and ($column.engine != "ours" or .status.engines.bpf.level == $column.level);

# The accepted table: kernel, probe, and a cell for each column.
def parse_expected:
	reduce ($expected | split("\n")[] | select(test("^[^# ]")) | [splits(" +")]) as $line ({};
		reduce range(columns | length) as $i (.;
			.[$line[0]][$line[1]][columns[$i].name] = $line[$i + 2]));

# The release of each kernel that it was accepted on.
def parse_releases:
	[$expected | split("\n")[] | select(startswith("# release ")) | [splits(" +")] | { key: .[2], value: .[3] }]
	| from_entries;

# $row: a probe's cells on one kernel, by column; $wanted: the accepted cell; $same: whether it was accepted on this
# release.
def faults($row; $column; $probe; $wanted; $same):
	$row[$column.name] as $got | ($probe.level | rank) as $from | ($column.level | rank) as $at |
	def fault($rule; $text): { rule: $rule, text: $text };
	def since_accepted($rule; $text): fault($rule; $text) + if $same then {} else { note: true } end;
	($got.detail // if $row == {} then "gone" else "missing" end) as $why |
	if ($got | cell) != ($wanted // "missing") then
		since_accepted("changed"; "was \($wanted // "missing"), is \($got | cell)") else empty end,
	if ($got | is_reached) then empty
	else
		((($wanted // "") | test("^(open|denied)")) as $once |
		if $once then since_accepted("lost"; "was reached once: \($why)") else empty end,
		if ($row.none | is_reached) and (($once and $same) | not) then
			fault("lost"; "reached without an engine, and not here: \($why)")
		else empty end)
	end,
	if $column.level == "none" and ($row.none | is_reached) and ($got | is_open | not) then
		fault("refused-at-none"; $got | cell) else empty end,
	if $column.engine == "ours" and $at > 0 then
		if ($row["native-" + $column.level] | is_denied) and ($got | is_denied | not) then
			fault("weaker-than-native"; $got | cell) else empty end,
		if ($row.none | is_reached) and $from <= $at and ($got | is_denied | not) then
			fault("not-closed"; "\($probe.reason) is refused from \($probe.level) on: \($got | cell)")
		elif ($row.none | is_open) and $from > $at and ($got | is_open | not) then
			fault("above-its-level"; "\($probe.reason) is refused from \($probe.level) on: \($got | cell)")
		else empty end
	else empty end;

def count_outcomes:
	. as $cells | { open: 0, denied: 0, "denied-otherwise": 0, "not-reachable": 0 }
	| with_entries(.key as $name | .value = ([$cells[] | select(.outcome == $name)] | length));

. as $measured
| ($explained[0].reasons | map({ key: .reason, value: { level, own } }) | from_entries) as $reasons
| parse_expected as $accepted
| parse_releases as $releases
| (reduce $measured[] as $m ({}; reduce $m.probed.probes[] as $p (.;
	.[$m.kernel][$p.name][$m.column] = $p))) as $rows
| ([$measured[].kernel] | unique_by(split(".") | map(tonumber))) as $kernels
| ([$measured[] | { key: .kernel, value: .release }] | from_entries) as $released
| (reduce $measured[].probed.probes[] as $p ([];
	if any(.[]; .name == $p.name) then . else . + [$p | { name, reason, operation }] end)
	| map(. + $reasons[.reason])) as $probes
| [ $kernels[] as $kernel
    | ($probes + [($accepted[$kernel] // {} | keys_unsorted[]) as $name
	| select(all($probes[]; .name != $name)) | { name: $name, level: "none" }])[] as $probe
    | columns[] as $column
    | ($rows[$kernel][$probe.name] // {}) as $row
    | ($released[$kernel] == $releases[$kernel]) as $same
    | [faults($row; $column; $probe; $accepted[$kernel][$probe.name][$column.name]; $same)] as $faults
    | { kernel: $kernel, probe: $probe.name, column: $column.name,
	outcome: ($row[$column.name].outcome // "missing"), errno: $row[$column.name].errno,
	detail: $row[$column.name].detail,
	faults: [$faults[] | select(.note | not)], notes: [$faults[] | select(.note) | del(.note)] }
  ] as $cells
| [ $kernels[] as $kernel | columns[] as $column
    | [$measured[] | select(.kernel == $kernel and .column == $column.name)]
    | select(length != 1 or (.[0] | is_in_state($column) | not))
    | { kernel: $kernel, column: $column.name, rule: "state",
	text: (if length == 1 then "the machine was not in this state" else "measured \(length) times" end) }
  ] as $states
| [ $kernels[] as $kernel
    | [$cells[] | select(.kernel == $kernel and .column == "none" and .outcome != "missing") | .outcome]
    | select(2 * ([.[] | select(. != "not-reachable")] | length) < length)
    | { kernel: $kernel, column: "none", rule: "blind",
	text: "\([.[] | select(. != "not-reachable")] | length) of \(length) could be tried" }
  ] as $blind
| {
	kernels: [$kernels[] as $k
		| { name: $k, release: $released[$k], accepted: $releases[$k] }],
	columns: columns, probes: $probes, cells: $cells,
	counts: [$kernels[] as $k | columns[] as $c
		| { kernel: $k, column: $c.name }
		+ ([$cells[] | select(.kernel == $k and .column == $c.name)] | count_outcomes)],
	faults: ($states + $blind + [$cells[] | { kernel, probe, column } + .faults[]]),
	notes: [$cells[] | select($accepted[.kernel]) | { kernel, probe, column } + .notes[]],
	total: { probes: ($probes | length), cells: ($cells | length),
		wrong: ([$cells[] | select(.faults != [])
			// select([.kernel, .column] as $at
				| any($states[]; [.kernel, .column] == $at))] | length) }
}
