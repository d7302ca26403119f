// SPDX-License-Identifier: GPL-2.0
#include <errno.h>
#include <gelf.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "policy/elf_needs.h"

bool is_script(int fd)
{
	char head[2];

	return pread(fd, head, sizeof(head), 0) == (ssize_t)sizeof(head) && !memcmp(head, "#!", 2);
}

/* A string in the file; NULL where it does not end in there. Read by address in memory or offset. */
static char *copy_string(Elf *elf, size_t offset)
{
	size_t size;
	const char *file = elf_rawfile(elf, &size);
	size_t len;

	if (!file || offset >= size)
		return NULL;
	len = strnlen(file + offset, size - offset);
	return len == size - offset ? NULL : must_copy(file + offset, len);
}

/* Where in the file is what the program has at an address? There may be no section headers. */
static bool find_offset(Elf *elf, size_t headers, GElf_Addr address, size_t *offset)
{
	GElf_Phdr header;

	for (size_t i = 0; i < headers; i++) {
		if (!gelf_getphdr(elf, (int)i, &header) || header.p_type != PT_LOAD)
			continue;
		if (address < header.p_vaddr || address - header.p_vaddr >= header.p_filesz)
			continue;
		*offset = header.p_offset + (address - header.p_vaddr);
		return true;
	}
	return false;
}

static int find_strings(Elf *elf, size_t headers, Elf_Data *dynamic, size_t *strings)
{
	GElf_Dyn entry;

	for (int i = 0; gelf_getdyn(dynamic, i, &entry) && entry.d_tag != DT_NULL; i++)
		if (entry.d_tag == DT_STRTAB)
			return find_offset(elf, headers, entry.d_un.d_ptr, strings) ? 0 : -ENOEXEC;
	return -ENOEXEC;
}

static int read_dynamic(Elf *elf, size_t headers, const GElf_Phdr *header, struct elf_needs *needs)
{
	Elf_Data *dynamic =
		elf_getdata_rawchunk(elf, (int64_t)header->p_offset, header->p_filesz, ELF_T_DYN);
	GElf_Dyn entry;
	size_t strings;

	if (!dynamic || find_strings(elf, headers, dynamic, &strings))
		return -ENOEXEC;
	for (int i = 0; gelf_getdyn(dynamic, i, &entry) && entry.d_tag != DT_NULL; i++) {
		char *text;

		if (entry.d_tag != DT_NEEDED && entry.d_tag != DT_RUNPATH &&
		    entry.d_tag != DT_RPATH)
			continue;
		text = copy_string(elf, strings + entry.d_un.d_val);
		if (!text)
			return -ENOEXEC;
		if (entry.d_tag == DT_NEEDED) {
			needs->libraries = must_grow(needs->libraries, needs->library_count,
						     sizeof(*needs->libraries));
			needs->libraries[needs->library_count++] = text;
		} else if (entry.d_tag == DT_RUNPATH || !needs->search) {
			/* The older DT_RPATH counts for nothing where there is the newer. */
			free(needs->search);
			needs->search = text;
		} else {
			free(text);
		}
	}
	return 0;
}

static int read_headers(Elf *elf, struct elf_needs *needs)
{
	GElf_Ehdr ehdr;
	GElf_Phdr header;
	size_t headers;
	int err = 0;

	if (elf_kind(elf) != ELF_K_ELF || !gelf_getehdr(elf, &ehdr) ||
	    elf_getphdrnum(elf, &headers))
		return -ENOEXEC;
	needs->machine = ehdr.e_machine;
	needs->class = gelf_getclass(elf);
	for (size_t i = 0; i < headers && !err; i++) {
		if (!gelf_getphdr(elf, (int)i, &header))
			return -ENOEXEC;
		if (header.p_type == PT_INTERP && !needs->interpreter) {
			needs->interpreter = copy_string(elf, header.p_offset);
			err = needs->interpreter ? 0 : -ENOEXEC;
		} else if (header.p_type == PT_DYNAMIC) {
			err = read_dynamic(elf, headers, &header, needs);
		}
	}
	return err;
}

int read_elf_needs(int fd, struct elf_needs *needs)
{
	Elf *elf;
	int err;

	memset(needs, 0, sizeof(*needs));
	elf_version(EV_CURRENT);
	elf = elf_begin(fd, ELF_C_READ, NULL);
	if (!elf)
		return -ENOEXEC;
	err = read_headers(elf, needs);
	elf_end(elf);
	if (err)
		free_elf_needs(needs);
	return err;
}

void free_elf_needs(struct elf_needs *needs)
{
	for (size_t i = 0; i < needs->library_count; i++)
		free(needs->libraries[i]);
	free(needs->libraries);
	free(needs->interpreter);
	free(needs->search);
	memset(needs, 0, sizeof(*needs));
}
