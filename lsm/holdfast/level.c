// SPDX-License-Identifier: GPL-2.0
/* Holdfast: the level in force, and raising it. */
#define pr_fmt(fmt) "holdfast: " fmt

#include <linux/efi.h>
#include <linux/errno.h>
#include <linux/holdfast.h>
#include <linux/ima.h>
#include <linux/kernel.h>
#include <linux/printk.h>
#include <linux/string.h>

#ifdef CONFIG_SECURITY_HOLDFAST_SECURE_BOOT
#include <asm/setup.h>
#endif

#include "holdfast.h"

unsigned int holdfast_level __read_mostly = HF_FORCE_LEVEL;

static unsigned int sealed;

/* Held while the policy changes or is sealed: no check from before the seal counts after it. */
DEFINE_MUTEX(holdfast_change_lock);

static const char *const level_names[HF_LEVELS] = {
	[HF_NONE] = "none",
	[HF_INTEGRITY] = "integrity",
	[HF_CONFIDENTIALITY] = "confidentiality",
};

/**
 * holdfast_level_name - the name of a level
 * @level: an enum hf_level
 *
 * Return: its name; for a number that is no level, the name of the strictest, whose rules count.
 */
const char *holdfast_level_name(unsigned int level)
{
	return level_names[level < HF_LEVELS ? level : HF_LEVELS - 1];
}

/**
 * holdfast_find_level - find the level of a name
 * @name: of a level, as user space writes it
 *
 * Return: an enum hf_level, or -EINVAL: no level has that name.
 */
int holdfast_find_level(const char *name)
{
	return match_string(level_names, HF_LEVELS, name);
}

/**
 * holdfast_raise - raise the level
 * @level: an enum hf_level
 * @where: the origin of the request, for the log
 *
 * It takes no lock: it runs before there are any. If two callers raise at once, each gets the level
 * that it asked for or a higher one.
 *
 * Return: 0, or -EPERM: this level, or a higher one, is in force already.
 */
int holdfast_raise(unsigned int level, const char *where)
{
	unsigned int old = READ_ONCE(holdfast_level);

	do {
		if (level <= old)
			return -EPERM;
	} while (!try_cmpxchg(&holdfast_level, &old, level));
	pr_notice("%s is enforced, by %s\n", holdfast_level_name(level), where);
	holdfast_record_change("level", holdfast_level_name(level));
	/* Before that, IMA itself asks for the level. */
	if (system_state == SYSTEM_RUNNING)
		ima_enforce_arch_policy();
	return 0;
}

/**
 * holdfast_enforces_integrity - whether the level is at least integrity
 *
 * For code that sets something up together with the level: nothing is counted or recorded.
 *
 * Return: true at integrity, and above it.
 */
bool holdfast_enforces_integrity(void)
{
	return READ_ONCE(holdfast_level) >= HF_INTEGRITY;
}

/**
 * holdfast_seal - allow only stricter settings from here on, until the next boot
 *
 * Return: 0, also if it was sealed already.
 */
int holdfast_seal(void)
{
	bool was_sealed;

	mutex_lock(&holdfast_change_lock);
	was_sealed = xchg(&sealed, 1);
	mutex_unlock(&holdfast_change_lock);
	if (!was_sealed) {
		pr_notice("sealed\n");
		holdfast_record_change("seal", "1");
	}
	return 0;
}

/**
 * holdfast_is_sealed - whether only stricter settings are allowed
 *
 * Return: true if it is sealed.
 */
bool holdfast_is_sealed(void)
{
	return READ_ONCE(sealed);
}

/**
 * take_param - take a level from the command line
 * @param: the parameter's name
 * @value: the text after it; NULL: none
 *
 * A misspelt level is treated as the strictest. If there are several, the highest counts.
 *
 * Return: 0.
 */
static int __init take_param(const char *param, const char *value)
{
	int level = value ? holdfast_find_level(value) : -EINVAL;

	if (level < 0) {
		pr_alert("%s=%s is no level: none, integrity or confidentiality. Enforcing the strictest.\n",
			 param, value ?: "");
		level = HF_CONFIDENTIALITY;
	}
	if (level < HF_FORCE_LEVEL)
		pr_warn("%s=%s is ignored: this kernel always enforces %s\n", param, value,
			holdfast_level_name(HF_FORCE_LEVEL));
	holdfast_raise(level, "the command line");
	return 0;
}

/**
 * take_holdfast - the parameter holdfast=
 * @value: a level; NULL: nothing
 *
 * Return: 0.
 */
static int __init take_holdfast(char *value)
{
	return take_param("holdfast", value);
}
early_param("holdfast", take_holdfast);

/**
 * take_lockdown - the parameter lockdown=, which the kernel's own lockdown LSM also has
 * @value: a level; NULL: nothing
 *
 * Return: 0.
 */
static int __init take_lockdown(char *value)
{
	return take_param("lockdown", value);
}
early_param("lockdown", take_lockdown);

/**
 * take_secure_boot - take a level from the firmware
 *
 * If the EFI stub could not read the variable, it says "unknown", and this raises the level as
 * well.
 */
static void __init take_secure_boot(void)
{
#ifdef CONFIG_SECURITY_HOLDFAST_SECURE_BOOT
	if (boot_params.secure_boot == efi_secureboot_mode_enabled)
		holdfast_raise(HF_INTEGRITY, "Secure Boot");
	else if (boot_params.secure_boot == efi_secureboot_mode_unknown)
		holdfast_raise(HF_INTEGRITY, "a Secure Boot whose state cannot be read");
#endif
}

/**
 * holdfast_init_level - set the level that the boot begins with
 */
void __init holdfast_init_level(void)
{
	if (HF_FORCE_LEVEL > HF_NONE)
		pr_notice("%s is enforced, by the kernel's configuration\n",
			  holdfast_level_name(HF_FORCE_LEVEL));
	take_secure_boot();
}
