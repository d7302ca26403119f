// SPDX-License-Identifier: GPL-2.0
/*
 * load-raced WAY TURNS FILE BELOW GOOD BAD: loads FILE again and again, by finit_module(2) (WAY is a module's name) or
 * kexec_file_load(2) (WAY is "kexec"), while another process writes the content of GOOD and of BAD to BELOW, TURNS
 * times. BELOW is FILE itself, which is also replaced by a new file in every other pair of turns; or the file below
 * FILE in an overlay, which would not notice a new one. Prints how often the module, or any kernel, was loaded, and how
 * often the module "ask". Ends after the last turn, which is GOOD's, or as soon as both modules, or a kernel, were
 * loaded.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/kexec.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>

struct content {
	char *bytes;
	size_t size;
};

static struct content read_content(const char *path)
{
	struct content content = { NULL, 0 };
	struct stat st;
	int fd = open(path, O_RDONLY);

	if (fd >= 0 && !fstat(fd, &st)) {
		content.size = (size_t)st.st_size;
		content.bytes = malloc(content.size);
	}
	if (!content.bytes || read(fd, content.bytes, content.size) != (ssize_t)content.size) {
		perror(path);
		exit(2);
	}
	close(fd);
	return content;
}

static bool write_content(const char *path, int flags, const struct content *content)
{
	int fd = open(path, O_WRONLY | flags, 0600);

	if (fd < 0)
		return false;
	if (pwrite(fd, content->bytes, content->size, 0) != (ssize_t)content->size)
		_exit(2);
	return !close(fd);
}

static _Noreturn void keep_writing(const char *path, const struct content contents[2], int turns,
				   bool in_place)
{
	char other[256];

	snprintf(other, sizeof(other), "%s.other", path);
	for (int turn = 0; turn < turns; turn++) {
		const struct content *content = &contents[(turn + 1) % 2];

		if (in_place || turn % 4 < 2) {
			/* While the kernel reads the very file, it does not open. */
			while (!write_content(path, 0, content))
				usleep(100);
		} else if (!write_content(other, O_CREAT, content) || rename(other, path)) {
			_exit(2);
		}
		usleep((useconds_t)(random() % 5000));
	}
	_exit(0);
}

static bool load_kernel(int fd)
{
	if (syscall(SYS_kexec_file_load, fd, -1, 1UL, "", (unsigned long)KEXEC_FILE_NO_INITRAMFS))
		return false;
	syscall(SYS_kexec_file_load, -1, -1, 0UL, NULL, (unsigned long)KEXEC_FILE_UNLOAD);
	return true;
}

static bool remove_module(const char *name)
{
	return !syscall(SYS_delete_module, name, O_NONBLOCK);
}

/* The result shows in what is loaded. */
static void load_once(const char *way, const char *path, int *good, int *bad)
{
	int fd = open(path, O_RDONLY);

	if (strcmp(way, "kexec") == 0) {
		*good += load_kernel(fd);
	} else {
		syscall(SYS_finit_module, fd, "", 0);
		*good += remove_module(way);
		*bad += remove_module("ask");
	}
	close(fd);
}

int main(int argc, char **argv)
{
	struct content contents[2];
	int good = 0, bad = 0, status = 0;
	bool over = false;
	pid_t writer;

	if (argc != 7) {
		fprintf(stderr, "load-raced: see the top of load-raced.c\n");
		return 2;
	}
	contents[0] = read_content(argv[5]);
	contents[1] = read_content(argv[6]);
	writer = fork();
	if (!writer)
		keep_writing(argv[4], contents, atoi(argv[2]), strcmp(argv[3], argv[4]) != 0);
	while (!over && writer > 0) {
		over = waitpid(writer, &status, WNOHANG) != 0;
		load_once(argv[1], argv[3], &good, &bad);
		if (!over && good && (bad || strcmp(argv[1], "kexec") == 0)) {
			kill(writer, SIGKILL);
			break;
		}
	}
	if (writer < 0 || (WIFEXITED(status) && WEXITSTATUS(status))) {
		fprintf(stderr, "load-raced: %s could not be written\n", argv[4]);
		return 1;
	}
	printf("good %d bad %d\n", good, bad);
	return 0;
}
