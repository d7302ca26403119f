// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include <sys/utsname.h>

#include "base/text_file.h"
#include "ima/kernel.h"
#include "kernel/secure_boot.h"
#include "kernel/securityfs.h"

/* Learns the build's options from the names of its functions, which any user may read. */
static int read_symbols(struct ima_kernel *kernel)
{
	FILE *file = fopen("/proc/kallsyms", "re");
	char *line = NULL;
	size_t size = 0;

	if (!file)
		return -errno;
	while (getline(&line, &size, file) >= 0) {
		char *name = line + strcspn(line, " ");

		if (strncmp(name, " T ima_", 7) != 0)
			continue;
		name += 3;
		name[strcspn(name, "\n\t")] = '\0';
		kernel->appraises |= !strcmp(name, "ima_appraise_measurement");
		kernel->modsig |= !strcmp(name, "ima_read_modsig");
		kernel->waives |= !strcmp(name, "ima_appraise_signature");
	}
	free(line);
	fclose(file);
	return 0;
}

/* No function shows this option; the kernel's configuration does, if the system has it. */
static enum ima_takes read_config(void)
{
	static const char *const places[][2] = { { "/boot/config-", "" },
						 { "/usr/lib/modules/", "/config" } };
	enum ima_takes takes = IMA_TAKES_UNKNOWN;
	struct utsname name;

	if (uname(&name))
		return takes;
	for (size_t i = 0; takes == IMA_TAKES_UNKNOWN && i < 2; i++) {
		char path[128], *text;

		snprintf(path, sizeof(path), "%s%s%s", places[i][0], name.release, places[i][1]);
		text = read_text_file(AT_FDCWD, path);
		if (text && strstr(text, "\nCONFIG_IMA_WRITE_POLICY=y\n"))
			takes = IMA_TAKES_MORE;
		else if (text && strstr(text, "\n# CONFIG_IMA_WRITE_POLICY is not set\n"))
			takes = IMA_TAKES_ONE;
		free(text);
	}
	return takes;
}

/* systemd loads the first at boot, dracut's module `integrity` the second. */
static const char *find_own_file(void)
{
	static const char *const files[] = { "/etc/ima/ima-policy", "/etc/sysconfig/ima-policy" };

	/* A file that cannot be examined may exist. */
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (!access(files[i], F_OK) || (errno != ENOENT && errno != ENOTDIR))
			return files[i];
	return NULL;
}

/* The file's mode tells whether the policy can be read or written. Without the file, no other policy can follow. */
static void read_policy_file(int dir, struct ima_kernel *kernel)
{
	struct stat st;

	if (fstatat(dir, "policy", &st, 0)) {
		if (errno != ENOENT)
			kernel->err = -errno;
		return;
	}
	kernel->awaits = st.st_mode & S_IWUSR;
	kernel->shows = st.st_mode & S_IRUSR;
	if (kernel->shows)
		kernel->rules = read_text_file(dir, "policy");
}

void ima_look(struct ima_kernel *kernel)
{
	int dir = open_securityfs(IMA_DIR, O_PATH | O_DIRECTORY);
	char *cmdline = read_text_file(AT_FDCWD, "/proc/cmdline");
	char count[32];

	memset(kernel, 0, sizeof(*kernel));
	kernel->measurements = -1;
	if (cmdline)
		ima_read_cmdline(cmdline, !strcmp(secure_boot_state(), "enabled"), kernel);
	free(cmdline);
	if (dir < 0) {
		kernel->err = dir;
		return;
	}
	kernel->err = read_symbols(kernel);
	kernel->own_file = find_own_file();
	read_policy_file(dir, kernel);
	kernel->takes = kernel->awaits ? read_config() : IMA_TAKES_ONE;
	if (!read_securityfs(IMA_DIR "/runtime_measurements_count", count, sizeof(count)))
		kernel->measurements = strtol(count, NULL, 10);
	close(dir);
}
