// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text_file.h"
#include "residue/files.h"
#include "residue/lines.h"
#include "residue/processes.h"

static const struct residue_way mem = { "mapping", HF_REASON_DEV_MEM,
					"reads and writes physical memory" };
static const struct residue_way pci = { "mapping", HF_REASON_PCI_ACCESS,
					"drives a PCI device, which reaches all memory" };

/* A cache of files, most of which are libraries that all processes map. A new file may replace another. */
#define SEEN_FILES 1024

static struct {
	unsigned int major, minor;
	unsigned long long inode; /* 0: an empty place */
	enum kernel_file file;
} seen_files[SEEN_FILES];

/* Uses the magic link, which leads to the mapped file even if its name now leads elsewhere. */
static int identify_mapping(int proc, const struct mapping *mapping, enum kernel_file *file)
{
	size_t place = (mapping->inode * 31 + mapping->minor) % SEEN_FILES;
	char path[96], below[64];
	struct statx stx;

	if (seen_files[place].inode == mapping->inode &&
	    seen_files[place].major == mapping->major &&
	    seen_files[place].minor == mapping->minor) {
		*file = seen_files[place].file;
		return 0;
	}
	snprintf(below, sizeof(below), "map_files/%lx-%lx", mapping->start, mapping->end);
	if (statx(proc, below, FILES_STATX_FLAGS, FILES_STATX_MASK, &stx))
		return errno;
	snprintf(path, sizeof(path), "/proc/self/fd/%d/%s", proc, below);
	*file = identify_file(path, &stx);
	seen_files[place].major = mapping->major;
	seen_files[place].minor = mapping->minor;
	seen_files[place].inode = mapping->inode;
	seen_files[place].file = *file;
	return 0;
}

static int look_at_mapping(struct residue *residue, int proc, pid_t pid, char *line)
{
	struct mapping mapping;
	enum kernel_file file = FILE_HARMLESS;
	int err;

	if (parse_mapping(line, &mapping))
		return EPROTO;
	if (!mapping.inode)
		return 0;
	err = identify_mapping(proc, &mapping, &file);
	/* ENOENT: it was unmapped since. */
	if (err)
		return err == ENOENT ? 0 : err;
	line[strcspn(line, "\n")] = '\0';
	if (file == FILE_MEM || file == FILE_KMEM)
		residue_add(residue, &mem, pid, "%s", strchrnul(line, '/'));
	else if (file == FILE_PCI)
		residue_add(residue, &pci, pid, "%s", strchrnul(line, '/'));
	return 0;
}

int residue_look_at_mappings(struct residue *residue, int proc, pid_t pid)
{
	FILE *maps = stream_of(openat(proc, "maps", O_RDONLY | O_CLOEXEC));
	size_t size = 0;
	char *line = NULL;
	int err = 0;

	if (!maps)
		return errno;
	while ((errno = 0, getline(&line, &size, maps) > 0)) {
		int failed = look_at_mapping(residue, proc, pid, line);

		if (failed)
			err = failed;
	}
	if (errno)
		err = errno;
	free(line);
	fclose(maps);
	return err;
}
