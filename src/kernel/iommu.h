/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_KERNEL_IOMMU_H
#define HOLDFAST_KERNEL_IOMMU_H

/*
 * Between which PCI devices and memory an IOMMU stands that translates each access, and forgets what it
 * translated as soon as the kernel does. One that passes accesses through, or that forgets in batches (the
 * kernel's DMA-FQ), counts as none: meanwhile the device reaches memory that has become something else.
 * Reported, never acted upon.
 */
struct iommu_state {
	unsigned int devices; /* PCI devices */
	unsigned int translated;
};

void read_iommu_state(struct iommu_state *state);

#endif
