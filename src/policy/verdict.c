// SPDX-License-Identifier: GPL-2.0
#include <string.h>

#include "base/names.h"
#include "policy/audit.h"
#include "policy/text/devices.h"
#include "policy/text/paths.h"
#include "policy/verdict.h"

hf_reason_set policy_audited(const struct policy *policy)
{
	hf_reason_set all = policy->audit ? audit_up_to(HF_CONFIDENTIALITY) : 0;

	return (all & ~policy->enforced & ~policy->allowed) | policy->audited;
}

hf_reason_set policy_demanded(const struct policy *policy)
{
	return (policy->kernels.is_made ? hf_set_of(HF_REASON_KEXEC_IMAGE) : 0) |
	       (policy->initrds.is_made ? hf_set_of(HF_REASON_KEXEC_INITRD) : 0) |
	       (policy->firmware.is_made ? hf_set_of(HF_REASON_FIRMWARE) : 0);
}

enum hf_verdict policy_decide(const struct policy *policy, enum hf_level level,
			      enum hf_reason reason)
{
	const struct hf_policy rules = { .audited = policy_audited(policy),
					 .allowed = policy->allowed };

	if (hf_is_demand((int)reason) && !(policy_demanded(policy) & hf_set_of((int)reason)))
		return HF_ALLOW;
	return hf_decide(level, &rules, (int)reason, reason_texts[reason].level);
}

bool has_digest(const struct digests *digests, const struct verity *verity)
{
	for (size_t i = 0; i < digests->count; i++)
		if (!memcmp(&digests->list[i], verity, sizeof(*verity)))
			return true;
	return false;
}

bool policy_verifies(const struct policy *policy, const struct policy_request *request)
{
	const struct digests *listed =
		request->reason == HF_REASON_FIRMWARE	 ? &policy->firmware.files :
		request->reason == HF_REASON_KEXEC_IMAGE ? &policy->kernels.files :
							   &policy->initrds.files;

	return request->file && has_digest(listed, request->file);
}

/* An exception that is given file by file, to all programs or to those of the section. */
static const char *check_file(const struct policy_exception *exception,
			      const struct policy_request *request)
{
	const struct digests *files = request->reason == HF_REASON_KEXEC ? &exception->images :
									   &exception->modules;

	if (!request->file)
		return "it is for some files only; say which one, as DETAIL";
	return has_digest(files, request->file) ? NULL : "it is for other files";
}

/* The program is what its digest says; a path counts only where the policy has no digest. */
static const char *check_program(const struct policy_exception *exception,
				 const struct policy_request *request)
{
	if (exception->unverified)
		return strcmp(exception->program, request->program) ? "it is for another path" :
								      NULL;
	if (!request->verity)
		return "the program has no fs-verity digest";
	return has_digest(&exception->verity, request->verity) ?
		       NULL :
		       "it is for a program of another digest";
}

/* As the engine does, which has the paths as numbers. */
static const char *check_path(const struct policy_exception *exception, const char *path)
{
	if (!exception->paths.count)
		return NULL;
	if (!path)
		return "it is for some paths only; say which one, as DETAIL";
	for (size_t i = 0; i < exception->paths.count; i++)
		if (path_covers(exception->paths.list[i], path))
			return NULL;
	return "it is for other paths";
}

/* Of registers, ports or devices. */
static const char *check_ranges(const struct ranges *narrowed, const struct policy_request *request)
{
	for (unsigned int i = 0; i < narrowed->count; i++)
		if (hf_covers(&narrowed->list[i].range, &request->detail))
			return NULL;
	if (!narrowed->count)
		return NULL;
	if (!request->detail.size)
		return "it is for some of them only; say which one, as DETAIL";
	return request->reason == HF_REASON_MSR	   ? "it is for other registers" :
	       request->reason == HF_REASON_IOPORT ? "it is for other ports" :
						     "it is for other devices";
}

const char *policy_excepts(const struct policy_exception *exception,
			   const struct policy_request *request)
{
	struct ranges devices;
	const char *wrong;

	if (!(exception->reasons & hf_set_of((int)request->reason)))
		return "it is for other reasons";
	if (policy_reasons_of_files(exception) & hf_set_of((int)request->reason)) {
		wrong = check_file(exception, request);
		if (wrong || !exception->verity.count)
			return wrong;
	}
	wrong = check_program(exception, request);
	if (wrong)
		return wrong;
	if (hf_has_paths(request->reason))
		return check_path(exception, request->path);
	if (request->reason == HF_REASON_MSR)
		return check_ranges(&exception->registers, request);
	if (request->reason == HF_REASON_IOPORT)
		return check_ranges(&exception->ports, request);
	if (request->reason != HF_REASON_DEVICE_DMA)
		return NULL;
	narrow_to_devices(exception->devices.list, exception->devices.count, exception->name,
			  &devices);
	return check_ranges(&devices, request);
}
