// SPDX-License-Identifier: GPL-2.0
/*
 * The engine for whoever has no exceptions and never will: what they take is left out by the compiler, for the
 * verifier's work goes with what a program holds, dead or not. All else is the same, and at the same places.
 */
#define HF_WITHOUT_EXCEPTIONS
#include "holdfast.bpf.c"
