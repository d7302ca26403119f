/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_ENGINE_BPF_POLICY_REQUEST_H
#define HOLDFAST_ENGINE_BPF_POLICY_REQUEST_H

#include "engine_abi.h"

/* Runs @program with a request, in which it may return an answer. Returns 0 or -errno. */
int run_policy(int program, struct hf_policy_request *request);

#endif
