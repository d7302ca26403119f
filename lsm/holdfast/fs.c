// SPDX-License-Identifier: GPL-2.0
/*
 * Holdfast: its files in securityfs. Their formats are in
 * Documentation/admin-guide/LSM/holdfast.rst. If you change one, count HOLDFAST_INTERFACE up.
 */
#include <linux/capability.h>
#include <linux/err.h>
#include <linux/fs.h>
#include <linux/security.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "holdfast.h"

/* Longer than every word that user space may write. */
#define WORD_MAX 64

/**
 * get_word - get the one word that user space writes
 * @buf: the word
 * @size: of it
 * @pos: where in the file
 * @word: where the word goes, without a newline after it
 *
 * The word has to come in one write: half a word is another word.
 *
 * Return: 0, or an errno:
 *
 * %-EPERM: without CAP_MAC_ADMIN.
 *
 * %-EINVAL: not at the start of the file, longer than any word, or with a zero in it.
 *
 * %-EFAULT: @buf cannot be read.
 */
static int get_word(const char __user *buf, size_t size, loff_t pos, char word[WORD_MAX])
{
	if (!capable(CAP_MAC_ADMIN))
		return -EPERM;
	if (pos || !size || size >= WORD_MAX)
		return -EINVAL;
	if (copy_from_user(word, buf, size))
		return -EFAULT;
	word[size] = '\0';
	if (strlen(word) != size)
		return -EINVAL;
	if (word[size - 1] == '\n')
		word[size - 1] = '\0';
	return 0;
}

/**
 * raise - raise the level for user space
 * @name: of the requested level
 * @again: the answer if that level is in force already
 *
 * Return: 0, @again, or an errno:
 *
 * %-EINVAL: no level has that name.
 *
 * %-EPERM: a higher one is in force, or the kernel is configured without
 * CONFIG_SECURITY_HOLDFAST_USER_RAISE.
 */
static int raise(const char *name, int again)
{
	int level = holdfast_find_level(name);

	if (level < 0)
		return level;
	if (level == READ_ONCE(holdfast_level))
		return again;
	if (!IS_ENABLED(CONFIG_SECURITY_HOLDFAST_USER_RAISE))
		return -EPERM;
	return holdfast_raise(level, "securityfs");
}

/**
 * level_read - read the level
 * @file: level
 * @buf: where it goes
 * @size: room there
 * @pos: where in the file
 *
 * Return: the number of bytes, or %-EFAULT: @buf cannot be written.
 */
static ssize_t level_read(struct file *file, char __user *buf, size_t size, loff_t *pos)
{
	char text[WORD_MAX];
	int length;

	length = scnprintf(text, sizeof(text), "%s\n",
			   holdfast_level_name(READ_ONCE(holdfast_level)));
	return simple_read_from_buffer(buf, size, pos, text, length);
}

/**
 * level_write - raise the level
 * @file: level
 * @buf: a level's name
 * @size: of it
 * @pos: where in the file
 *
 * Return: @size, or an errno of get_word() and raise().
 */
static ssize_t level_write(struct file *file, const char __user *buf, size_t size, loff_t *pos)
{
	char word[WORD_MAX];
	int err;

	err = get_word(buf, size, *pos, word);
	if (!err)
		err = raise(word, 0);
	return err ?: size;
}

static const struct file_operations level_ops = {
	.read = level_read,
	.write = level_write,
};

/**
 * lockdown_read - read the level in the form of the kernel's own lockdown LSM
 * @file: lockdown
 * @buf: where it goes
 * @size: room there
 * @pos: where in the file
 *
 * Return: the number of bytes, or %-EFAULT: @buf cannot be written.
 */
static ssize_t lockdown_read(struct file *file, char __user *buf, size_t size, loff_t *pos)
{
	unsigned int now = READ_ONCE(holdfast_level);
	unsigned int level;
	char text[WORD_MAX];
	int length = 0;

	for (level = HF_NONE; level < HF_LEVELS; level++)
		length += scnprintf(text + length, sizeof(text) - length,
				    level == now ? "[%s]%c" : "%s%c", holdfast_level_name(level),
				    level == HF_LEVELS - 1 ? '\n' : ' ');
	return simple_read_from_buffer(buf, size, pos, text, length);
}

/**
 * lockdown_write - raise the level as with the kernel's own lockdown LSM
 * @file: lockdown
 * @buf: a level's name
 * @size: of it
 * @pos: where in the file
 *
 * Return: @size, or an errno of get_word() and raise(). As there, %-EPERM also if this very level
 * is in force.
 */
static ssize_t lockdown_write(struct file *file, const char __user *buf, size_t size, loff_t *pos)
{
	char word[WORD_MAX];
	int err;

	err = get_word(buf, size, *pos, word);
	if (!err)
		err = raise(word, -EPERM);
	return err ?: size;
}

static const struct file_operations lockdown_ops = {
	.read = lockdown_read,
	.write = lockdown_write,
};

/**
 * seal_read - read whether it is sealed
 * @file: seal
 * @buf: where it goes
 * @size: room there
 * @pos: where in the file
 *
 * Return: the number of bytes, or %-EFAULT: @buf cannot be written.
 */
static ssize_t seal_read(struct file *file, char __user *buf, size_t size, loff_t *pos)
{
	return simple_read_from_buffer(buf, size, pos, holdfast_is_sealed() ? "1\n" : "0\n", 2);
}

/**
 * seal_write - seal
 * @file: seal
 * @buf: "1"
 * @size: of it
 * @pos: where in the file
 *
 * Return: @size, or an errno of get_word(), or:
 *
 * %-EPERM: "0", and it is sealed.
 *
 * %-EINVAL: neither "1" nor "0".
 */
static ssize_t seal_write(struct file *file, const char __user *buf, size_t size, loff_t *pos)
{
	char word[WORD_MAX];
	int err;

	err = get_word(buf, size, *pos, word);
	if (err)
		return err;
	if (!strcmp(word, "1"))
		err = holdfast_seal();
	else if (strcmp(word, "0"))
		err = -EINVAL;
	else if (holdfast_is_sealed())
		err = -EPERM;
	return err ?: size;
}

static const struct file_operations seal_ops = {
	.read = seal_read,
	.write = seal_write,
};

/**
 * counters_show - show a line for each reason
 * @seq: where they go
 * @unused: unused
 *
 * Return: 0.
 */
static int counters_show(struct seq_file *seq, void *unused)
{
	int reason, verdict;

	seq_puts(seq, "reason allowed audited denied unrecorded\n");
	for (reason = 0; reason < HOLDFAST_REASONS; reason++) {
		struct holdfast_counts *counts = &holdfast_counts[reason];

		seq_puts(seq, holdfast_reason_name(reason));
		for (verdict = 0; verdict < HF_VERDICTS; verdict++)
			seq_printf(seq, " %lu", atomic_long_read(&counts->verdicts[verdict]));
		seq_printf(seq, " %lu\n", atomic_long_read(&counts->unrecorded));
	}
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(counters);

/**
 * show_set - show a line of reasons
 * @seq: where it goes
 * @name: the word at its beginning
 * @set: the reasons
 */
static void show_set(struct seq_file *seq, const char *name, hf_reason_set set)
{
	int reason;

	seq_puts(seq, name);
	for (reason = 0; reason < HOLDFAST_REASONS; reason++)
		if (set & hf_set_of(reason))
			seq_printf(seq, " %s", holdfast_reason_name(reason));
	seq_putc(seq, '\n');
}

/**
 * rules_show - show the policy in force, without the programs with exceptions
 * @seq: where it goes
 * @unused: unused
 *
 * Every user may read it, like the level: a refused user may know whether others are refused.
 *
 * Return: 0.
 */
static int rules_show(struct seq_file *seq, void *unused)
{
	struct hf_policy rules;
	u64 version;

	rcu_read_lock();
	rules = rcu_dereference(holdfast_policy)->reasons;
	version = rcu_dereference(holdfast_policy)->blob.version;
	rcu_read_unlock();
	seq_printf(seq, "version %llu\n", version);
	show_set(seq, "allowed", rules.allowed);
	show_set(seq, "audited", rules.audited);
	show_set(seq, "demanded", rules.demanded);
	seq_printf(seq, "exceptions %u\nunverified %u\nquiet %u\n", rules.exceptions,
		   rules.unverified, rules.quiet);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(rules);

/**
 * version_show - show the version of these files
 * @seq: where it goes
 * @unused: unused
 *
 * Return: 0.
 */
static int version_show(struct seq_file *seq, void *unused)
{
	seq_printf(seq, "%d\n", HOLDFAST_INTERFACE);
	return 0;
}
DEFINE_SHOW_ATTRIBUTE(version);

/**
 * holdfast_init_fs - make the files
 *
 * Return: 0, or an errno of securityfs: no memory, or the name is taken.
 */
int __init holdfast_init_fs(void)
{
	const bool raised_by_user = IS_ENABLED(CONFIG_SECURITY_HOLDFAST_USER_RAISE);
	const struct {
		const char *name;
		umode_t mode;
		const struct file_operations *ops;
	} files[] = {
		{ "level", raised_by_user ? 0644 : 0444, &level_ops },
		{ "counters", 0444, &counters_fops },
		{ "seal", 0644, &seal_ops },
#ifdef CONFIG_SECURITY_HOLDFAST_POLICY
		{ "policy", 0600, &holdfast_policy_ops },
#endif
		{ "rules", 0444, &rules_fops },
		{ "version", 0444, &version_fops },
	};
	struct dentry *dir, *file;
	int i;

	/* If there is a lockdown LSM, it makes this one. */
	if (!IS_ENABLED(CONFIG_SECURITY_LOCKDOWN_LSM)) {
		file = securityfs_create_file("lockdown", 0644, NULL, NULL, &lockdown_ops);
		if (IS_ERR(file))
			return PTR_ERR(file);
	}
	dir = securityfs_create_dir("holdfast", NULL);
	if (IS_ERR(dir))
		return PTR_ERR(dir);
	for (i = 0; i < ARRAY_SIZE(files); i++) {
		file = securityfs_create_file(files[i].name, files[i].mode, dir, NULL,
					      files[i].ops);
		if (IS_ERR(file))
			return PTR_ERR(file);
	}
	return 0;
}
#if SERIES_6_12
core_initcall(holdfast_init_fs);
#endif
