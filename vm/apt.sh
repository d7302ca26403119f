# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Apt for one kernel of kernels.list. Its state is in the cache, so the machine's stays unchanged. Read by vm/kernels,
# which sets these.
: "${here:?}" "${cache:?}" "${series:?}" "${flavor:?}" "${suites:?}" "${infix?}"
# shellcheck source=vm/mirror.sh
. "$here/mirror.sh"

# A root for apt. It keeps the machine's settings (a proxy), but not its hooks, which would clean caches and report an
# update to desktops.
root=$cache/apt/$series
make_apt_root() {
	mkdir -p "$root/state/lists/partial" "$root/cache/archives/partial"
	: >"$root/status"
	# shellcheck disable=SC2086 # a list
	write_sources $suites >"$root/debian.sources"
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

# Print "VERSION NAME DEPENDS" of every version of the named packages, newest first. sort -V comes close to dpkg's
# comparison.
list_versions() {
	apt-cache -c "$root/apt.conf" show "$@" 2>/dev/null | awk '
		/^Package:/ { p = $2 }
		/^Version:/ { v = $2 }
		/^Depends:/ { d = substr($0, 9) }
		/^$/ && p { print v, p, d; p = d = "" }
		END { if (p) print v, p, d }' | sort -u | sort -rV
}

# Print "VERSION NAME" of the newest image of the series: the package that the metapackage depends on or, if that
# belongs to a later series by now, the newest package of such a name.
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
