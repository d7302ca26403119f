// SPDX-License-Identifier: GPL-2.0
/*
 * bpf-job interfaces|ports|file-systems|messages|lookup: does a daemon's job with BPF (daemons.bpf.c), for a process in
 * a cgroup of its own. Prints the result without the program, whether the program loads, the result with it, and that
 * of an allowed operation, if there is one. lo has to be up.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/tcp.h>
#include <net/if.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <bpf/bpf.h>

#include "daemons.skel.h"

#define CGROUP	   "/sys/fs/cgroup/bpf-job"
#define PORT	   4711
#define LOOKED_UP  7
#define PROC_MAGIC 0x9fa0UL

static struct daemons_bpf *programs;
static int cgroup;

static void fail(const char *what)
{
	perror(what);
	exit(1);
}

static const char *outcome(bool worked)
{
	return worked ? "ok" : strerrorname_np(errno);
}

static struct sockaddr_in address_of(unsigned short port)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons(port) };

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	return address;
}

static int make_socket(int type)
{
	int fd = socket(AF_INET, type, 0), on = 1;

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)))
		fail("socket");
	return fd;
}

static void enter_cgroup(void)
{
	FILE *file;

	mkdir(CGROUP, 0755);
	cgroup = open(CGROUP, O_RDONLY | O_DIRECTORY);
	file = fopen(CGROUP "/cgroup.procs", "w");
	if (cgroup < 0 || !file || fprintf(file, "%d\n", getpid()) < 0 || fclose(file))
		fail(CGROUP);
}

/* Only these are loaded; the second may be NULL. */
static bool load(struct bpf_program *first, struct bpf_program *second)
{
	struct bpf_program *program;
	int err;

	bpf_object__for_each_program(program, programs->obj)
		bpf_program__set_autoload(program, program == first || program == second);
	err = daemons_bpf__load(programs);
	errno = -err;
	puts(err ? strerrorname_np(errno) : "loaded");
	return !err;
}

static void attach_to_cgroup(struct bpf_program *program)
{
	if (!bpf_program__attach_cgroup(program, cgroup))
		fail("attach to a cgroup");
}

static const char *send_datagram(void)
{
	struct sockaddr_in to = address_of(PORT);
	int fd = make_socket(SOCK_DGRAM);
	bool sent = sendto(fd, "x", 1, 0, (struct sockaddr *)&to, sizeof(to)) == 1;
	const char *said = outcome(sent);

	close(fd);
	return said;
}

static void restrict_interfaces(void)
{
	unsigned int lo = if_nametoindex("lo");
	unsigned char any = 0;

	puts(send_datagram());
	if (!load(programs->progs.judge_egress, programs->progs.judge_ingress))
		return;
	attach_to_cgroup(programs->progs.judge_egress);
	attach_to_cgroup(programs->progs.judge_ingress);
	if (bpf_map__update_elem(programs->maps.interfaces, &lo, sizeof(lo), &any, sizeof(any), 0))
		fail("interfaces");
	puts(send_datagram());
	if (bpf_map__delete_elem(programs->maps.interfaces, &lo, sizeof(lo), 0))
		fail("interfaces");
	puts(send_datagram());
}

static const char *bind_to(unsigned short port)
{
	struct sockaddr_in to = address_of(port);
	int fd = make_socket(SOCK_STREAM);
	const char *said = outcome(!bind(fd, (struct sockaddr *)&to, sizeof(to)));

	close(fd);
	return said;
}

static void restrict_ports(void)
{
	struct {
		unsigned int family, protocol;
		unsigned short ports, first;
	} rule = { AF_INET, IPPROTO_TCP, 1, PORT };
	unsigned int first = 0;

	puts(bind_to(PORT));
	if (!load(programs->progs.judge_bind, NULL))
		return;
	attach_to_cgroup(programs->progs.judge_bind);
	if (bpf_map__update_elem(programs->maps.denied, &first, sizeof(first), &rule, sizeof(rule),
				 0))
		fail("denied");
	puts(bind_to(PORT));
	puts(bind_to(PORT + 1));
}

static const char *open_file(const char *path)
{
	int fd = open(path, O_RDONLY);
	const char *said = outcome(fd >= 0);

	if (fd >= 0)
		close(fd);
	return said;
}

static void restrict_file_systems(void)
{
	unsigned long magic = PROC_MAGIC;
	unsigned char any = 0;

	puts(open_file("/proc/version"));
	if (!load(programs->progs.judge_open, NULL))
		return;
	if (bpf_map__update_elem(programs->maps.magics, &magic, sizeof(magic), &any, sizeof(any),
				 0))
		fail("magics");
	if (!bpf_program__attach(programs->progs.judge_open))
		fail("attach to the hook");
	puts(open_file("/proc/version"));
	puts(open_file("/dev/null"));
}

static int listen_on(unsigned short port)
{
	struct sockaddr_in own = address_of(port);
	int fd = make_socket(SOCK_STREAM);

	if (bind(fd, (struct sockaddr *)&own, sizeof(own)) || listen(fd, 8))
		fail("listen");
	return fd;
}

/* Prints the received text, and whether it went by TCP. */
static void send_message(int from, int to, const char *message)
{
	struct tcp_info info = { 0 };
	socklen_t size = sizeof(info);
	char received[16] = "";

	if (send(from, message, strlen(message), 0) < 0) {
		puts(outcome(false));
		return;
	}
	if (recv(to, received, sizeof(received) - 1, 0) <= 0 ||
	    getsockopt(from, IPPROTO_TCP, TCP_INFO, &info, &size))
		fail("receive");
	printf("%s %s\n", received, info.tcpi_bytes_sent ? "by-TCP" : "directly");
}

static void connect_and_send(int listener, const char *message)
{
	struct sockaddr_in to = address_of(PORT);
	int here = make_socket(SOCK_STREAM), there;

	if (connect(here, (struct sockaddr *)&to, sizeof(to)) ||
	    (there = accept(listener, NULL, NULL)) < 0)
		fail("connect");
	send_message(here, there, message);
	close(here);
	close(there);
}

static void direct_messages(void)
{
	int listener = listen_on(PORT);

	connect_and_send(listener, "xyz");
	if (!load(programs->progs.join, programs->progs.direct))
		return;
	attach_to_cgroup(programs->progs.join);
	if (bpf_prog_attach(bpf_program__fd(programs->progs.direct),
			    bpf_map__fd(programs->maps.joined), BPF_SK_MSG_VERDICT, 0))
		fail("attach to the map");
	connect_and_send(listener, "xyz");
	connect_and_send(listener, "abc");
}

static const char *connect_to(unsigned short port)
{
	struct sockaddr_in to = address_of(port);
	int fd = make_socket(SOCK_STREAM);
	const char *said = outcome(!connect(fd, (struct sockaddr *)&to, sizeof(to)));

	close(fd);
	return said;
}

static void look_up(void)
{
	unsigned long long listener = (unsigned long long)listen_on(PORT);
	int network = open("/proc/self/ns/net", O_RDONLY);
	unsigned int only = 0;

	puts(connect_to(LOOKED_UP));
	if (!load(programs->progs.find_listener, NULL))
		return;
	if (network < 0 || !bpf_program__attach_netns(programs->progs.find_listener, network))
		fail("attach to the network");
	if (bpf_map__update_elem(programs->maps.listening, &only, sizeof(only), &listener,
				 sizeof(listener), 0))
		fail("listening");
	puts(connect_to(LOOKED_UP));
	puts(connect_to(LOOKED_UP + 1));
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(void);
	} jobs[] = {
		{ "interfaces", restrict_interfaces },
		{ "ports", restrict_ports },
		{ "file-systems", restrict_file_systems },
		{ "messages", direct_messages },
		{ "lookup", look_up },
	};

	setvbuf(stdout, NULL, _IOLBF, 0);
	libbpf_set_print(NULL);
	programs = daemons_bpf__open();
	if (!programs)
		fail("open");
	enter_cgroup();
	for (size_t i = 0; argc == 2 && i < sizeof(jobs) / sizeof(jobs[0]); i++) {
		if (!strcmp(jobs[i].name, argv[1])) {
			jobs[i].run();
			return 0;
		}
	}
	fprintf(stderr, "usage: bpf-job interfaces|ports|file-systems|messages|lookup\n");
	return 2;
}
