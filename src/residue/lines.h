/* SPDX-License-Identifier: GPL-2.0 */
/* Parsers of the kernel's text. All return 0, or -1 if the value is missing. */
#ifndef HOLDFAST_RESIDUE_LINES_H
#define HOLDFAST_RESIDUE_LINES_H

/* A line of /proc/PID/maps; inode 0: of no file. */
struct mapping {
	unsigned long start, end;
	unsigned int major, minor; /* of the file system */
	unsigned long long inode;
};

int parse_mapping(const char *line, struct mapping *mapping);

/* Device number and @type, of at least 32 bytes, from a line of /proc/self/mountinfo. */
int parse_mount_type(const char *line, unsigned int *major, unsigned int *minor, char *type);

/* A number after "@key:" in /proc/PID/fdinfo/N; @base: 8 or 10. */
int parse_fdinfo(const char *text, const char *key, unsigned int *value, int base);

/* The third word of a line of kprobes/list, into @symbol of at least 128 bytes. */
int parse_kprobe(const char *line, char *symbol);

/* The number of @name in /proc/misc. */
int find_misc_minor(const char *text, const char *name, unsigned int *minor);

#endif
