/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_ENGINE_BPF_CALLS_H
#define HOLDFAST_ENGINE_BPF_CALLS_H

/*
 * wait_for_calls - wait until the calls that began before this one have ended
 *
 * Of those in calls.def. A call that began before the seal was asked about then, and may take effect later. So
 * the places that a seal guards are checked after the wait. Waits five seconds at most, because some calls never end.
 * Returns 0, or -1 after naming a call that is still there, or saying why they cannot be listed.
 */
int wait_for_calls(void);

#endif
