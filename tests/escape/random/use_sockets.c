// SPDX-License-Identifier: GPL-2.0
/* The results of these calls do not matter: the adversary's programs decide about them. */
#include <arpa/inet.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "oracle.h"
#include "use_sockets.h"

static int packets = -1, listener = -1;
static struct sockaddr_in packets_at, listens_at;

static void bind_to_loopback(int fd, struct sockaddr_in *at)
{
	socklen_t size = sizeof(*at);

	memset(at, 0, sizeof(*at));
	at->sin_family = AF_INET;
	at->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (void *)at, sizeof(*at)) || getsockname(fd, (void *)at, &size)) {
		perror("adversary: a socket of its");
		exit(2);
	}
}

void open_sockets(void)
{
	packets = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bind_to_loopback(packets, &packets_at);
	listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	bind_to_loopback(listener, &listens_at);
	listen(listener, 4);
}

static void send_packet(void)
{
	unsigned char got[256];
	ssize_t size;

	sendto(packets, "adversary", 9, 0, (void *)&packets_at, sizeof(packets_at));
	while ((size = recv(packets, got, sizeof(got), 0)) > 0)
		search_output(got, (size_t)size, "a packet");
}

static void connect_once(void)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	int accepted;

	connect(fd, (void *)&listens_at, sizeof(listens_at));
	while ((accepted = accept(listener, NULL, NULL)) >= 0)
		close(accepted);
	close(fd);
}

static void search_option(int fd, int level, int name)
{
	unsigned char value[256];
	socklen_t size = sizeof(value);

	if (!getsockopt(fd, level, name, value, &size))
		search_output(value, size, "a socket's option");
}

static void search_file(const char *path)
{
	unsigned char text[256];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t size = fd < 0 ? -1 : read(fd, text, sizeof(text));

	if (size > 0)
		search_output(text, (size_t)size, path);
	if (fd >= 0)
		close(fd);
}

void use_sockets(void)
{
	struct sockaddr_in name;
	socklen_t size = sizeof(name);
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), one = 1;

	bind(fd, (void *)&(struct sockaddr_in){ .sin_family = AF_INET }, sizeof(name));
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	search_option(fd, SOL_SOCKET, SO_MARK);
	search_option(fd, SOL_IP, 1);
	if (!getsockname(fd, (void *)&name, &size))
		search_output(&name, sizeof(name), "a socket's name");
	close(fd);
	send_packet();
	connect_once();
	search_file("/proc/sys/kernel/ostype");
	search_file("/dev/null");
}

bool filter_socket(int program)
{
	if (setsockopt(packets, SOL_SOCKET, SO_ATTACH_BPF, &program, sizeof(program)))
		return false;
	send_packet();
	setsockopt(packets, SOL_SOCKET, SO_DETACH_BPF, NULL, 0);
	return true;
}
