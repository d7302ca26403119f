// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/names.h"
#include "base/report.h"
#include "base/text_file.h"
#include "engine/builtin/builtin.h"
#include "engine/builtin/policy.h"
#include "kernel/securityfs.h"
#include "policy/verity.h"

static int open_bytes(struct compiled_policy *policy, size_t size)
{
	if (size > HF_BLOB_MAX ||
	    hf_blob_open(&policy->blob, policy->bytes, (unsigned int)size) != HF_BLOB_RIGHT)
		return -EPROTO;
	return 0;
}

void builtin_change_audited(const struct compiled_policy *policy, hf_reason_set audited,
			    struct compiled_policy *changed)
{
	*changed = (struct compiled_policy){ .bytes = must_alloc(policy->blob.size),
					     .blob = policy->blob };
	memcpy(changed->bytes, policy->bytes, policy->blob.size);
	changed->blob.bytes = changed->bytes;
	set_audited(changed, audited);
}

bool builtin_is_same(const struct compiled_policy *a, const struct compiled_policy *b)
{
	const unsigned int behind = HF_BLOB_AT_VERSION + 8;

	return a->blob.size == b->blob.size && !memcmp(a->bytes, b->bytes, HF_BLOB_AT_VERSION) &&
	       !memcmp(a->bytes + behind, b->bytes + behind, a->blob.size - behind);
}

int builtin_read_policy(struct compiled_policy *policy)
{
	static const struct policy nothing;
	int fd = open_securityfs(BUILTIN_FOLDER "policy", O_RDONLY);
	char *bytes = NULL;
	ssize_t size = 0;

	memset(policy, 0, sizeof(*policy));
	/* A kernel may be built without policies. */
	if (fd < 0 && fd != -ENOENT)
		return fd;
	if (fd >= 0) {
		size = read_whole(fd, HF_BLOB_MAX, &bytes);
		if (size < 0)
			size = -errno;
		close(fd);
	}
	policy->bytes = (unsigned char *)bytes;
	if (size > 0)
		return open_bytes(policy, (size_t)size);
	free(policy->bytes);
	policy->bytes = NULL;
	if (size < 0)
		return (int)size;
	return compile_policy(&nothing, 0, policy) ? -EPROTO : 0;
}

int builtin_write_policy(const struct compiled_policy *policy)
{
	return write_securityfs(BUILTIN_FOLDER "policy", policy->bytes, policy->blob.size);
}

static const char *reason_of(unsigned int reason)
{
	return reason < HF_REASONS ? reason_texts[reason].name : "unknown";
}

/* Describes an exception that is too wide, for free(). */
static char *describe_exception(const struct hf_blob_exception *e)
{
	char digest[VERITY_TEXT_SIZE] = "a program by its path";

	if (e->identity.kind != HF_IDENTITY_INODE)
		format_verity(e->identity.bytes, digest);
	if (e->reason == HF_EXCEPTION_LIBRARY)
		return must_format("would have %s mapped by programs with verified libraries",
				   digest);
	if (e->reason == HF_EXCEPTION_PROGRAM)
		return must_format("would add %s, or let it map libraries that nobody verifies",
				   digest);
	return must_format("would give %s to %s, or more of it", reason_texts[e->reason].name,
			   digest);
}

/* Describes the first thing that @policy allows and @before does not, for free(). NULL: there is none. */
static char *find_looser(const struct hf_blob *policy, const struct hf_blob *before)
{
	const struct hf_policy *rules = &policy->rules, *old = &before->rules;
	hf_reason_set looser = (rules->allowed & ~old->allowed) |
			       (rules->audited & ~old->audited & ~old->allowed) |
			       (old->demanded & ~rules->demanded);

	for (unsigned int r = 0; r <= HF_REASON_UNKNOWN; r++)
		if (looser & hf_set_of((int)r))
			return must_format("would loosen %s", reason_of(r));
	/* Entries of programs and libraries come last, so that a new program is named with its reason. */
	for (unsigned int i = 0; i < policy->counts[HF_BLOB_EXCEPTIONS]; i++) {
		struct hf_blob_exception e = hf_blob_exception(policy, i);

		if (!hf_blob_is_within(policy, i, before))
			return describe_exception(&e);
	}
	for (unsigned int i = 0; i < policy->counts[HF_BLOB_QUIET]; i++) {
		unsigned int reason;
		struct hf_blob_text path = hf_blob_quiet(policy, i, &reason);

		if (!hf_blob_is_quiet(before, reason, path.text, path.len))
			return must_format("would not record %s of %.*s any more",
					   reason_of(reason), (int)path.len,
					   (const char *)path.text);
	}
	return NULL;
}

static int explain_seal(const struct compiled_policy *policy, const struct compiled_policy *before)
{
	char *looser = find_looser(&policy->blob, &before->blob);

	fail("the lock is sealed, and the policy %s; after the seal a policy has to be tighter, "
	     "or signed with a key that the kernel trusts (see `holdfast policy --help`, "
	     "compile); nothing was changed",
	     looser ? looser : "is looser");
	free(looser);
	return -1;
}

int builtin_explain_refusal(int err, const struct compiled_policy *policy,
			    const struct compiled_policy *before, bool sealed)
{
	switch (-err) {
	case EPERM:
		if (sealed)
			return explain_seal(policy, before);
		return fail("the kernel takes no policy from this process, which lacks "
			    "CAP_MAC_ADMIN; nothing was changed");
	case ENOENT:
		return fail("the engine that is built into this kernel knows no policy "
			    "(CONFIG_SECURITY_HOLDFAST_POLICY), only a level and a seal: lock by "
			    "`holdfast lock LEVEL`, or use a kernel that has it; nothing was "
			    "changed");
	case EOPNOTSUPP:
		return fail("the engine that is built into this kernel is of another version of "
			    "holdfast, with another list of reasons or another form of a policy: "
			    "use the holdfast that the kernel was built from; nothing was changed");
	case EINVAL:
		return fail("the kernel does not accept the policy, and says why in its log "
			    "(dmesg); nothing was changed");
	case EFBIG:
		return fail("the policy has %u bytes when it is compiled, which is more than this "
			    "kernel takes: give it fewer exceptions; nothing was changed",
			    policy->blob.size);
	case ENOMEM:
		return fail(
			"the kernel has no memory for a policy of %u bytes; nothing was changed",
			policy->blob.size);
	default:
		return fail("the kernel has not taken the policy: %s; nothing was changed",
			    strerror(-err));
	}
}
