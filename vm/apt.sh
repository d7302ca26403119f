# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Apt for one kernel of kernels.list, with a state of its own in the cache: nothing of the machine's is
# changed. Read by vm/kernels, which sets these.
: "${cache:?}" "${series:?}" "${flavor:?}" "${suites:?}" "${infix?}"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg

# Print "RANK URI" for each of the machine's sources that can be Debian's
# archive (argument 1: archive) or its security archive (security). The suite
# says which; the keyring or the URI's last part tell it from a third party's.
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

write_sources() {
	local archive security
	archive=$(machine_sources archive)
	security=$(machine_sources security)
	[ -n "$archive" ] ||
		die "no Debian mirror in /etc/apt/sources.list or /etc/apt/sources.list.d: add one"
	write_stanza "$archive" "$(grep -v -e '-security$' <<<"$suites" | xargs)"
	[ -z "$security" ] || write_stanza "$security" "$(grep -e '-security$' <<<"$suites" | xargs)"
}

# A root of apt's own. The machine's settings (a proxy) stay, its hooks do not:
# they would clean caches and tell desktops of an update that is none.
root=$cache/apt/$series
make_apt_root() {
	mkdir -p "$root/state/lists/partial" "$root/cache/archives/partial"
	: >"$root/status"
	write_sources >"$root/debian.sources"
	cat >"$root/apt.conf" <<-END
		#clear APT::Update;
		#clear DPkg::Post-Invoke;
		#clear DPkg::Pre-Invoke;
		#clear APT::Default-Release;
		Dir::State "$root/state";
		Dir::State::status "$root/status";
		Dir::Cache "$root/cache";
		Dir::Etc::sourcelist "$root/debian.sources";
		Dir::Etc::sourceparts "/dev/null";
		Dir::Etc::preferences "/dev/null";
		Dir::Etc::preferencesparts "/dev/null";
		APT::Architecture "amd64";
		APT::Architectures { "amd64"; };
		APT::Sandbox::User "root";
		Acquire::Languages "none";
		Acquire::Retries "3";
		Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
	END
}

apt_get() {
	apt-get -qq -c "$root/apt.conf" "$@" >&2
}

# Print "VERSION NAME DEPENDS" of every version of the packages named, newest
# first. Package versions compare as dpkg does, which sort -V comes close to.
list_versions() {
	apt-cache -c "$root/apt.conf" show "$@" 2>/dev/null | awk '
		/^Package:/ { p = $2 }
		/^Version:/ { v = $2 }
		/^Depends:/ { d = substr($0, 9) }
		/^$/ && p { print v, p, d; p = d = "" }
		END { if (p) print v, p, d }' | sort -u | sort -rV
}

# Print "VERSION NAME" of the newest image of the series: what the metapackage
# depends on, or, where that has moved on, the newest package of such a name.
find_image() {
	local name="linux-image-${series//./\\.}[.-][^ ,]*-${infix}amd64" names image
	image=$(list_versions "linux-image-${infix}amd64" |
		sed -nE "s/^([^ ]+) .* ($name)( .*|,.*)?$/\1 \2/p" | head -n 1)
	if [ -z "$image" ]; then
		names=$(apt-cache -c "$root/apt.conf" pkgnames linux-image- |
			grep -xE "$name" | grep -vE -- '-rt-' || true)
		[ "$flavor" = cloud ] || names=$(grep -v cloud <<<"$names" || true)
		# shellcheck disable=SC2086 # a list of names
		[ -z "$names" ] || image=$(list_versions $names | head -n 1 | cut -d' ' -f1,2)
	fi
	echo "$image"
}
