# SPDX-License-Identifier: GPL-2.0
# The judged table as tests/matrix/expected: KERNEL PROBE and a cell for each column.
def pad($n): . + " " * ([$n - length, 1] | max);

. as $table
| "# SPDX-License-Identifier: GPL-2.0",
  "# What `make matrix` has to show. Made by `make matrix-accept`, which see.",
  ($table.kernels[] | "# release \(.name) \(.release)"),
  "# kernel probe \($table.columns | map(.name) | join(" "))",
  ($table.kernels[].name as $kernel | $table.probes[].name as $probe
    | [$table.cells[] | select(.kernel == $kernel and .probe == $probe)]
    | ($kernel | pad(6)) + ($probe | pad(34))
	+ (map(.outcome + (if .errno then ":" + .errno else "" end) | pad(23)) | add)
    | sub(" +$"; ""))
