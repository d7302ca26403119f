# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Comparing a page with the kernels' sources: the common part of tests/call-sites and tests/hook-calls. The caller sets
# $page and, to compare sources, HOLDFAST_SOURCES. TAP; $number and $failed count.
number=0 failed=0

# report DESCRIPTION FILE: has to be empty
report() {
	number=$((number + 1))
	if [ ! -s "$2" ]; then
		echo "ok $number - $1"
	else
		failed=$((failed + 1))
		echo "not ok $number - $1"
		sed 's/^/# /' "$2"
	fi
}

# Prints the version of KERNEL's sources if the page was not compared with it.
# shellcheck disable=SC2154
other_version() { # KERNEL
	local version
	version=$(awk '$2 == "=" && /^(VERSION|PATCHLEVEL|SUBLEVEL) / { printf "%s%s", n++ ? "." : "", $3 }' \
		"$HOLDFAST_SOURCES/$1/src/Makefile")
	sed -n '/^<!-- sources -->$/{n;p}' "$page" | grep -qwF "$version" || echo "$version"
}

# report_of KERNEL DESCRIPTION FILE: the same for KERNEL's sources; with another version it is a skip
report_of() {
	local other
	other=$(other_version "$1")
	if [ -n "$other" ] && [ -s "$3" ]; then
		number=$((number + 1))
		echo "ok $number - $2 # SKIP the page was not compared with $other"
		sed 's/^/# /' "$3"
	else
		report "$2" "$3"
	fi
}
