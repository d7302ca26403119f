// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <sys/mount.h>
#include <unistd.h>

#include "kernel/detached_mount.h"

int open_detached_mount(const char *fstype, const char *mode)
{
	int context = fsopen(fstype, FSOPEN_CLOEXEC);
	int mount = -1;
	int err;

	if (context < 0)
		return -errno;
	if ((!mode || !fsconfig(context, FSCONFIG_SET_STRING, "mode", mode, 0)) &&
	    !fsconfig(context, FSCONFIG_CMD_CREATE, NULL, NULL, 0))
		mount = fsmount(context, FSMOUNT_CLOEXEC,
				MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV | MOUNT_ATTR_NOEXEC);
	err = mount < 0 ? -errno : mount;
	close(context);
	return err;
}
