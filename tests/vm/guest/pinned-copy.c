// SPDX-License-Identifier: GPL-2.0
/*
 * pinned-copy PROGRAM OTHER COPY: makes COPY a file with PROGRAM's fs-verity digest that runs as OTHER. The kernel
 * verifies pages that it reads from the disk, but not cached ones: a write to COPY's pages begins before fs-verity is
 * enabled, and waits for a page of its source until afterwards. If a step fails, prints it and exits with 1.
 */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/fsverity.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>

#define PAGE 4096UL

struct bytes {
	char *at;
	size_t size;
};

/* The write that waits. */
struct write {
	pthread_t thread;
	struct bytes from, to;
	ssize_t written;
};

static void stop(const char *step)
{
	printf("%s: %s\n", step, strerrorname_np(errno));
	exit(1);
}

static size_t whole_pages(size_t size)
{
	return (size + PAGE - 1) & -PAGE;
}

static struct bytes read_file(const char *path)
{
	int fd = open(path, O_RDONLY);
	struct bytes file = { 0 };
	struct stat st;

	if (fd < 0 || fstat(fd, &st))
		stop(path);
	file.size = (size_t)st.st_size;
	file.at = mmap(NULL, whole_pages(file.size), PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_POPULATE, fd, 0);
	if (file.at == MAP_FAILED)
		stop(path);
	close(fd);
	return file;
}

/* Maps a new file with these bytes. Only the mapping keeps the file open for writing. */
static struct bytes map_copy(const char *path, const struct bytes *program)
{
	int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0755);
	struct bytes copy = { .size = whole_pages(program->size) };

	if (fd < 0 || write(fd, program->at, program->size) != (ssize_t)program->size || fsync(fd))
		stop(path);
	copy.at = mmap(NULL, copy.size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (copy.at == MAP_FAILED)
		stop(path);
	close(fd);
	return copy;
}

/* Memory whose pages have to be provided through the descriptor. */
static int make_awaited(struct bytes *memory)
{
	int fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC);
	struct uffdio_api api = { .api = UFFD_API };
	struct uffdio_register range = { .mode = UFFDIO_REGISTER_MODE_MISSING };

	memory->at = mmap(NULL, memory->size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS,
			  -1, 0);
	range.range.start = (unsigned long)memory->at;
	range.range.len = memory->size;
	if (fd < 0 || ioctl(fd, UFFDIO_API, &api) || ioctl(fd, UFFDIO_REGISTER, &range))
		stop("userfaultfd");
	return fd;
}

static void *write_pages(void *context)
{
	struct write *write = context;
	const struct iovec from = { write->from.at, write->from.size };
	const struct iovec to = { write->to.at, write->from.size };

	write->written = process_vm_writev(getpid(), &from, 1, &to, 1, 0);
	return NULL;
}

static void enable_verity(const char *path)
{
	struct fsverity_enable_arg arg = { .version = 1,
					   .hash_algorithm = FS_VERITY_HASH_ALG_SHA256,
					   .block_size = PAGE };
	int fd = open(path, O_RDONLY);

	if (fd < 0 || ioctl(fd, FS_IOC_ENABLE_VERITY, &arg))
		stop("enable fs-verity");
	close(fd);
}

int main(int argc, char **argv)
{
	struct write write = { 0 };
	struct bytes program, other;
	struct uffd_msg fault;
	struct uffdio_copy give = { 0 };
	int awaited;

	if (argc != 4) {
		fputs("usage: pinned-copy PROGRAM OTHER COPY\n", stderr);
		return 2;
	}
	program = read_file(argv[1]);
	other = read_file(argv[2]);
	if (whole_pages(other.size) > whole_pages(program.size)) {
		puts("OTHER is larger than PROGRAM");
		return 1;
	}
	write.to = map_copy(argv[3], &program);
	write.from.size = whole_pages(other.size);
	awaited = make_awaited(&write.from);
	if (pthread_create(&write.thread, NULL, write_pages, &write))
		stop("pthread_create");
	/* The write has all of its target pages. */
	if (read(awaited, &fault, sizeof(fault)) != sizeof(fault) ||
	    munmap(write.to.at, write.to.size))
		stop("the write");
	enable_verity(argv[3]);
	give.dst = (unsigned long)write.from.at;
	give.src = (unsigned long)other.at;
	give.len = write.from.size;
	if (ioctl(awaited, UFFDIO_COPY, &give))
		stop("UFFDIO_COPY");
	pthread_join(write.thread, NULL);
	if (write.written != (ssize_t)write.from.size)
		stop("process_vm_writev");
	return 0;
}
