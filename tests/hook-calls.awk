# SPDX-License-Identifier: GPL-2.0
# awk -v hooks="HOOK ..." -f tests/functions.awk -f tests/hook-calls.awk security/security.c FILE.c ...: prints how the
# callers of LSM hooks test the result, "HOOK FILE:FUNCTION TEST" a line. TEST: "< 0", "!= 0", "returned" to the caller,
# "nothing", or "unknown". The functions that call a hook are those of security.c that name it.

BEGIN {
	count = split(hooks, list, " ")
	for (i = 1; i <= count; i++)
		wanted[list[i]]
	count = 0
}

# From security.c: the hooks that each function calls.
FILENAME ~ /security\/security\.c$/ {
	if (begins_function($0))
		asker = function_of($0)
	if (asker !~ /^security_/ || !match($0, /(call_(int|void)_hook\(|security_hook_heads\.|lsm_for_each_hook\(scall, )[a-z_]+/))
		next
	hook = substr($0, RSTART, RLENGTH)
	sub(/.*[(. ]/, "", hook)
	if (hook in wanted)
		asked_by[asker] = hook
	next
}

FNR == 1 {
	look_through()
	count = 0
	file = FILENAME
}
{ lines[++count] = $0 }
END { look_through() }

function look_through(    i, asker, name) {
	name = "?"
	for (i = 1; i <= count; i++) {
		if (begins_function(lines[i]))
			name = function_of(lines[i])
		if (lines[i] ~ /^[ \t]*\*/ || !match(lines[i], /(^|[^A-Za-z0-9_])security_[a-z_]+\(/))
			continue
		asker = substr(lines[i], RSTART, RLENGTH - 1)
		sub(/.*[^A-Za-z0-9_]/, "", asker)
		if (asker in asked_by)
			print asked_by[asker], file ":" name, test_at(i, asker)
	}
}

# The statement with the call, on one line.
function statement_at(i,    text) {
	text = lines[i - 1] ~ /[;{}:]|\*\/|^[ \t]*$/ ? "" : lines[i - 1]
	for (; i <= count; i++) {
		text = text " " lines[i]
		if (lines[i] ~ /[;{]/ || text ~ /(if|while) \(.*\)$/)
			break
	}
	gsub(/[ \t]+/, " ", text)
	end_of_statement = i
	return text
}

function test_at(i, asker,    text, variable, last) {
	text = statement_at(i)
	if (text ~ (asker "\\([^;]*\\) < 0"))
		return "< 0"
	if (text ~ ("return " asker "\\("))
		return "returned"
	if (text ~ /(if|while) \(|\|\||&&/)
		return "!= 0"
	if (text !~ ("= " asker "\\("))
		return "nothing"
	variable = text
	sub(" = " asker ".*", "", variable)
	sub(/.*[^A-Za-z0-9_]/, "", variable)
	last = end_of_statement + 12
	for (i = end_of_statement + 1; i <= last && i <= count; i++) {
		if (lines[i] ~ ("[( ]" variable " < 0"))
			return "< 0"
		if (lines[i] ~ ("if \\((unlikely\\(|likely\\()?!?" variable "\\)") || lines[i] ~ ("[(! ]" variable " (\\?|&&|\\|\\||!= 0)"))
			return "!= 0"
		if (lines[i] ~ ("return " variable ";"))
			return "returned"
	}
	return "unknown"
}
