# SPDX-License-Identifier: GPL-2.0
# The judged table (judge.jq) as text: a part for each kernel, then the numbers of refusals.
def pad($n): . + " " * ([$n - length, 1] | max);
def short: { "denied-otherwise": "otherwise", "not-reachable": "-" }[.] // .;
def cell: (.outcome | short) + (if .errno then " " + .errno else "" end)
	+ (if .faults != [] then " !" else "" end);
def row($first; $cells; $width): ($first | pad(33)) + ($cells | map(pad($width)) | add) | sub(" +$"; "");

. as $table
| ($table.cells | map({ key: "\(.kernel) \(.probe) \(.column)", value: . }) | from_entries) as $at
| "What root may do to the kernel, by who refuses it (`make matrix`).",
  "open: it worked; denied: as lockdown refuses; otherwise: by something else;",
  "-: could not be tried; !: not as it has to be, see below.",
  ($table.kernels[] as $kernel
    | "", "Linux \($kernel.name) (\($kernel.release))", "",
      row("PROBE"; [$table.columns[] | .name | sub("confidentiality"; "confid.")]; 18),
      ([$table.cells[] | select(.kernel == $kernel.name) | .probe]
	| reduce .[] as $name ([]; if .[-1] == $name then . else . + [$name] end) | .[]) as $probe
    | row($probe; [$table.columns[] as $c | $at["\($kernel.name) \($probe) \($c.name)"] | cell]; 18)),
  "",
  "\("KERNEL" | pad(8))\("COLUMN" | pad(25))  OPEN  DENIED  OTHERWISE  NOT REACHABLE",
  ($table.counts[]
    | [([.open, 6], [.denied, 8], [."denied-otherwise", 11], [."not-reachable", 15])
	| (.[0] | tostring) as $n | " " * (.[1] - ($n | length)) + $n] as $numbers
    | (.kernel | pad(8)) + (.column | pad(25)) + ($numbers | add)),
  "",
  ($table.notes[] | "since another release: \(.kernel) \(.probe) in \(.column): \(.rule): \(.text)"),
  ($table.faults[] | "wrong: \(.kernel) \(.probe // "") in \(.column): \(.rule): \(.text)"),
  "\($table.total.probes) probes, \($table.total.cells) cells, \($table.total.wrong) wrong"
