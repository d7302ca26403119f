/* SPDX-License-Identifier: GPL-2.0 */
/* Sealing the running engine: from then on only tightening is possible, until the next boot. */
#ifndef HOLDFAST_ENGINE_SEAL_H
#define HOLDFAST_ENGINE_SEAL_H

#include "engine/prove.h"

/* Whether what a seal has attached is pinned where we see it: at SEAL_DIR. */
bool seal_is_mounted(void);

/*
 * seal_engine - seal the engine whose pins are at ENGINE_DIR
 * @proof: what was tried then, and refused
 *
 * One that was sealed in the initramfs has its handles guarded: they have moved with the root since.
 * All or nothing: the guards are attached, and allow everything until the engine is told that it is
 * sealed; killed before, nothing is sealed, and the next try begins anew.
 * Returns 0, also where it is sealed already, or -1, having said why.
 */
int seal_engine(struct proof *proof);

/* Whether a sealed engine's handles move with the root, later: seal_engine() guards them where they stay. */
bool seal_awaits_root(void);

/* Tries what a sealed engine has to refuse. Returns 0, or -1, having said what passed. */
int prove_seal(struct proof *proof);

/* The same before its handles are guarded. @guard: a descriptor of a program of the seal. */
int prove_hidden_seal(int guard, struct proof *proof);

/* The same for the built-in engine. */
int prove_builtin_seal(struct proof *proof);

#endif
