// SPDX-License-Identifier: GPL-2.0
/*
 * The engine for users that never have exceptions. The compiler leaves out the code for exceptions,
 * because the verifier's work grows with the code of a program, dead or not. All else is the same,
 * and at the same places.
 */
#define HF_WITHOUT_EXCEPTIONS
#include "holdfast.bpf.c"
