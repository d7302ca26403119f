/* SPDX-License-Identifier: GPL-2.0 */
#ifndef HOLDFAST_ENGINE_BPF_POLICY_REQUEST_H
#define HOLDFAST_ENGINE_BPF_POLICY_REQUEST_H

#include "engine_abi.h"

/* One request to @program, which may be answered in it. Returns 0 or -errno. */
int run_policy(int program, struct hf_policy_request *request);

#endif
