# SPDX-License-Identifier: GPL-2.0
# The judged table (judge.jq) as one self-contained page.
def text: . // "" | tostring | @html;
def show: { "denied-otherwise": "denied otherwise", "not-reachable": "not reachable" }[.] // .;
def style: "
:root { color-scheme: light dark }
body { font: 15px/1.4 system-ui, sans-serif; margin: 2em; background: Canvas; color: CanvasText }
table { border-collapse: collapse; margin: 1em 0 2em }
th, td { padding: .2em .7em; border: 1px solid #8886; text-align: left; white-space: nowrap }
thead th { position: sticky; top: 0; background: Canvas }
td.n { text-align: right }
.open { background: #d9480f33 }
.denied { background: #2b8a3e33 }
.denied-otherwise { background: #f0b42933 }
.not-reachable, .missing { opacity: .65 }
.wrong { outline: 3px solid #e03131; outline-offset: -3px; font-weight: bold }";

. as $table
| ($table.cells | map({ key: "\(.kernel) \(.probe) \(.column)", value: . }) | from_entries) as $at
| def head($first): "<thead><tr>\($first | map("<th>\(.)</th>") | add)"
	+ ([$table.columns[] | "<th>\(.title | text)</th>"] | add) + "</tr></thead>";
  "<!DOCTYPE html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">",
  "<meta name=\"viewport\" content=\"width=device-width\">",
  "<title>Holdfast: what root may do to the kernel</title>\n<style>\(style)\n</style>",
  "<h1>What root may do to the kernel</h1>",
  "<p>Each cell is what <code>holdfast probe</code> saw when it tried. A cell's tip has the detail.",
  "<p><b>\($table.total.probes) probes, \($table.total.cells) cells, \($table.total.wrong) wrong</b>",
  (if $table.faults == [] then empty else "<ul>", ($table.faults[]
	| "<li>\("\(.kernel) \(.probe // "all probes"), \(.column): \(.rule): \(.text)" | text)"), "</ul>" end),
  "<table>\(head(["Kernel", "Outcome"]))<tbody>",
  ($table.kernels[].name as $kernel | ("open", "denied", "denied-otherwise", "not-reachable") as $outcome
    | "<tr><th>\($kernel)</th><th class=\"\($outcome)\">\($outcome | show)</th>"
	+ ([$table.columns[].name as $column | $table.counts[]
		| select(.kernel == $kernel and .column == $column)
		| "<td class=\"n\">\(.[$outcome])</td>"] | add) + "</tr>"),
  "</tbody></table>",
  ($table.kernels[] as $kernel
    | "<h2>Linux \($kernel.release | text)</h2>\n<table>\(head(["Probe", "Reason"]))<tbody>",
      ($table.probes[] as $probe
	| "<tr><th title=\"\($probe.operation | text)\">\($probe.name | text)</th><td>\($probe.reason)</td>"
	+ ([$table.columns[].name as $column | $at["\($kernel.name) \($probe.name) \($column)"]
		| "<td class=\"\(.outcome)\(if .faults != [] then " wrong" else "" end)\" title=\"\(.detail | text)\">"
		+ "\(.outcome | show) \(.errno | text)</td>"] | add) + "</tr>"),
      "</tbody></table>"),
  "</html>"
