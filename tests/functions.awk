# SPDX-License-Identifier: GPL-2.0
# For awk programs that read C sources, with -f before them: finds the beginnings of functions and their names. A
# function begins in the first column.

function begins_function(text) {
	return text ~ /^[A-Za-z_].*\(/ && text !~ /;[ \t]*$/ &&
		text !~ /^(EXPORT_|MODULE_|module_|DEFINE_)/
}

function function_of(text) {
	if (text ~ /^(COMPAT_)?SYSCALL_DEFINE/) {
		sub(/^[^(]*\(/, "", text)
		sub(/[,)].*/, "", text)
	} else {
		sub(/[ \t]*\(.*/, "", text)
		sub(/.*[ \t*]/, "", text)
	}
	return text
}
