#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: none
# disk: 512M
# Without a lock hibernation works, up to an image in the swap and back from it. From integrity on the kernel no longer
# offers it, and `holdfast explain` says what a safe one would need.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

# put TEXT FILE: writes it, and prints the kernel's answer
put() {
	if answer=$( (echo "$1" >"$2") 2>&1); then
		echo ok
	else
		echo "${answer##*: }"
	fi
}
refused='Operation not permitted'

mkswap /dev/vda >/dev/null
swapon /dev/vda
# The kernel writes the image and resumes from it at once, without switching the machine off.
echo 0 >/sys/power/image_size
like 'before: offered' "$(cat /sys/power/state)" '(^| )disk( |$)'
is 'before: how' "$(put test_resume /sys/power/disk)" ok
back=ok
# To read the image it opens the swap exclusively, even for a test, and the swap is in use.
! here before 6.12 || back='Device or resource busy'
is 'before: there and back' "$(put disk /sys/power/state)" "$back"
like 'before: by an image' "$(dmesg)" 'PM: hibernation: Allocated [1-9][0-9]* pages for snapshot'

succeeds 'lock' holdfast lock integrity --native=no
is 'no longer offered' "$(grep -c -w disk /sys/power/state)" 0
like 'nor a way' "$(cat /sys/power/disk)" '^\[disabled\]$'
is 'a way is refused' "$(put test_resume /sys/power/disk)" "$refused"
is 'it is refused' "$(put disk /sys/power/state)" "$refused"
is 'an image by user space is refused' "$( (: </dev/snapshot) 2>&1 | sed 's/.*: //')" "$refused"
like 'who was stopped' "$(holdfast events)" 'deny .* hibernation '
like 'suspend to memory goes on' "$(cat /sys/power/state)" '(freeze|mem)'
like 'what a safe one would take' "$(holdfast explain hibernation | tr -s '\n ' ' ')" \
	'safe image would be encrypted and authenticated with a key that root cannot have'
done_testing
