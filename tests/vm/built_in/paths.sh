#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: large
# disk: 64M
# The built-in LSM and exceptions from debugfs and tracefs that are narrowed to paths (both/paths.sh).
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh 2>/dev/null

uncovered='chmod chown'
# shellcheck source=tests/vm/both/paths.sh
. /tests/both/paths.sh

ask_before
ask_debugfs
ask_other_ways_there
ask_differences
ask_all_of_debugfs
ask_both_file_systems
ask_other_mounts_of_tracefs
ask_sealed
done_testing
