// SPDX-License-Identifier: GPL-2.0
/*
 * fuse-turns FOLDER TURNS GOOD BAD: a FUSE file system at FOLDER with one file, "file". Each read from the beginning
 * takes the next letter of TURNS, in a circle, which chooses the content: GOOD (g), BAD (b), the first half of GOOD and
 * the second of BAD (m), or the reverse (w). Both have the same size. It ends when the folder is unmounted. If GOOD has
 * fs-verity, "file" claims GOOD's digest, for which Linux 6.10 and later ask.
 * A symbolic link to $LINK, "link", is read only once the file $GO is there: until then who asks has to wait.
 * It implements <linux/fuse.h> itself, because it needs only nine messages.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <linux/fsverity.h>
#include <linux/fuse.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/uio.h>

#define FILE_NODE 2
#define LINK_NODE 3
#define MAX_READ  (128U << 10)

static const char *good, *bad, *turns;
static char *content;
static size_t size;
static int device;
static union {
	struct fsverity_digest head;
	unsigned char bytes[sizeof(struct fsverity_digest) + 32];
} digest = { .head = { .digest_size = 32 } };

static const char *map(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	const char *bytes;
	struct stat st;

	if (fd < 0 || fstat(fd, &st) || (size && size != (size_t)st.st_size)) {
		fprintf(stderr, "fuse-turns: %s is not to be read, or not as long\n", path);
		exit(2);
	}
	size = (size_t)st.st_size;
	bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED) {
		perror(path);
		exit(2);
	}
	close(fd);
	return bytes;
}

static void measure(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (ioctl(fd, FS_IOC_MEASURE_VERITY, &digest))
		digest.head.digest_size = 0;
	close(fd);
}

static void answer(const struct fuse_in_header *in, int err, const void *data, size_t len)
{
	struct fuse_out_header out = { .len = (__u32)(sizeof(out) + len),
				       .error = -err,
				       .unique = in->unique };
	struct iovec parts[] = { { &out, sizeof(out) }, { (void *)(uintptr_t)data, len } };

	/* The asking process may be gone, which is no error. */
	if (writev(device, parts, 2) < 0 && errno != ENOENT)
		perror("fuse-turns: answer");
}

static struct fuse_attr attributes_of(__u64 node)
{
	struct fuse_attr attr = { .ino = node, .mode = S_IFDIR | 0700, .nlink = 1, .blksize = 4096 };

	if (node == FILE_NODE) {
		attr.mode = S_IFREG | 0700;
		attr.size = size;
	} else if (node == LINK_NODE) {
		attr.mode = S_IFLNK | 0777;
	}
	return attr;
}

static void do_init(const struct fuse_in_header *in, const struct fuse_init_in *asked)
{
	struct fuse_init_out out = { .major = FUSE_KERNEL_VERSION,
				     .minor = asked->minor,
				     .max_readahead = 0,
				     .max_write = 4096 };

	if (out.minor > FUSE_KERNEL_MINOR_VERSION)
		out.minor = FUSE_KERNEL_MINOR_VERSION;
	answer(in, 0, &out, sizeof(out));
}

static void do_lookup(const struct fuse_in_header *in, const char *name)
{
	__u64 node = !strcmp(name, "file") ? FILE_NODE : !strcmp(name, "link") ? LINK_NODE : 0;
	struct fuse_entry_out out = { .nodeid = node, .attr = attributes_of(node) };

	answer(in, node ? 0 : ENOENT, &out, node ? sizeof(out) : 0);
}

static void do_readlink(const struct fuse_in_header *in)
{
	const char *to = getenv("LINK"), *go = getenv("GO");

	while (go && access(go, F_OK))
		usleep(10000);
	answer(in, to ? 0 : ENOENT, to, to ? strlen(to) : 0);
}

static void do_getattr(const struct fuse_in_header *in)
{
	struct fuse_attr_out out = { .attr = attributes_of(in->nodeid) };

	answer(in, 0, &out, sizeof(out));
}

/* Disables caching, so that each read of the kernel's reaches us. */
static void do_open(const struct fuse_in_header *in)
{
	struct fuse_open_out out = { .open_flags = FOPEN_DIRECT_IO };

	answer(in, 0, &out, sizeof(out));
}

/* The content for a letter. */
static void take_turn(void)
{
	static const char *next = "";
	size_t middle = size / 2;

	if (!*next)
		next = turns;
	memcpy(content, *next == 'g' || *next == 'm' ? good : bad, middle);
	memcpy(content + middle, (*next == 'g' || *next == 'w' ? good : bad) + middle,
	       size - middle);
	next++;
}

static void do_read(const struct fuse_in_header *in, const struct fuse_read_in *asked)
{
	size_t at = asked->offset < size ? asked->offset : size;

	if (at == 0)
		take_turn();
	answer(in, 0, content + at, asked->size < size - at ? asked->size : size - at);
}

/* No other process uses fs-verity here. */
static void do_ioctl(const struct fuse_in_header *in, const struct fuse_ioctl_in *asked)
{
	struct {
		struct fuse_ioctl_out out;
		unsigned char bytes[sizeof(digest)];
	} said = { 0 };
	size_t len = 0;

	if (!digest.head.digest_size ||
	    (asked->cmd != FS_IOC_ENABLE_VERITY && asked->cmd != FS_IOC_MEASURE_VERITY))
		return answer(in, ENOTTY, NULL, 0);
	if (asked->cmd == FS_IOC_MEASURE_VERITY) {
		len = sizeof(digest) < asked->out_size ? sizeof(digest) : asked->out_size;
		memcpy(said.bytes, &digest, len);
	}
	answer(in, 0, &said, sizeof(said.out) + len);
}

static void serve(const struct fuse_in_header *in)
{
	const void *body = in + 1;

	switch (in->opcode) {
	case FUSE_INIT:
		return do_init(in, body);
	case FUSE_LOOKUP:
		return do_lookup(in, body);
	case FUSE_GETATTR:
		return do_getattr(in);
	case FUSE_READLINK:
		return do_readlink(in);
	case FUSE_OPEN:
		return do_open(in);
	case FUSE_READ:
		return do_read(in, body);
	case FUSE_IOCTL:
		return do_ioctl(in, body);
	case FUSE_FLUSH:
	case FUSE_RELEASE:
		return answer(in, 0, NULL, 0);
	case FUSE_FORGET:
	case FUSE_BATCH_FORGET:
	case FUSE_INTERRUPT:
		return; /* these have no answer */
	default:
		return answer(in, ENOSYS, NULL, 0);
	}
}

int main(int argc, char **argv)
{
	static char buffer[MAX_READ] __attribute__((aligned(8)));
	char options[128];

	if (argc != 5 || !*argv[2]) {
		fprintf(stderr, "fuse-turns: see the top of fuse-turns.c\n");
		return 2;
	}
	turns = argv[2];
	good = map(argv[3]);
	measure(argv[3]);
	bad = map(argv[4]);
	content = malloc(size);
	if (!content)
		return 2;
	device = open("/dev/fuse", O_RDWR | O_CLOEXEC);
	snprintf(options, sizeof(options), "fd=%d,rootmode=40000,user_id=0,group_id=0", device);
	if (device < 0 || mount("fuse-turns", argv[1], "fuse", MS_NODEV | MS_NOSUID, options)) {
		perror("fuse-turns: mount");
		return 1;
	}
	if (daemon(1, 1))
		return 1;
	for (;;) {
		ssize_t len = read(device, buffer, sizeof(buffer));

		if (len >= (ssize_t)sizeof(struct fuse_in_header))
			serve((const void *)buffer);
		else if (len < 0 && errno != EINTR && errno != EAGAIN && errno != ENOENT)
			return errno == ENODEV ? 0 : 1;
	}
}
