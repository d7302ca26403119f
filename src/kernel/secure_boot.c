// SPDX-License-Identifier: GPL-2.0
#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>
#include <efivar/efivar.h>

#include "kernel/secure_boot.h"

/* Returns the first byte of one of the firmware's global variables, or -1. */
static int read_efi_flag(const char *name)
{
	uint8_t *data = NULL;
	uint32_t attributes;
	size_t size = 0;
	int flag = -1;

	if (efi_get_variable(EFI_GLOBAL_GUID, name, &data, &size, &attributes) < 0)
		return -1;
	if (size)
		flag = data[0];
	free(data);
	return flag;
}

const char *secure_boot_state(void)
{
	int enabled;

	if (access("/sys/firmware/efi", F_OK))
		return "unsupported";
	enabled = efi_variables_supported() ? read_efi_flag("SecureBoot") : -1;
	if (enabled < 0)
		return "unknown";
	/* In setup mode anybody may enrol keys: nothing was verified. */
	return enabled == 1 && read_efi_flag("SetupMode") != 1 ? "enabled" : "disabled";
}
