# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
# Tests of the built-in LSM without a guest: its series, applied as the kernel's maintainers would, and parts of the
# kernel in minimal configurations. Read by tests/vm/lsm, which provides check() and $root, $work, $mode.
: "${root:?}" "${work:?}" "${mode:?}"

# The kernel's files that the series touches, in a repository of their own.
make_repository() { # SOURCES FOLDER
	mkdir "$2"
	(cd "$1/.pristine" && find . -type f ! -name .added -print0 | cpio --quiet -0 -pdm "$2")
	git -C "$2" init -q
	git -C "$2" config user.name test
	git -C "$2" config user.email test@holdfast.example
	git -C "$2" add -A -f
	git -C "$2" commit -qm base
}

apply_with_git() { # FOLDER SERIES
	git -C "$1" am -q "$2"/*.patch
}

apply_with_quilt() { # FOLDER SERIES
	(cd "$1" && QUILT_PATCHES=$2 quilt push -aq --fuzz=0)
}

same_files() { # FOLDER FOLDER
	[ -e "$1/security/holdfast/Kconfig" ] && diff -r -x .git -x .pc "$1" "$2"
}

# The core is shared with user space and BPF, and consists of lists of macros: only these complaints are accepted. New
# files are in MAINTAINERS by their folder.
check_style() { # SOURCES SERIES
	local status=0 patch ignored
	for patch in "$2"/*.patch; do
		ignored=FILE_PATH_CHANGES
		[[ $patch != *-core.patch ]] || ignored=$ignored,MACRO_ARG_UNUSED,TRAILING_SEMICOLON,NEW_TYPEDEFS,COMPLEX_MACRO,BRACKET_SPACE,BIT_MACRO
		# The decision's reasons are made from the list of reasons, too.
		[[ $patch != *-kunit.patch ]] || ignored=$ignored,MACRO_ARG_UNUSED
		(cd "$1" && perl scripts/checkpatch.pl --strict --terse --no-summary --show-types \
			--ignore "$ignored" "$patch") || status=1
	done
	return $status
}

# kernel-doc prints errors, but does not report a function without a comment.
check_kernel_doc() { # SOURCES
	local file name declared status=0 seen=0
	for file in "$1"/security/holdfast/*.[ch] "$1"/security/holdfast/core/*.h; do
		declared=';$'
		[[ $file != *.h ]] || declared='[;,]$' # a declaration may take two lines
		"$1/scripts/kernel-doc" -none -Wall "$file" 2>&1 | grep . && status=1
		# shellcheck disable=SC2013 # names have no blanks
		for name in $(sed -nE 's/^(static |inline |noinline |const |bool |int |void |unsigned |char \*|enum [a-z_]+ |ssize_t |hf_reason_set |__init )+\*?([a-z_]+)\(.*/\2/p' "$file" | sort -u); do
			seen=$((seen + 1))
			grep -q "^[a-z].*[ *]$name(.*$declared" "$file" || grep -qE "^ \* $name(\(\))? - " "$file" ||
				{ echo "$file: $name() has no kernel-doc" && status=1; }
		done
	done
	echo "functions: $seen"
	[ $seen -ge 100 ] && return $status
}

# Compiles a configuration with the LSM and only the named symbols; for 32 bits unless 64BIT is named.
compile() { # KERNEL TARGET SYMBOL|-SYMBOL...: with, or surely without
	local symbol objects kernel=$1 target=$2
	shift 2
	for symbol in MULTIUSER SYSFS SECURITY SECURITY_HOLDFAST "$@"; do
		case $symbol in
		-*) echo "# CONFIG_${symbol#-} is not set" ;;
		*) echo "CONFIG_$symbol=y" ;;
		esac
	done >"$work/config"
	objects=$("$root/lsm/build" --config "$work/config" "$kernel" "$target") &&
		[ -s "$objects/security/holdfast/decide.o" ]
}

# Compiles with all related symbols, and then without each of them and its dependents.
parts='64BIT NET BPF_SYSCALL MODULES KEXEC KEXEC_FILE KEXEC_SIG AUDIT SECURITYFS FS_VERITY INTEGRITY IMA
	IMA_ARCH_POLICY SECCOMP PERF_EVENTS FTRACE UPROBE_EVENTS SECURITY_LOCKDOWN_LSM
	SECURITY_HOLDFAST_POLICY SECURITY_HOLDFAST_SIGNED_POLICY'

compile_without() { # KERNEL TARGET SYMBOL...
	local part kernel=$1 target=$2 symbols=''
	shift 2
	for part in $parts; do
		case " $* " in
		*" $part "*) symbols="$symbols -$part" ;;
		*) symbols="$symbols $part" ;;
		esac
	done
	# shellcheck disable=SC2086 # a list
	compile "$kernel" "$target" $symbols
}

make_series() { # KERNEL FOLDER: $sources
	"$root/lsm/series" "$1" "$2" && sources=$("$root/lsm/build" --sources "$1")
}

check_series() { # KERNEL
	local series=$work/series-$1 sources='' tool
	check "$1 series: is made" make_series "$1" "$series"
	[ -n "$sources" ] || return 0
	for tool in git quilt; do
		make_repository "$sources" "$work/$tool-$1"
		check "$1 series: applies with $tool" apply_with_$tool "$work/$tool-$1" "$series"
	done
	check "$1 series: both make the same files" same_files "$work/git-$1" "$work/quilt-$1"
	check "$1 series: checkpatch.pl --strict" check_style "$sources" "$series"
	check "$1 series: kernel-doc on every function" check_kernel_doc "$sources"
}

check_configurations() { # KERNEL
	local what without
	check "$1 compiles: alone" compile "$1" security/
	[ "$mode" = full ] || return 0
	check "$1 compiles: with the files, and a forced level" compile "$1" security/ SECURITYFS \
		SECURITY_HOLDFAST_FORCE_CONFIDENTIALITY
	check "$1 compiles: with all that it has to do with" compile_without "$1" security/
	while read -r what without; do
		# shellcheck disable=SC2086 # a list
		check "$1 compiles: without $what" compile_without "$1" security/holdfast/ $without
	done <<-EOF
		bpf BPF_SYSCALL
		modules MODULES
		kexec KEXEC KEXEC_FILE KEXEC_SIG IMA_ARCH_POLICY
		ima IMA IMA_ARCH_POLICY
		audit AUDIT
		fs-verity FS_VERITY
		seccomp SECCOMP
		uprobes UPROBE_EVENTS
		securityfs SECURITYFS SECURITY_HOLDFAST_POLICY SECURITY_HOLDFAST_SIGNED_POLICY SECURITY_LOCKDOWN_LSM IMA IMA_ARCH_POLICY
	EOF
}
