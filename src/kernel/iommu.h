/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_KERNEL_IOMMU_H
#define HOLDFAST_KERNEL_IOMMU_H

/*
 * Counts the PCI devices whose every memory access an IOMMU translates, and for which an unmapped translation is
 * removed at once. Pass-through does not count, and translations that are removed in batches (the kernel's DMA-FQ) do
 * not either: until then the device reaches memory that is already used for something else. This is only reported.
 */
struct iommu_state {
	unsigned int devices; /* PCI devices */
	unsigned int translated;
};

void read_iommu_state(struct iommu_state *state);

#endif
