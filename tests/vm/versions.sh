# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# Bounds of kernel versions, here and in the guest: a new kernel falls within them by itself.

# version_number VERSION: 6012 of 6.12, and of 6.12.118+deb13-cloud-amd64
version_number() {
	case $1 in
	[0-9]*.[0-9]*) ;;
	*) echo "'$1' is no version, as 6.12 is one" >&2 && exit 2 ;;
	esac
	minor=${1#*.}
	echo $((${1%%.*} * 1000 + ${minor%%[!0-9]*}))
}

# is_within VERSION [since VERSION] [before VERSION]
is_within() {
	within=$(version_number "$1") || exit 2
	shift
	while [ $# != 0 ]; do
		case $1 in
		since | before) bound=$(version_number "${2-}") || exit 2 ;;
		*) echo "'$1' is no bound: since, before" >&2 && exit 2 ;;
		esac
		case $1 in
		since) [ "$within" -ge "$bound" ] || return 1 ;;
		before) [ "$within" -lt "$bound" ] || return 1 ;;
		esac
		shift 2
	done
}
