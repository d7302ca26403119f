// SPDX-License-Identifier: GPL-2.0
/* Holdfast: loading a policy, all of it or none of it. */
#define pr_fmt(fmt) "holdfast: " fmt

#include <linux/capability.h>
#include <linux/cleanup.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/lockdep.h>
#include <linux/mm.h>
#include <linux/module_signature.h>
#include <linux/overflow.h>
#include <linux/printk.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>
#include <linux/verification.h>

#include "policy.h"

/* A signature with a chain of certificates, and its trailer. */
#define SIGNATURE_MAX (64U << 10)

/* The highest version since the seal, including the one in force. Under holdfast_change_lock. */
static u64 version_reached;

#ifdef CONFIG_SECURITY_HOLDFAST_SIGNED_POLICY
#if SERIES_6_12
static const char marker[] = MODULE_SIG_STRING;
#else
static const char marker[] = MODULE_SIGNATURE_MARKER;
#endif

/**
 * check_signature - look for a signature after a policy, and check it
 * @bytes: policy and signature, as modules have theirs
 * @size: of both; becomes the size of the policy
 *
 * If there is a signature, it has to be valid.
 *
 * Return: 1: it is signed with a trusted key; 0: it is not signed; or an errno:
 *
 * %-EBADMSG: the signature is cut off or garbled.
 *
 * %-ENOPKG: it has an algorithm that this kernel does not know.
 *
 * %-ENOKEY: the key is not trusted.
 *
 * %-EKEYREJECTED: the signature is of other bytes.
 */
static int check_signature(const unsigned char *bytes, size_t *size)
{
	const size_t marked = sizeof(marker) - 1;
	struct module_signature trailer;
	size_t length = *size, signature;
	int err;

	if (length < marked || memcmp(bytes + length - marked, marker, marked))
		return 0;
	length -= marked;
	if (length <= sizeof(trailer))
		return -EBADMSG;
	memcpy(&trailer, bytes + length - sizeof(trailer), sizeof(trailer));
	err = mod_check_sig(&trailer, length, "holdfast policy");
	if (err)
		return err;
	signature = be32_to_cpu(trailer.sig_len);
	length -= sizeof(trailer) + signature;
	err = verify_pkcs7_signature(bytes, length, bytes + length, signature,
				     VERIFY_USE_SECONDARY_KEYRING,
				     VERIFYING_UNSPECIFIED_SIGNATURE, NULL, NULL);
	if (err)
		return err;
	*size = length;
	return 1;
}
#else
/**
 * check_signature - no signature is known
 * @bytes: unused
 * @size: unused
 *
 * Return: 0. A policy with a signature after it is then invalid.
 */
static int check_signature(const unsigned char *bytes, size_t *size)
{
	return 0;
}
#endif

/**
 * open_blob - check whether bytes are a policy for this kernel
 * @policy: with the bytes; filled in with their policy
 * @size: how many
 *
 * Return: 0, or an errno:
 *
 * %-EINVAL: they are no policy: the log says what is wrong.
 *
 * %-EOPNOTSUPP: another version of the format, or another list of reasons.
 */
static int open_blob(struct holdfast_policy *policy, size_t size)
{
	static const char *const problems[] = {
		[HF_BLOB_FOREIGN] = "no policy",
		[HF_BLOB_OTHER_FORMAT] = "a format of another version",
		[HF_BLOB_OTHER_LIST] = "another list of reasons",
		[HF_BLOB_WRONG_SIZE] = "cut off, or too long",
		[HF_BLOB_WRONG_RULES] = "a wrong set of reasons",
		[HF_BLOB_WRONG_EXCEPTION] = "a wrong exception",
		[HF_BLOB_WRONG_DETAIL] = "a wrong detail of an exception",
		[HF_BLOB_WRONG_QUIET] = "a wrong quiet rule",
		[HF_BLOB_UNUSED] = "entries that nothing refers to",
	};
	enum hf_blob_error error = hf_blob_open(&policy->blob, policy->bytes, size);

	/* No hook here sees which kernel is verified by a list alone. */
	if (error == HF_BLOB_RIGHT &&
	    policy->blob.rules.demanded & hf_set_of(HF_REASON_KEXEC_IMAGE))
		error = HF_BLOB_WRONG_RULES;
	if (error == HF_BLOB_RIGHT) {
		policy->reasons = policy->blob.rules;
		policy->spoken_of = policy->reasons.allowed | policy->reasons.audited;
		if (policy->reasons.exceptions)
			policy->spoken_of = ~0ULL;
		return 0;
	}
	pr_notice_ratelimited("a policy is refused: %s\n", problems[error]);
	return error == HF_BLOB_OTHER_FORMAT || error == HF_BLOB_OTHER_LIST ? -EOPNOTSUPP :
									      -EINVAL;
}

/**
 * may_replace - whether a policy may replace the one in force
 * @policy: the new one
 * @old: the one in force
 * @is_signed: whether it is signed with a trusted key
 *
 * After the seal it has to be tighter, or signed and of a higher version than all before it.
 *
 * Return: true if it may.
 */
static bool may_replace(const struct holdfast_policy *policy, const struct holdfast_policy *old,
			bool is_signed)
{
	if (!holdfast_is_sealed() || hf_blob_is_tighter(&policy->blob, &old->blob))
		return true;
	return is_signed && policy->blob.version > version_reached;
}

/**
 * replace_policy - replace the policy in force
 * @policy: the new one
 * @is_signed: whether it is signed with a trusted key
 *
 * Return: 0, or %-EPERM: it is sealed, and the policy is neither tighter, nor signed and of a
 * higher version.
 */
static int replace_policy(struct holdfast_policy *policy, bool is_signed)
{
	/* Once it is in force, another may replace it, and it is freed. */
	unsigned int exceptions = policy->reasons.exceptions;
	u64 version = policy->blob.version;
	struct holdfast_policy *old;
	char text[24];

	scoped_guard(mutex, &holdfast_change_lock) {
		old = rcu_dereference_protected(holdfast_policy,
						lockdep_is_held(&holdfast_change_lock));
		if (!may_replace(policy, old, is_signed))
			return -EPERM;
		version_reached = holdfast_is_sealed() ? max(version_reached, version) : version;
		rcu_assign_pointer(holdfast_policy, policy);
	}
	if (old->blob.bytes)
		kvfree_rcu(old, rcu);
	pr_notice("policy of version %llu%s: %u exceptions\n", version,
		  is_signed ? ", signed" : "", exceptions);
	snprintf(text, sizeof(text), "%llu", version);
	holdfast_record_change("policy", text);
	return 0;
}

/**
 * load_policy - load a policy
 * @policy: with the bytes that user space wrote
 * @size: how many
 *
 * Return: 0: @policy is in force; or an errno of check_signature(), open_blob() or
 * replace_policy().
 */
static int load_policy(struct holdfast_policy *policy, size_t size)
{
	int is_signed = check_signature(policy->bytes, &size);
	int err;

	if (is_signed < 0) {
		pr_notice_ratelimited("a policy is refused: its signature is not trusted (%d)\n",
				      is_signed);
		return is_signed;
	}
	err = open_blob(policy, size);
	return err ?: replace_policy(policy, is_signed);
}

/**
 * policy_write - load a policy
 * @file: policy
 * @buf: a compiled policy (core/blob.h), with or without a signature after it
 * @size: of both
 * @pos: where in the file
 *
 * A policy has to come in one write: a part of a policy is no policy.
 *
 * Return: @size, or an errno of load_policy(), or:
 *
 * %-EPERM: without CAP_MAC_ADMIN.
 *
 * %-EINVAL: not at the start of the file, or empty.
 *
 * %-EFBIG: larger than any policy.
 *
 * %-ENOMEM: no memory for it.
 *
 * %-EFAULT: @buf cannot be read.
 */
static ssize_t policy_write(struct file *file, const char __user *buf, size_t size, loff_t *pos)
{
	struct holdfast_policy *policy;
	int err;

	if (!capable(CAP_MAC_ADMIN))
		return -EPERM;
	if (*pos || !size)
		return -EINVAL;
	if (size > HF_BLOB_MAX + SIGNATURE_MAX)
		return -EFBIG;
	policy = kvzalloc(struct_size(policy, bytes, size), GFP_KERNEL);
	if (!policy)
		return -ENOMEM;
	err = -EFAULT;
	if (!copy_from_user(policy->bytes, buf, size))
		err = load_policy(policy, size);
	if (!err)
		return size;
	kvfree(policy);
	return err;
}

/**
 * struct snapshot - a policy that somebody reads
 * @size: of it
 * @bytes: of it
 */
struct snapshot {
	size_t size;
	unsigned char bytes[] __counted_by(size);
};

/**
 * policy_open - open the policy
 * @inode: unused
 * @file: policy
 *
 * The reader gets all of the policy that is in force now.
 *
 * Return: 0, or an errno:
 *
 * %-EPERM: without CAP_MAC_ADMIN.
 *
 * %-ENOMEM: no memory for it.
 */
static int policy_open(struct inode *inode, struct file *file)
{
	const struct holdfast_policy *policy;
	struct snapshot *snapshot;

	if (!capable(CAP_MAC_ADMIN))
		return -EPERM;
	if (!(file->f_mode & FMODE_READ))
		return 0;
	guard(mutex)(&holdfast_change_lock);
	policy = rcu_dereference_protected(holdfast_policy,
					   lockdep_is_held(&holdfast_change_lock));
	snapshot = kvzalloc(struct_size(snapshot, bytes, policy->blob.size), GFP_KERNEL);
	if (!snapshot)
		return -ENOMEM;
	snapshot->size = policy->blob.size;
	if (snapshot->size)
		memcpy(snapshot->bytes, policy->blob.bytes, snapshot->size);
	file->private_data = snapshot;
	return 0;
}

/**
 * policy_read - read the policy in force, without its signature
 * @file: policy
 * @buf: where it goes
 * @size: room there
 * @pos: where in the file
 *
 * Return: the number of bytes, 0 if there is no policy, or %-EFAULT: @buf cannot be written.
 */
static ssize_t policy_read(struct file *file, char __user *buf, size_t size, loff_t *pos)
{
	const struct snapshot *snapshot = file->private_data;

	return simple_read_from_buffer(buf, size, pos, snapshot->bytes, snapshot->size);
}

/**
 * policy_release - close it
 * @inode: unused
 * @file: policy
 *
 * Return: 0.
 */
static int policy_release(struct inode *inode, struct file *file)
{
	kvfree(file->private_data);
	return 0;
}

const struct file_operations holdfast_policy_ops = {
	.open = policy_open,
	.read = policy_read,
	.write = policy_write,
	.release = policy_release,
	.llseek = default_llseek,
};
