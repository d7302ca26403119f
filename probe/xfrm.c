// SPDX-License-Identifier: GPL-2.0
/* IPsec: netlink shows the secret keys of security associations. */
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <arpa/inet.h>
#include <linux/netlink.h>
#include <linux/xfrm.h>
#include <sys/socket.h>

#include "machine.h"

#define KEY_SIZE 32
#define SPI	 0x48464153

static const unsigned char key[KEY_SIZE] = "holdfast's probe, nobody's key.";

struct message {
	struct nlmsghdr head;
	union {
		struct xfrm_usersa_info state;
		struct xfrm_usersa_id id;
	};
	char attributes[1024];
};

/* struct xfrm_algo_auth and xfrm_algo_aead have one number more than xfrm_algo, before the key. */
static void add_algorithm(struct message *msg, unsigned short type, const char *name,
			  unsigned int key_size, unsigned int number)
{
	char *at = (char *)msg + NLMSG_ALIGN(msg->head.nlmsg_len);
	size_t head = type == XFRMA_ALG_CRYPT ? sizeof(struct xfrm_algo) :
						sizeof(struct xfrm_algo_auth);
	struct nlattr attr = { .nla_type = type };
	struct xfrm_algo_auth algorithm = { .alg_key_len = key_size * 8, .alg_trunc_len = number };

	attr.nla_len = (unsigned short)(NLA_HDRLEN + head + key_size);
	snprintf(algorithm.alg_name, sizeof(algorithm.alg_name), "%s", name);
	memcpy(at, &attr, sizeof(attr));
	memcpy(at + NLA_HDRLEN, &algorithm, head);
	memcpy(at + NLA_HDRLEN + head, key, key_size);
	msg->head.nlmsg_len = NLMSG_ALIGN(msg->head.nlmsg_len) + NLA_ALIGN(attr.nla_len);
}

/* Sends @msg, and receives @answer, which may be an error message. Returns 0 or the errno. */
static int talk(int sock, struct message *msg, struct message *answer)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	ssize_t n;

	if (sendto(sock, msg, msg->head.nlmsg_len, 0, (struct sockaddr *)&kernel, sizeof(kernel)) <
	    0)
		return errno;
	n = recv(sock, answer, sizeof(*answer), 0);
	if (n < (ssize_t)sizeof(struct nlmsghdr) + (ssize_t)sizeof(int))
		return n < 0 ? errno : EPROTO;
	if (answer->head.nlmsg_type == NLMSG_ERROR) {
		int err;

		memcpy(&err, NLMSG_DATA(&answer->head), sizeof(err));
		return -err;
	}
	return 0;
}

static int add_state(int sock, bool aead)
{
	struct message msg, answer;

	memset(&msg, 0, sizeof(msg));
	msg.head.nlmsg_len = NLMSG_LENGTH(sizeof(msg.state));
	msg.head.nlmsg_type = XFRM_MSG_NEWSA;
	msg.head.nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | NLM_F_CREATE | NLM_F_EXCL;
	msg.state.family = AF_INET;
	msg.state.sel.family = AF_INET;
	msg.state.saddr.a4 = htonl(INADDR_LOOPBACK);
	msg.state.id.daddr.a4 = htonl(INADDR_LOOPBACK);
	msg.state.id.spi = htonl(SPI);
	msg.state.id.proto = IPPROTO_ESP;
	msg.state.mode = XFRM_MODE_TRANSPORT;
	msg.state.lft.soft_byte_limit = XFRM_INF;
	msg.state.lft.hard_byte_limit = XFRM_INF;
	msg.state.lft.soft_packet_limit = XFRM_INF;
	msg.state.lft.hard_packet_limit = XFRM_INF;
	if (aead) {
		add_algorithm(&msg, XFRMA_ALG_AEAD, "rfc4106(gcm(aes))", 20, 128);
	} else {
		add_algorithm(&msg, XFRMA_ALG_CRYPT, "cbc(aes)", 16, 0);
		add_algorithm(&msg, XFRMA_ALG_AUTH_TRUNC, "hmac(sha256)", 32, 128);
	}
	return talk(sock, &msg, &answer);
}

static int get_state(int sock, struct message *answer)
{
	struct message msg;

	memset(&msg, 0, sizeof(msg));
	msg.head.nlmsg_len = NLMSG_LENGTH(sizeof(msg.id));
	msg.head.nlmsg_type = XFRM_MSG_GETSA;
	msg.head.nlmsg_flags = NLM_F_REQUEST;
	msg.id.family = AF_INET;
	msg.id.daddr.a4 = htonl(INADDR_LOOPBACK);
	msg.id.spi = htonl(SPI);
	msg.id.proto = IPPROTO_ESP;
	return talk(sock, &msg, answer);
}

/* The key in the attribute @type of @answer; NULL: there is none. */
static const unsigned char *find_key(const struct message *answer, unsigned short type)
{
	size_t head = type == XFRMA_ALG_CRYPT ? sizeof(struct xfrm_algo) :
						sizeof(struct xfrm_algo_auth);
	size_t at = NLMSG_LENGTH(sizeof(answer->state));
	struct nlattr attr;

	while (at + sizeof(attr) <= answer->head.nlmsg_len) {
		memcpy(&attr, (const char *)answer + at, sizeof(attr));
		if (attr.nla_type == type && attr.nla_len >= NLA_HDRLEN + head + 16)
			return (const unsigned char *)answer + at + NLA_HDRLEN + head;
		at += NLA_ALIGN(attr.nla_len > 0 ? attr.nla_len : NLA_HDRLEN);
	}
	return NULL;
}

static int open_socket(struct probe_result *res)
{
	int sock;

	if (unshare(CLONE_NEWNET)) {
		probe_unreachable(res, "no network namespace to try it in: %s",
				  strerrorname_np(errno));
		return -1;
	}
	sock = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_XFRM);
	if (sock < 0)
		probe_unreachable(res, "this kernel has no IPsec: %s", strerrorname_np(errno));
	return sock;
}

/*
 * Uses a network namespace that ends with the probe. Modules that the kernel loads for IPsec stay, as after any other
 * use of it.
 */
static void try_secret(struct probe_result *res, unsigned short type)
{
	static const unsigned char zeros[16];
	const unsigned char *shown;
	struct message answer;
	int sock = open_socket(res), err;

	if (sock < 0)
		return;
	err = add_state(sock, type == XFRMA_ALG_AEAD);
	if (err) {
		probe_unreachable(res, "no security association can be added: %s",
				  strerrorname_np(err));
		return;
	}
	memset(&answer, 0, sizeof(answer));
	err = get_state(sock, &answer);
	shown = err ? NULL : find_key(&answer, type);
	if (!shown)
		probe_otherwise(res, err, "the security association is not shown at all");
	else if (!memcmp(shown, key, sizeof(zeros)))
		probe_open(res);
	else if (!memcmp(shown, zeros, sizeof(zeros)))
		probe_redacted(res, "the key reads as zeros");
	else
		probe_otherwise(res, 0, "another key came back");
}

#define DEFINE_KEY_PROBE(id, variant, type, what)                                          \
	static void try_##id(struct probe_result *res)                                     \
	{                                                                                  \
		try_secret(res, type);                                                     \
	}                                                                                  \
	DEFINE_PROBE(id) = {                                                               \
		.name = "xfrm-secret" variant,                                             \
		.reason = HF_REASON_XFRM_SECRET,                                           \
		.operation = "read a security association's " what " key back by netlink", \
		.capability = CAP_SYS_ADMIN,                                               \
		.run = try_##id,                                                           \
	}

DEFINE_KEY_PROBE(xfrm_crypt, "", XFRMA_ALG_CRYPT, "encryption");
DEFINE_KEY_PROBE(xfrm_auth, "/auth", XFRMA_ALG_AUTH_TRUNC, "authentication");
DEFINE_KEY_PROBE(xfrm_aead, "/aead", XFRMA_ALG_AEAD, "authenticated encryption");
