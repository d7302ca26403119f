# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For cases that measure rows of `expected`, as lines "LEVEL KIND FILE ANSWER".

# cut_end FILE: its last bytes are gone
cut_end() {
	truncate -s $(($(wc -c <"$1") - 100)) "$1"
}

# compare_rows FILE KINDS: a test for each row of these kinds, "A|B"; none is missing, and none too many
compare_rows() {
	kernel=$(uname -r | cut -d . -f 1,2)
	/tests/signed/arrange "$kernel" <"$1" >/tmp/rows
	grep -E "^$kernel +($2) " /tests/signed/expected >/tmp/rows.expected
	is 'rows' "$(wc -l </tmp/rows)" "$(wc -l </tmp/rows.expected)"
	while read -r row; do
		# shellcheck disable=SC2086 # words
		set -- $row
		is "$2, $3" "$(grep -E "^$kernel +$2 +$3 " /tmp/rows)" "$row"
	done </tmp/rows.expected
}
