// SPDX-License-Identifier: GPL-2.0
/* Serial ports: the caller chooses an I/O address, and the driver writes to it. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <linux/serial.h>
#include <sys/ioctl.h>

#include "machine.h"

/* UPF_FIXED_PORT of the kernel: address and IRQ cannot be changed, so no lock is asked. */
#define FIXED_PORT (1 << 29)

static bool is_console(const char *name)
{
	char active[256], *rest = active, *next;

	read_text("/sys/class/tty/console/active", active, sizeof(active));
	while ((next = strsep(&rest, " ")))
		if (!strcmp(next, name))
			return true;
	return false;
}

/*
 * Opening a port raises its lines, which a connected device may notice. So only a port without hardware is opened, or
 * the console's, whose lines are raised already.
 */
static int open_port(const char *folder)
{
	const char *name = strrchr(folder, '/') + 1;
	char path[128];

	snprintf(path, sizeof(path), "%s/type", folder);
	if (read_number(path, -1) != 0 && !is_console(name))
		return -1;
	snprintf(path, sizeof(path), "/dev/%s", name);
	return open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
}

/*
 * Sets an invalid IRQ. The lock is asked about the change; then the driver refuses it with EINVAL, before it touches
 * the port.
 */
static int change_irq(int fd, struct serial_struct settings)
{
	settings.irq = -1;
	return ioctl(fd, TIOCSSERIAL, &settings) ? errno : 0;
}

static void try_serial(struct probe_result *res)
{
	struct serial_struct settings;
	bool found = false;
	glob_t ports;

	if (glob("/sys/class/tty/ttyS*", 0, NULL, &ports)) {
		probe_unreachable(res, "no serial port");
		return;
	}
	for (size_t i = 0; i < ports.gl_pathc && !found; i++) {
		int fd = open_port(ports.gl_pathv[i]);

		if (fd < 0)
			continue;
		found = !ioctl(fd, TIOCGSERIAL, &settings) && !(settings.flags & FIXED_PORT) &&
			settings.baud_base > 0;
		if (found)
			probe_answer(res, change_irq(fd, settings), EINVAL, EPERM);
		close(fd);
	}
	globfree(&ports);
	if (!found)
		probe_unreachable(res, "no serial port that can be opened without side effects");
}

DEFINE_PROBE(tiocsserial) = {
	.name = "tiocsserial",
	.reason = HF_REASON_TIOCSSERIAL,
	.operation = "ioctl TIOCSSERIAL: set an invalid IRQ",
	.capability = CAP_SYS_ADMIN,
	.run = try_serial,
};
