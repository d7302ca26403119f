/* SPDX-License-Identifier: GPL-2.0 */
/* Sockets, files and devices of the adversary's own: using them runs what is attached to its cgroup. */
#ifndef HOLDFAST_TESTS_RANDOM_USE_SOCKETS_H
#define HOLDFAST_TESTS_RANDOM_USE_SOCKETS_H

#include <stdbool.h>

void open_sockets(void);
void use_sockets(void);

/* Whether a program could be attached as a socket's filter, and a packet passed it. */
bool filter_socket(int program);

#endif
