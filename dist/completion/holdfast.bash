# SPDX-License-Identifier: GPL-2.0
# bash completion for holdfast(8); installed as bash-completion/completions/holdfast
# shellcheck shell=bash

# The first column of `holdfast explain`, without its heading.
_holdfast_reasons()
{
	"$1" explain 2>/dev/null | awk '$1 ~ /^[a-z]/ { print $1 }'
}

_holdfast_modules()
{
	awk '{ print $1 }' /proc/modules 2>/dev/null
}

_holdfast()
{
	local holdfast=$1 cur=$2 prev=$3 command='' files='' words

	# "--native=auto" comes as three words, where bash splits words at "=".
	if [[ $prev == --native && $cur == = ]]; then
		prev='=' cur=''
	fi
	((COMP_CWORD > 1)) && command=${COMP_WORDS[1]}
	case $command in
	'') words='status lock seal boot explain events residue probe modules policy enroll suggest ima --help --version' ;;
	status | residue) words='--json --help' ;;
	seal) words='--boot --json --help' ;;
	lock)
		if [[ $prev == '=' ]]; then
			words='auto yes no'
		elif [[ $cur == --native=* ]]; then
			words='--native=auto --native=yes --native=no'
		else
			words='none integrity confidentiality --native= --audit --audit= --seal --require-clean --boot --json --help'
		fi
		;;
	boot) words='--check --help' ;;
	explain) words="$(_holdfast_reasons "$holdfast") --json --help" ;;
	probe) words="$(_holdfast_reasons "$holdfast") --intrusive --json --help" ;;
	modules) words="$(_holdfast_modules) --all --certificate= --json --help" files=-f ;;
	events) words='--all --follow --json --help' ;;
	policy)
		case $COMP_CWORD:${COMP_WORDS[2]-} in
		2:*) words='check show diff test compile import --help' ;;
		3:test) words="$(_holdfast_reasons "$holdfast") --help" ;;
		3:import) words='msr-safe --help' ;;
		*:show) words='--json --help' files=-f ;;
		*:compile) words='--output= --version= --help' files=-f ;;
		*) words='--help' files=-f ;;
		esac
		;;
	enroll) words='--libraries --help' files=-f ;;
	suggest) words='--denied --since= --help' files=-f ;;
	ima)
		case $COMP_CWORD:${COMP_WORDS[2]-} in
		2:*) words='status policy load --help' ;;
		*:status) words='--json --help' ;;
		*:load) words='none integrity confidentiality --dry-run --help' ;;
		*) words='none integrity confidentiality --help' ;;
		esac
		;;
	*) words='' ;;
	esac
	# shellcheck disable=SC2086 # an option, or none
	mapfile -t COMPREPLY < <(compgen $files -W "$words" -- "$cur")
	if [[ ${COMPREPLY[0]-} == *= ]]; then
		compopt -o nospace 2>/dev/null
	fi
}

complete -F _holdfast holdfast
