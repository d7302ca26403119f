# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# For the tests of vm/run itself: runs it, and checks the results. Sets work, a folder that is removed at the end. Each
# test sources this first, and calls close_tests last.
: "${here:?}"

run=${VM_RUN:-$here/../../vm/run}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# A folder for the harness's temporary files, and no build.
mkdir "$work/tmp" "$work/build"
export TMPDIR=$work/tmp HOLDFAST_BUILD=$work/build

passed=0 failed=0
check() { # NAME COMMAND...
	local name=$1
	shift
	if "$@" >"$work/why" 2>&1; then
		passed=$((passed + 1))
		echo "ok $((passed + failed)) - $name"
	else
		failed=$((failed + 1))
		echo "not ok $((passed + failed)) - $name"
		sed 's/^/# /' "$work/why"
		printf '# status %s\n' "$status"
		tail -n 5 "$work/err" | tr -cd '\11\12\40-\176' | sed 's/^/# stderr: /'
	fi
}

# Run vm/run with its output in $work/out and $work/err, and set status.
vm() {
	status=0
	"$run" "$@" >"$work/out" 2>"$work/err" || status=$?
}

status_is() { [ "$status" = "$1" ]; }
out_is() { printf '%s\n' "$@" | diff - "$work/out"; }
err_is() { printf '%s\n' "$@" | diff - "$work/err"; }
err_has() { grep -qF -- "$1" "$work/err"; }
fails_with() { status_is 125 && err_has "$1" && [ ! -s "$work/out" ]; }

# Prints the counts, and fails if a check has failed.
close_tests() {
	echo "1..$((passed + failed))"
	echo "$passed passed, $failed failed"
	[ $failed = 0 ]
}
