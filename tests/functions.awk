# SPDX-License-Identifier: GPL-2.0
# With -f before a program of awk's that goes through C sources: where functions begin, and what they are called. A
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
