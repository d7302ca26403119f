/* SPDX-License-Identifier: GPL-2.0 */
/* What else than lockdown may refuse something to this process. */
#ifndef HOLDFAST_CONFINEMENT_H
#define HOLDFAST_CONFINEMENT_H

#include <stdbool.h>

/*
 * What confines this process and may have said EPERM or EACCES; NULL where nothing does.
 * @device: what was refused is opening a device, which a cgroup may do, too.
 */
const char *find_confinement(bool device);

/* Whether this process is in the initial user namespace, whose capabilities alone count here. */
bool in_initial_user_namespace(void);

/* Whether @capability (CAP_*) is in this process's effective set. */
bool has_capability(int capability);

/* "CAP_SYS_RAWIO" and the like. */
const char *capability_name(int capability);

#endif
