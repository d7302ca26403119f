// SPDX-License-Identifier: GPL-2.0
/*
 * A kernel module for the tests: it calls security_locked_down() with any number that is written to
 * /sys/module/ask/parameters/number, and returns the answer to the writer. Most reasons have no call site that a
 * virtual machine can reach. This module asks about each of them, and about a few that no kernel has.
 * It also loads the firmware whose name is written to /sys/module/ask/parameters/firmware: nothing else in a virtual
 * machine loads any.
 *
 * `build` beside this file builds it without the kernel's headers, from the kernel's BTF (vmlinux.h).
 */
#define BPF_NO_PRESERVE_ACCESS_INDEX
#include "vmlinux.h"
#include "symbols.h"

#define SECTION(name)	  __attribute__((section(name), used))
#define MODINFO(id, text) static const char modinfo_##id[] SECTION(".modinfo") = text

extern int security_locked_down(enum lockdown_reason what);
extern int request_firmware(const struct firmware **firmware, const char *name,
			    struct device *device);
extern void release_firmware(const struct firmware *firmware);

static int parse_number(const char *text)
{
	int sign = *text == '-' ? -1 : 1;
	int number = 0;

	for (text += *text == '-'; *text >= '0' && *text <= '9'; text++)
		number = number * 10 + *text - '0';
	return sign * number;
}

static int ask_number(const char *value, const struct kernel_param *param)
{
	(void)param;
	return security_locked_down((enum lockdown_reason)parse_number(value));
}

static const struct kernel_param_ops ask_ops = { .set = ask_number };

static const struct kernel_param number_param SECTION("__param") = {
	.name = "number",
	.mod = 0,
	.ops = &ask_ops,
	.perm = 0200,
	.level = -1,
};

static int load_firmware(const char *value, const struct kernel_param *param)
{
	const struct firmware *firmware;
	char name[64];
	unsigned int len = 0;
	int err;

	(void)param;
	while (len < sizeof(name) - 1 && value[len] && value[len] != '\n') {
		name[len] = value[len];
		len++;
	}
	name[len] = '\0';
	err = request_firmware(&firmware, name, (struct device *)0);
	if (!err)
		release_firmware(firmware);
	return err;
}

static const struct kernel_param_ops firmware_ops = { .set = load_firmware };

static const struct kernel_param firmware_param SECTION("__param") = {
	.name = "firmware",
	.mod = 0,
	.ops = &firmware_ops,
	.perm = 0200,
	.level = -1,
};

int init_module(void);
int init_module(void)
{
	return 0;
}

void cleanup_module(void);
void cleanup_module(void)
{
}

struct module __this_module SECTION(".gnu.linkonce.this_module") = {
	.name = "ask",
	.init = init_module,
	.exit = cleanup_module,
};

MODINFO(license, "license=GPL");
MODINFO(name, "name=ask");
MODINFO(vermagic, "vermagic=" VERMAGIC);
MODINFO(retpoline, "retpoline=Y");
MODINFO(depends, "depends=");

/* Kernels with CONFIG_MODVERSIONS compare the checksum of each symbol that a module uses. */
#ifdef SYMBOL_VERSIONS
static const struct modversion_info versions[] SECTION("__versions") = { SYMBOL_VERSIONS };
#endif
