/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_PREFLIGHT_H
#define HOLDFAST_PREFLIGHT_H

/*
 * Whether the BPF engine can be loaded here: root, the initial namespaces, a kernel new enough,
 * its BTF, and `bpf` among its active LSMs. Returns 0, or -1, having said on stderr what is
 * missing and how to get it.
 */
int preflight(void);

#endif
