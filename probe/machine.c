// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/module.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/wait.h>

#include "machine.h"

int read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), err = 0;
	ssize_t n;

	text[0] = '\0';
	if (fd < 0)
		return errno;
	n = read(fd, text, size - 1);
	if (n < 0)
		err = errno;
	close(fd);
	text[n < 0 ? 0 : n] = '\0';
	text[strcspn(text, "\n")] = '\0';
	return err;
}

long read_number(const char *path, long otherwise)
{
	char text[32], *end;
	long value;

	if (read_text(path, text, sizeof(text)))
		return otherwise;
	value = strtol(text, &end, 0);
	return end == text ? otherwise : value;
}

bool on_command_line(const char *word)
{
	char line[4096], *rest = line, *next;

	if (read_text("/proc/cmdline", line, sizeof(line)))
		return false;
	while ((next = strsep(&rest, " ")))
		if (!strcmp(next, word))
			return true;
	return false;
}

/* /sys/module has underscores, modules.dep may have hyphens, and modprobe(8) takes either. */
static void use_underscores(char *name)
{
	for (; *name; name++)
		if (*name == '-')
			*name = '_';
}

/* Whether @line of modules.dep is about @name; returns the length of its path in @len. */
static bool names_module(const char *line, const char *name, size_t *len)
{
	const char *slash;
	char base[64];

	*len = strcspn(line, ":");
	slash = memrchr(line, '/', *len);
	if (strncmp(line, "kernel/", strlen("kernel/")) || !slash)
		return false;
	snprintf(base, sizeof(base), "%.*s", (int)strcspn(slash + 1, ".:"), slash + 1);
	use_underscores(base);
	return !strcmp(base, name);
}

int find_module(const char *name, char *path, size_t size)
{
	char dep[160], spelt[64], *line = NULL;
	struct utsname kernel;
	size_t room = 0, len;
	int err = ENOENT;
	FILE *file;

	uname(&kernel);
	snprintf(spelt, sizeof(spelt), "%s", name);
	use_underscores(spelt);
	snprintf(dep, sizeof(dep), "/lib/modules/%s/modules.dep", kernel.release);
	file = fopen(dep, "re");
	if (!file)
		return ENOENT;
	while (err && getline(&line, &room, file) > 0) {
		if (!names_module(line, spelt, &len))
			continue;
		snprintf(path, size, "/lib/modules/%s/%.*s", kernel.release, (int)len, line);
		err = 0;
	}
	free(line);
	fclose(file);
	return err;
}

static int run_modprobe(const char *option, const char *name)
{
	char modprobe[256];
	int status;
	pid_t pid;

	if (read_text("/proc/sys/kernel/modprobe", modprobe, sizeof(modprobe)) || !modprobe[0])
		return -1;
	pid = fork();
	if (pid == 0) {
		int null = open("/dev/null", O_RDWR | O_CLOEXEC);

		for (int fd = 0; null >= 0 && fd < 3; fd++)
			dup2(null, fd);
		execl(modprobe, "modprobe", option, name, NULL);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}

bool need_module(struct probe_result *res, const char *name)
{
	char path[512], loaded[96];

	snprintf(loaded, sizeof(loaded), "/sys/module/%s", name);
	use_underscores(loaded + strlen("/sys/module/"));
	if (!access(loaded, F_OK))
		return true;
	if (find_module(name, path, sizeof(path))) {
		probe_unreachable(res, "this kernel has no module %s", name);
		return false;
	}
	if (run_modprobe("-q", name) || access(loaded, F_OK)) {
		probe_unreachable(res, "the module %s cannot be loaded", name);
		return false;
	}
	snprintf(res->module, sizeof(res->module), "%s", name);
	return true;
}

void unload_module(const char *name)
{
	run_modprobe("-r", name);
}

int load_module_file(const char *path, const char *arguments)
{
	size_t len = strlen(path);
	int flags = 0, err = 0, fd;

	if (len > 3 && strcmp(path + len - 3, ".ko"))
		flags = MODULE_INIT_COMPRESSED_FILE;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return ENOENT;
	if (syscall(SYS_finit_module, fd, arguments, flags))
		err = errno;
	close(fd);
	return err;
}

/* The last mount at @path covers the others. */
static bool is_mounted(const char *type, const char *path)
{
	FILE *file = fopen("/proc/self/mounts", "re");
	char *line = NULL, at[256], of[64];
	bool found = false;
	size_t room = 0;

	if (!file)
		return false;
	while (getline(&line, &room, file) > 0)
		if (sscanf(line, "%*s %255s %63s", at, of) == 2 && !strcmp(at, path))
			found = !strcmp(of, type);
	free(line);
	fclose(file);
	return found;
}

bool need_mount(struct probe_result *res, const char *type, const char *path)
{
	if (is_mounted(type, path))
		return true;
	if (unshare(CLONE_NEWNS) || mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL)) {
		probe_unreachable(res, "%s is not mounted, and no mount namespace can be made: %s",
				  type, strerrorname_np(errno));
		return false;
	}
	if (mount(type, path, type, MS_NOSUID | MS_NODEV | MS_NOEXEC, NULL)) {
		probe_unreachable(res, "%s cannot be mounted at %s: %s", type, path,
				  strerrorname_np(errno));
		return false;
	}
	return true;
}

int open_memory_file(struct probe_result *res, const void *content, size_t size)
{
	int fd = memfd_create("probe", MFD_CLOEXEC), again = -1;
	char path[64];

	if (fd >= 0 && write(fd, content, size) == (ssize_t)size) {
		snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
		again = open(path, O_RDONLY | O_CLOEXEC);
	}
	if (again < 0)
		probe_unreachable(res, "no file in memory: %s", strerrorname_np(errno));
	if (fd >= 0)
		close(fd);
	return again;
}

int try_open(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC);

	if (fd < 0)
		return errno;
	close(fd);
	return 0;
}
