// SPDX-License-Identifier: GPL-2.0
/*
 * The secrets and their keeper. In a process's structure, a secret is the address of its signal stack: 64 bits that
 * user space chooses, in the structure where typed reads of BPF programs begin, and that no call shows another process.
 * No signal is delivered to a handler here, which would copy the secret to a stack.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "oracle.h"

const char *const secret_names[SECRETS] = {
	[SECRET_TASK] = "the secret in a process's structure",
	[SECRET_ARGUMENT] = "the secret in a call's arguments",
	[SECRET_PACKET] = "the secret in another's packet",
	[SECRET_MAP] = "what is in a map's structure",
};

static volatile uint64_t masked[SECRETS], masks[SECRETS];
static int to_keeper[2], from_keeper[2];
static int found = -1;
static const char *found_where;

static inline uint64_t unmask(enum secret secret)
{
	return masked[secret] ^ masks[secret];
}

/* No byte is 0, so that it can be printed as a string; and it is positive as a file offset. */
static void make_secrets(void)
{
	uint64_t mask, word;
	unsigned char bytes[8];

	for (int i = 0; i < SECRETS; i++) {
		if (getrandom(bytes, sizeof(bytes), 0) != sizeof(bytes) ||
		    getrandom(&mask, sizeof(mask), 0) != sizeof(mask))
			_exit(2);
		for (size_t j = 0; j < sizeof(bytes); j++)
			bytes[j] = bytes[j] % 126 + 1;
		memcpy(&word, bytes, sizeof(word));
		masks[i] = mask;
		masked[i] = word ^ mask;
	}
	explicit_bzero(bytes, sizeof(bytes));
	explicit_bzero(&word, sizeof(word));
}

void plant_address(uint64_t address)
{
	masked[SECRET_MAP] = address ^ masks[SECRET_MAP];
}

static int set_signal_stack(void)
{
	stack_t stack = { .ss_sp = (void *)unmask(SECRET_TASK), .ss_size = unmask(SECRET_TASK) };
	int err = sigaltstack(&stack, NULL);

	explicit_bzero(&stack, sizeof(stack));
	return err;
}

/* As it was set, in the kernel's memory. */
static bool has_signal_stack(void)
{
	stack_t stack;
	bool same;

	same = !sigaltstack(NULL, &stack) && (uint64_t)stack.ss_sp == unmask(SECRET_TASK) &&
	       stack.ss_size == unmask(SECRET_TASK);
	explicit_bzero(&stack, sizeof(stack));
	return same;
}

static void use_secrets(int file, int packets)
{
	struct sockaddr_in self = { .sin_family = AF_INET, .sin_port = htons(4242) };
	uint64_t payload[32], got[32];

	lseek(file, (off_t)unmask(SECRET_ARGUMENT), SEEK_SET);
	/* Makes it unreadable in /proc. */
	lseek(file, 0, SEEK_SET);
	self.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	for (size_t i = 0; i < sizeof(payload) / sizeof(payload[0]); i++)
		payload[i] = unmask(SECRET_PACKET);
	sendto(packets, payload, sizeof(payload), MSG_DONTWAIT, (void *)&self, sizeof(self));
	explicit_bzero(payload, sizeof(payload));
	while (recv(packets, got, sizeof(got), MSG_DONTWAIT) > 0)
		;
	explicit_bzero(got, sizeof(got));
}

/* Each letter is a request: 'u': use the secrets; 'w': return the word. */
static _Noreturn void keep_secrets(pid_t adversary)
{
	struct sockaddr_in self = { .sin_family = AF_INET, .sin_port = htons(4242) };
	int file = memfd_create("keeper", MFD_CLOEXEC), packets = socket(AF_INET, SOCK_DGRAM, 0);
	int status = 0;
	char wish;

	self.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (file < 0 || packets < 0 || bind(packets, (void *)&self, sizeof(self))) {
		perror("adversary: the keeper");
		exit(2);
	}
	while (read(to_keeper[0], &wish, 1) == 1) {
		if (wish == 'u')
			use_secrets(file, packets);
		wish = wish == 'w' && !has_signal_stack() ? 'n' : 'y';
		if (write(from_keeper[1], &wish, 1) != 1)
			break;
	}
	waitpid(adversary, &status, 0);
	if (!WIFEXITED(status))
		fprintf(stderr, "adversary: ended by signal %d\n", WTERMSIG(status));
	exit(WIFEXITED(status) ? WEXITSTATUS(status) : 2);
}

void plant_secrets(void)
{
	pid_t adversary;

	make_secrets();
	if (set_signal_stack() || pipe2(to_keeper, O_CLOEXEC) || pipe2(from_keeper, O_CLOEXEC)) {
		perror("adversary: planting the secrets");
		exit(2);
	}
	adversary = fork();
	if (adversary > 0) {
		close(to_keeper[1]);
		keep_secrets(adversary);
	}
	if (adversary < 0) {
		perror("adversary: fork");
		exit(2);
	}
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	close(to_keeper[0]);
	close(from_keeper[1]);
}

static char ask_keeper(char wish)
{
	char answer;

	if (write(to_keeper[1], &wish, 1) != 1 || read(from_keeper[0], &answer, 1) != 1) {
		fputs("adversary: the keeper has gone\n", stderr);
		exit(2);
	}
	return answer;
}

void stir_keeper(void)
{
	ask_keeper('u');
}

bool is_word_unchanged(void)
{
	return ask_keeper('w') == 'y';
}

void search_output(const void *output, size_t size, const char *where)
{
	const unsigned char *bytes = output;
	uint64_t word;

	for (size_t at = 0; at + sizeof(word) <= size; at++) {
		memcpy(&word, bytes + at, sizeof(word));
		if (!word)
			continue;
		for (int i = 0; i < SECRETS; i++) {
			if ((word ^ masks[i]) != masked[i])
				continue;
			found = i;
			found_where = where;
		}
	}
}

int take_find(const char **where)
{
	int secret = found;

	*where = found_where;
	found = -1;
	return secret;
}

void note_find(int secret, const char *where)
{
	found = secret;
	found_where = where;
}
