# SPDX-License-Identifier: GPL-2.0
# Finds words and sentences that plain English avoids, and prints their places; exits with 1 if there are any.
# awk -f words.awk FILE...: reads comments and texts of C, comments of scripts, and all of prose. In prose it also finds
# sentences whose subject is a clause.

function strip_code(line,	text)
{
	if (FILENAME ~ /\.(c|h|def|pml)$/) {
		if (line ~ /^[ \t]*(\/?\*|\/\/)/)
			return line
		text = match(line, /\/\*/) ? substr(line, RSTART) : ""
		while (match(line, /"([^"\\]|\\.)*"/)) {
			text = text " " substr(line, RSTART, RLENGTH)
			line = substr(line, RSTART + RLENGTH)
		}
		return text
	}
	if (FILENAME ~ /\.(md|in|5|rst)$|Kconfig$|message$/)
		return line
	return match(line, /(^|[ \t])#( |$)/) ? substr(line, RSTART) : ""
}

function complain(what)
{
	print FILENAME ":" FNR ": " what ": " $0
	bad = 1
}

{
	text = " " strip_code($0) " "
	if (text ~ /[^A-Za-z'](he|him|his|He|His)[^A-Za-z]/)
		complain("\"root\" or \"it\"")
	if (text ~ /[^A-Za-z_"'%@]behind[^A-Za-z_"'(),]/ && text !~ /(left|leave|leaves|its|their)[^.;:]* behind|behind (its|their|no|an) |hide behind|keeps? behind/)
		complain("\"after\"")
	if (text ~ /[Ww]hat (came|comes|had come) of /)
		complain("\"the result\"")
	if (text ~ /(^ |[*#.;:] )(Nor (is|are|do|does|has|have)|So (do|does|is|are) (it|they)) /)
		complain("name the subject")
	if (text ~ /that there (is|are) not/)
		complain("a double negation")
}

FILENAME ~ /\.(md|in|5|rst)$|Kconfig$|message$/ && !/^(#|\.(Sh|Ss|Nd)|\\")/ {
	if ($0 ~ /(^|[.;:!] |\| )(What|Who|Whoever|Whatever|That which) [^?]*$/)
		complain("the subject is a clause")
}

END { exit bad }
