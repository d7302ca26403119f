/* SPDX-License-Identifier: GPL-2.0 */
/*
 * How the loader tells the engine the modules of drivers.def: a table of the hashes of their names. Some bits of a hash
 * say where it is. The loader finds the bits by which no two drivers have the same place. If there are none, nothing is
 * locked, and DRIVER_PLACES has to grow. A hash has 31 bits, and is never 0.
 */
#ifndef HOLDFAST_DRIVER_PLACES_H
#define HOLDFAST_DRIVER_PLACES_H

#define DRIVER_PLACES 256U
/* Is set beside the hash of a driver that is refused as uio; the others are refused as driver-ports. */
#define DRIVER_UIO 0x80000000U

static inline unsigned int driver_place(unsigned int hash, unsigned int shift)
{
	return hash >> shift & (DRIVER_PLACES - 1);
}

#endif
