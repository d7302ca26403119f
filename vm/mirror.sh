# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# The guests' Debian packages come from the mirror in this machine's own apt sources. Read by vm/apt.sh, vm/userland and
# vm/libbpf, which provide die().
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r $keyring ] || die "$keyring is missing: apt-get install debian-archive-keyring"

# Print "RANK URI" for each of the machine's sources that can be Debian's
# archive (argument 1: archive) or its security archive (security). The suite tells which; the keyring or the URI's last
# part tells it from a third party's.
machine_sources() {
	set -- "$1" /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
		/etc/apt/sources.list.d/*.sources
	local want=$1 file
	shift
	for file; do
		[ -r "$file" ] || continue
		case $file in
		*.list) # to the other format, one stanza a line
			sed -nE 's/#.*//; s/^[ \t]*deb[ \t]+(\[([^]]*)\][ \t]+)?([^ \t]+)[ \t]+([^ \t]+)[ \t]*(.*)/Types: deb\nURIs: \3\nSuites: \4\nComponents: \5\nOptions: \2\n/p' "$file"
			;;
		*) sed 's/^[ \t]*$//' "$file" ;;
		esac
		echo
	done | awk -v want="$want" '
		function end_stanza(   n, i, uri, rank, last, suite, ok, names) {
			names = "^(stable|oldstable|oldoldstable|testing|sid|unstable|[a-z]+)$"
			ok = 0
			n = split(f["suites"], suite, " ")
			for (i = 1; i <= n; i++) {
				sub("/$", "", suite[i])
				if (want == "security" && suite[i] ~ /(-security|\/updates)$/ ||
				    want == "archive" && suite[i] ~ names)
					ok = 1
			}
			if ((" " f["types"] " ") !~ / deb / || tolower(f["enabled"]) == "no" ||
			    (" " f["components"] " ") !~ / main /)
				ok = 0
			n = ok ? split(f["uris"], uri, " ") : 0
			for (i = 1; i <= n; i++) {
				if (uri[i] ~ /^cdrom:/)
					continue
				last = uri[i]
				sub("/+$", "", last)
				sub(".*/", "", last)
				sub("[.]list$", "", last)
				rank = 3
				if (last == (want == "security" ? "debian-security" : "debian"))
					rank = 1
				else if (f["signed-by"] f["options"] ~ /debian-archive-/)
					rank = 2
				else if (f["signed-by"] f["options"] ~ /\//)
					continue
				print rank, uri[i]
			}
			delete f
		}
		/^#/ { next }
		/^$/ { end_stanza(); next }
		/^[ \t]/ { f[key] = f[key] " " $0; next }
		{
			key = tolower(substr($0, 1, index($0, ":") - 1))
			f[key] = substr($0, index($0, ":") + 1)
			gsub(/^[ \t]+|[ \t]+$/, "", f[key])
		}
		END { end_stanza() }' | sort -s -k1,1n | awk 'NR == 1 { print $2 }'
}

write_stanza() { # URI SUITES
	[ -n "$2" ] || return 0
	printf 'Types: deb\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n\n' "$1" "$2" $keyring
}

# Prints apt's sources for these suites.
write_sources() { # SUITE...
	local archive security
	archive=$(machine_sources archive)
	security=$(machine_sources security)
	[ -n "$archive" ] ||
		die "no Debian mirror in /etc/apt/sources.list or /etc/apt/sources.list.d: add one"
	write_stanza "$archive" "$(printf '%s\n' "$@" | grep -v -e '-security$' | xargs)"
	[ -z "$security" ] || write_stanza "$security" "$(printf '%s\n' "$@" | grep -e '-security$' | xargs)"
}

# Makes FOLDER/root by mmdebstrap out of these suites; the first is the system's. Its mounts end with it, even if it is
# killed.
make_root() { # FOLDER "SUITE..." OPTION...
	local folder=$1
	local -a suites
	read -ra suites <<<"$2"
	shift 2
	[ "$(id -u)" = 0 ] || die "only root can make a root file system"
	command -v mmdebstrap >/dev/null || die "mmdebstrap is missing: apt-get install mmdebstrap"
	write_sources "${suites[@]}" >"$folder/debian.sources"
	unshare --mount mmdebstrap --quiet --mode=root --format=directory --architectures=amd64 \
		--keyring=$keyring --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Retries "3"' "$@" \
		"${suites[0]}" "$folder/root" "$folder/debian.sources" >"$folder/log" 2>&1 || {
		tail -n 20 "$folder/log" >&2
		die "mmdebstrap could not install ${suites[0]}"
	}
}
