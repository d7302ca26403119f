// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/names.h"
#include "ima/status.h"
#include "ima/waiver.h"

/* The policy's state, as a word and as text. */
static const struct state {
	const char *name, *text;
} awaits_first = { "none", "none was loaded; the kernel takes one, and only one" },
  awaits_more = { "accepted", "the kernel takes one, and more after it" },
  awaits = { "accepted", "the kernel takes one; this system does not say whether more" },
  loaded = { "loaded", "one was loaded, and the kernel takes no other until the next boot" },
  unseen = { "unknown", "it cannot be told: only root can look" },
  absent = { "absent", "this kernel has no IMA" };

static const struct state *policy_state(const struct ima_kernel *kernel)
{
	if (kernel->err)
		return kernel->err == -ENOENT ? &absent : &unseen;
	if (!kernel->awaits)
		return &loaded;
	return kernel->takes == IMA_TAKES_ONE  ? &awaits_first :
	       kernel->takes == IMA_TAKES_MORE ? &awaits_more :
						 &awaits;
}

/* Returns whether the rules are in force, or -1 with the cause in @why if that is unknown. */
static int rules_in_force(const struct ima_kernel *kernel, const struct ima_rules *rules,
			  const char **why)
{
	*why = NULL;
	if (kernel->err == -ENOENT || (kernel->awaits && kernel->takes == IMA_TAKES_ONE))
		return 0;
	if (kernel->rules)
		return ima_has_rules(kernel->rules, rules);
	*why = kernel->err || kernel->shows ?
		       "only root can look" :
		       "this kernel shows nobody its policy (CONFIG_IMA_READ_POLICY is not set)";
	return -1;
}

json_t *build_ima_status(enum hf_level level, const struct ima_kernel *kernel,
			 const struct ima_keyring *keyring, const struct ima_rules *rules)
{
	const char *why;
	int in_force = rules_in_force(kernel, rules, &why);
	bool known = !kernel->err;

	return json_pack(
		"{s:o, s:o, s:o, s:o, s:s, s:o, s:s, s:o, s:s?, s:s, s:{s:s?, s:s, s:o}, s:o}",
		"available", known || kernel->err == -ENOENT ? json_boolean(known) : json_null(),
		"appraises", known ? json_boolean(kernel->appraises) : json_null(),
		"appended_signatures", known ? json_boolean(kernel->modsig) : json_null(), "mode",
		known && kernel->appraises ? json_string(ima_mode_name(kernel->mode)) : json_null(),
		"policy", policy_state(kernel)->name, "readable",
		known ? json_boolean(kernel->shows) : json_null(), "level", level_name(level),
		"in_force", in_force < 0 ? json_null() : json_boolean(in_force), "why_unknown", why,
		"kexec_waiver", ima_waiver_name(ima_find_waiver(kernel)), "keyring", "name",
		keyring->id > 0 ? keyring->name : NULL, "state",
		ima_keyring_state_name(keyring->state), "keys",
		keyring->keys < 0 ? json_null() : json_integer(keyring->keys), "measurements",
		kernel->measurements < 0 ? json_null() : json_integer(kernel->measurements));
}

/* NULL: the waiver needs no text. */
static const char *waiver_text(enum ima_waiver waiver)
{
	switch (waiver) {
	case IMA_WAIVER_NONE:
		break;
	case IMA_WAIVER_VERIFIED:
		return "a signature of IMA's stands for the one that a lock asks for";
	case IMA_WAIVER_LOADABLE:
		return "OPEN: root can load a rule by which a lock asks no image for a signature; "
		       "`ima load` before the lock prevents that";
	case IMA_WAIVER_HOLE:
		return "OPEN: by the rules in force a lock asks no image for a signature, and IMA "
		       "asks only some";
	case IMA_WAIVER_UNKNOWN:
		return "it cannot be told: by a rule for some files only, a lock would ask no "
		       "image for a signature";
	}
	return NULL;
}

static const char *keyring_text(const struct ima_keyring *keyring)
{
	switch (keyring->state) {
	case IMA_KEYRING_NONE:
		return "none; the kernel would take the first _ima that it meets, and `ima load` "
		       "makes one";
	case IMA_KEYRING_TRUSTED:
		return "takes only keys that one of the kernel's has signed";
	case IMA_KEYRING_CLOSED:
		return "closed: nobody can add a key";
	case IMA_KEYRING_OPEN:
		return "open: root can add keys, unless it is restricted, which cannot be seen";
	case IMA_KEYRING_UNKNOWN:
		break;
	}
	return "it cannot be told: only root can look";
}

void print_ima_status(enum hf_level level, const struct ima_kernel *kernel,
		      const struct ima_keyring *keyring, const struct ima_rules *rules)
{
	const char *why;
	int in_force = rules_in_force(kernel, rules, &why);

	printf("Policy        %s\n", policy_state(kernel)->text);
	if (kernel->err)
		return;
	printf("Appraisal     %s\n", kernel->appraises ?
					     ima_mode_name(kernel->mode) :
					     "not built in (CONFIG_IMA_APPRAISE is not set)");
	printf("Signatures    %s\n", kernel->modsig ?
					     "in security.ima, or appended" :
					     "in security.ima; appended ones do not count");
	if (kernel->own_file)
		printf("Own policy    %s, loaded at boot\n", kernel->own_file);
	if (kernel->builtin)
		printf("Built in      %s\n", kernel->builtin);
	if (why)
		printf("Rules         it cannot be told whether those of %s are in force: %s\n",
		       level_name(level), why);
	else
		printf("Rules         those of %s are %sin force\n", level_name(level),
		       in_force ? "" : "not ");
	if (waiver_text(ima_find_waiver(kernel)))
		printf("Kexec         %s\n", waiver_text(ima_find_waiver(kernel)));
	printf("Keyring       %s%s%s\n", keyring->id > 0 ? keyring->name : "",
	       keyring->id > 0 ? ", " : "", keyring_text(keyring));
	if (keyring->keys >= 0)
		printf("Keys          %ld\n", keyring->keys);
	if (kernel->measurements >= 0)
		printf("Measurements  %ld\n", kernel->measurements);
}
