// SPDX-License-Identifier: GPL-2.0
/* [Verify]. */
#include <string.h>

#include "policy/text/set.h"

/* "none" is a list, too: of nothing that may be read. */
static bool set_demand(struct policy *policy, enum hf_reason reason, struct digests *listed,
		       const char *value, const struct place *at)
{
	bool none = !strcmp(value, "none");

	if (!set_digests(listed, none ? "" : value, at))
		return false;
	policy->demanded &= ~hf_set_of((int)reason);
	if (none || listed->count)
		policy->demanded |= hf_set_of((int)reason);
	return true;
}

bool set_kernels(struct policy *policy, const char *value, const struct place *at)
{
	return set_demand(policy, HF_REASON_KEXEC_IMAGE, &policy->kernels, value, at);
}

bool set_initrds(struct policy *policy, const char *value, const struct place *at)
{
	return set_demand(policy, HF_REASON_KEXEC_INITRD, &policy->initrds, value, at);
}

bool set_firmware(struct policy *policy, const char *value, const struct place *at)
{
	return set_demand(policy, HF_REASON_FIRMWARE, &policy->firmware, value, at);
}
