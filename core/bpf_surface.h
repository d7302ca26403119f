/* SPDX-License-Identifier: GPL-2.0 */
/*
 * bpf_surface.def, the list of allowed BPF programs and helpers, as tables. bpf_look.h looks at
 * programs by it.
 */
#ifndef HOLDFAST_BPF_SURFACE_H
#define HOLDFAST_BPF_SURFACE_H

#include <stdbool.h>

enum hf_bpf_answer { HF_BPF_BAD, HF_BPF_GOOD, HF_BPF_ASKED, HF_BPF_ALONE };
enum hf_bpf_context { HF_BPF_UNLISTED, HF_BPF_PLAIN, HF_BPF_SIZED, HF_BPF_CLOSED };

enum hf_bpf_group_answer {
#define BPF_GROUP(NAME, ANSWER, ...) HF_BPF_##NAME##_ANSWER = HF_BPF_##ANSWER,
#include "bpf_surface.def"
};

enum hf_bpf_type {
#define BPF_TYPE(number, NAME, ...) HF_BPF_TYPE_##NAME = (number),
#include "bpf_surface.def"
};

enum hf_bpf_helper {
#define BPF_HELPER(number, name, ...) HF_BPF_HELPER_##name = (number),
#include "bpf_surface.def"
};

#define HF_BPF_HELPERS	212
#define HF_BPF_TYPES	33
#define HF_BPF_ATTACHES 58

static const unsigned char hf_bpf_helpers[HF_BPF_HELPERS] = {
#define BPF_HELPER(number, name, GROUP) [number] = HF_BPF_##GROUP##_ANSWER,
#include "bpf_surface.def"
};

static const unsigned char hf_bpf_contexts[HF_BPF_TYPES] = {
#define BPF_TYPE(number, NAME, CONTEXT, ...) [number] = HF_BPF_##CONTEXT,
#include "bpf_surface.def"
};

/* Each attach type is of one type of programs. */
static const unsigned char hf_bpf_types_of_attach[HF_BPF_ATTACHES] = {
#define BPF_ATTACH(TYPE, number, ...) [number] = HF_BPF_TYPE_##TYPE,
#include "bpf_surface.def"
};

/**
 * hf_bpf_is_attach_listed - whether the list has an attach type
 * @type:	of the program
 * @attach:	the attach type that it expects; 0: none
 *
 * Return: true if it has.
 */
static inline bool hf_bpf_is_attach_listed(unsigned int type, unsigned int attach)
{
	/* There it is the number of a member. */
	if (!attach || type == HF_BPF_TYPE_STRUCT_OPS)
		return true;
	return attach < HF_BPF_ATTACHES && type && hf_bpf_types_of_attach[attach] == type;
}

/**
 * hf_bpf_answer_of - the list's answer for a helper
 * @helper:	its number
 * @context:	an enum hf_bpf_context
 *
 * Since Linux 7 a program that another one calls may load beyond the end of the caller's context,
 * if user space says how long the context is.
 *
 * Return: an enum hf_bpf_answer.
 */
static inline unsigned int hf_bpf_answer_of(unsigned int helper, unsigned int context)
{
	if (helper >= HF_BPF_HELPERS ||
	    (helper == HF_BPF_HELPER_tail_call && context == HF_BPF_SIZED))
		return HF_BPF_BAD;
	return hf_bpf_helpers[helper];
}

/**
 * hf_bpf_context_of - the list's answer for a type's context
 * @type: of the program
 *
 * Return: an enum hf_bpf_context; HF_BPF_UNLISTED if the type is not on the list.
 */
static inline unsigned int hf_bpf_context_of(unsigned int type)
{
	return type < HF_BPF_TYPES ? hf_bpf_contexts[type] : HF_BPF_UNLISTED;
}

#endif
