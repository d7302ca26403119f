/* SPDX-License-Identifier: GPL-2.0 */
/* Other mechanisms than lockdown that may refuse an operation to this process. */
#ifndef HOLDFAST_CONFINEMENT_H
#define HOLDFAST_CONFINEMENT_H

#include <stdbool.h>

/*
 * Names a mechanism that confines this process and may have returned EPERM or EACCES; NULL: there is none.
 * @device: the operation opens a device, which a device cgroup may refuse.
 */
const char *find_confinement(bool device);

/* Whether this process is in the initial user namespace: only its capabilities count here. */
bool in_initial_user_namespace(void);

/* Whether @capability (CAP_*) is in this process's effective set. */
bool has_capability(int capability);

/* "CAP_SYS_RAWIO" and the like. */
const char *capability_name(int capability);

#endif
