// SPDX-License-Identifier: GPL-2.0
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/bpf.h>
#include <linux/capability.h>
#include <sys/syscall.h>

#include "confinement.h"
#include "machine.h"

static const char *const capability_names[] = {
	[CAP_DAC_OVERRIDE] = "CAP_DAC_OVERRIDE", [CAP_FOWNER] = "CAP_FOWNER",
	[CAP_NET_ADMIN] = "CAP_NET_ADMIN",	 [CAP_SYS_MODULE] = "CAP_SYS_MODULE",
	[CAP_SYS_RAWIO] = "CAP_SYS_RAWIO",	 [CAP_SYS_ADMIN] = "CAP_SYS_ADMIN",
	[CAP_SYS_BOOT] = "CAP_SYS_BOOT",
};

const char *capability_name(int capability)
{
	const char *name = NULL;

	if ((size_t)capability < sizeof(capability_names) / sizeof(capability_names[0]))
		name = capability_names[capability];
	return name ? name : "capability for it";
}

/* Reads the value of @field in /proc/self/status; false if there is none. */
static bool read_status(const char *field, char *value, size_t size)
{
	FILE *file = fopen("/proc/self/status", "re");
	size_t room = 0, len = strlen(field);
	bool found = false;
	char *line = NULL;

	if (!file)
		return false;
	while (!found && getline(&line, &room, file) > 0) {
		if (strncmp(line, field, len) || line[len] != ':')
			continue;
		snprintf(value, size, "%s", line + len + 1 + strspn(line + len + 1, " \t"));
		value[strcspn(value, "\n")] = '\0';
		found = true;
	}
	free(line);
	fclose(file);
	return found;
}

bool has_capability(int capability)
{
	char value[32];

	return read_status("CapEff", value, sizeof(value)) &&
	       (strtoull(value, NULL, 16) >> capability & 1);
}

bool in_initial_user_namespace(void)
{
	unsigned int inside, outside, count;
	char map[64];

	/* A kernel without user namespaces lacks this file. */
	if (access("/proc/self/uid_map", F_OK) && !access("/proc/self/status", F_OK))
		return true;
	/* Only the initial namespace maps every id to itself. */
	return !read_text("/proc/self/uid_map", map, sizeof(map)) &&
	       sscanf(map, "%u %u %u", &inside, &outside, &count) == 3 && inside == 0 &&
	       outside == 0 && count == 4294967295u;
}

/* AppArmor's "NAME (enforce)", SELinux's "USER:ROLE:TYPE:LEVEL". */
static bool is_label_enforced(const char *label)
{
	if (strstr(label, "(enforce)"))
		return true;
	if (!strchr(label, ':') || strstr(label, ":unconfined_t") || strstr(label, ":kernel_t"))
		return false;
	return read_number("/sys/fs/selinux/enforce", 0) == 1;
}

static int open_own_cgroup(void)
{
	FILE *file = fopen("/proc/self/cgroup", "re");
	char line[512], path[600];
	int fd = -1;

	if (!file)
		return -1;
	while (fd < 0 && fgets(line, sizeof(line), file)) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "0::", strlen("0::")))
			continue;
		snprintf(path, sizeof(path), "/sys/fs/cgroup%s", line + strlen("0::"));
		fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	}
	fclose(file);
	return fd;
}

/* In cgroup v2 BPF programs control devices; those of every ancestor count. */
static bool has_device_programs(void)
{
	union bpf_attr attr;
	int fd = open_own_cgroup();
	long err;

	if (fd < 0)
		return false;
	memset(&attr, 0, sizeof(attr));
	attr.query.target_fd = (unsigned int)fd;
	attr.query.attach_type = BPF_CGROUP_DEVICE;
	attr.query.query_flags = BPF_F_QUERY_EFFECTIVE;
	err = syscall(SYS_bpf, BPF_PROG_QUERY, &attr, sizeof(attr));
	close(fd);
	return !err && attr.query.prog_cnt > 0;
}

const char *find_confinement(bool device)
{
	char value[256];

	if (read_status("Seccomp", value, sizeof(value)) && strcmp(value, "0"))
		return "a seccomp filter confines this process";
	if (!read_text("/proc/self/attr/current", value, sizeof(value)) && is_label_enforced(value))
		return "a security module confines this process";
	if (device && has_device_programs())
		return "a device cgroup confines this process";
	return NULL;
}
