# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For cases that measure rows of `expected`, as lines "LEVEL KIND FILE ANSWER".

# cut_end FILE: its last bytes are gone
cut_end() {
	truncate -s $(($(wc -c <"$1") - 100)) "$1"
}

# compare_rows FILE KINDS: a test for each row of these kinds, "A|B"; none is missing, and none too many
compare_rows() {
	kernel=$(uname -r | sed 's/^\([0-9]*\.[0-9]*\).*/\1/')
	/tests/signed/arrange "$kernel" <"$1" >/tmp/rows
	/tests/signed/compare "$kernel" "$(uname -r)" "$2" </tmp/rows >/tmp/compared
	[ -s /tmp/compared ] || flunk 'rows' 'none was compared'
	while read -r result kind rest; do
		case $result in
		same) pass "$kind, $rest" ;;
		other) skip "$kind, ${rest%%:*}" "answered ${rest#*: }" ;;
		*) flunk "$kind, ${rest%%:*}" "${rest#*: }" ;;
		esac
	done </tmp/compared
}
