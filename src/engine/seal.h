/* SPDX-License-Identifier: GPL-2.0 */
/* Sealing the running engine: from then on only tightening is possible, until the next boot. */
#ifndef HOLDFAST_ENGINE_SEAL_H
#define HOLDFAST_ENGINE_SEAL_H

#include "engine/prove.h"

/* Whether a seal's pins are mounted at SEAL_DIR, in our mount namespace. */
bool seal_is_mounted(void);

/*
 * seal_engine - seal the engine whose pins are at ENGINE_DIR
 * @proof: the operations that were tried afterwards, and refused
 *
 * For an engine that was sealed in the initramfs, this guards the handles, which have moved with the root since.
 * The seal is atomic: the guards are attached, but allow everything until the engine is told to seal. A kill before
 * that leaves nothing sealed, and the next try begins anew.
 * Returns 0, also if it is sealed already, or -1 after saying why.
 */
int seal_engine(struct proof *proof);

/* Whether the root will still be switched: a sealed engine's handles move with it, and seal_engine() has to follow. */
bool seal_awaits_root(void);

/* Tries operations that a sealed engine has to refuse. Returns 0, or -1 after saying which one succeeded. */
int prove_seal(struct proof *proof);

/* The same before its handles are guarded. @guard: a descriptor of a program of the seal. */
int prove_hidden_seal(int guard, struct proof *proof);

/* The same for the built-in engine. */
int prove_builtin_seal(struct proof *proof);

#endif
