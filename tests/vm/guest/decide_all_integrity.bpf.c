// SPDX-License-Identifier: GPL-2.0
/* The same for a build that knows no level below integrity. */
#undef HF_FORCE_LEVEL
#define HF_FORCE_LEVEL HF_INTEGRITY

#include "decide_all.bpf.c"
