// SPDX-License-Identifier: GPL-2.0
/*
 * Nearly valid files, a thousand variants of each: every one is refused with a message, or is a policy that is shown as
 * a file with the same meaning.
 */
#include "policy_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "policy/show.h"

#define MUTATIONS 1000
#define TEXT_MAX  (64UL * 1024)

static const char *const seeds[] = {
	"[Lock]\nLevel=integrity\nLevelUnderSecureBoot=confidentiality\nNative=auto\nSeal=yes\n"
	"RequireClean=no\nMode=enforce\n\n# comment\n[Reasons]\nkcore=audit\ntracefs=deny\n",
	EXCEPTION
	"Program=/usr/sbin/wrmsr\nRegisters=0x610-0x614:0xff, 0x1a0 MSR_EFER,7\nPorts=112-113\n",
	"[Exception a]\nReason=kexec\nProgram=/sbin/kexec\nUnverified=yes\nComment=for now\n"
	"  # indented\n\n[Exception b]\nReason=kcore bpf-read-kernel\nVerity=" DIGEST " " DIGEST
	"\nLibraries=verified\nLibrary=" DIGEST "\n",
	"[Quiet fwupd]\nReason=hibernation msr\nProgram=/usr/libexec/fwupd/fwupd\n[Lock]\nLevel=integrity\n"
	"[Quiet b.c]\nComment=only asks\nProgram=/lib/systemd/systemd\nReason=hibernation\n",
	"[Lock]\nSeal=\nStrict=yes\nLevel = confidentiality\n[Exception x.y]\nReason=ioport\nPorts=1-2 "
	"3-4,9\nVerity=" DIGEST "\nComment=\xc3\xa4\xe2\x82\xac\n[Reasons]\nmsr=deny\n",
	"[Exception p]\nReason=debugfs tracefs\nVerity=" DIGEST
	"\nPaths=/sys/kernel/debug/ec /sys/kernel/debug/tracing/trace_pipe\n",
};

/* Our own generator makes the same mutations everywhere. */
static uint64_t seed;

static size_t pick(size_t below)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (size_t)(seed >> 33) % below;
}

static unsigned int accepted, refused;
static char text[TEXT_MAX];
static size_t size;

/* Makes room for @len bytes at @at. */
static void open_gap(size_t at, size_t len)
{
	assert_true(size + len <= TEXT_MAX);
	memmove(text + at + len, text + at, size - at);
	size += len;
}

static void remove_bytes(size_t at, size_t len)
{
	len = len < size - at ? len : size - at;
	memmove(text + at, text + at + len, size - at - len);
	size -= len;
}

static void repeat_bytes(size_t from, size_t len, size_t at)
{
	char copy[128];

	len = len < size - from ? len : size - from;
	len = len < sizeof(copy) ? len : sizeof(copy);
	memcpy(copy, text + from, len);
	open_gap(at, len);
	memcpy(text + at, copy, len);
}

static void insert(size_t at, char byte, size_t count)
{
	open_gap(at, count);
	memset(text + at, byte, count);
}

/* Mutations that may stay valid: another digit, or a line that is missing, moved down or indented. */
static void mutate_mildly(size_t at)
{
	size_t end;

	switch (pick(4)) {
	case 0:
		while (at < size && (text[at] < '0' || text[at] > '9'))
			at++;
		if (at < size)
			text[at] = (char)('0' + pick(10));
		return;
	case 1:
		while (at && text[at - 1] != '\n')
			at--;
		for (end = at; end < size && text[end] != '\n';)
			end++;
		remove_bytes(at, end - at + 1);
		return;
	case 2:
		while (at && text[at - 1] != '\n')
			at--;
		insert(at, "\n \t"[pick(3)], 1 + pick(3));
		return;
	default:
		for (end = at; end < size && text[end] != ' ';)
			end++;
		insert(end, ' ', pick(3));
		return;
	}
}

static void mutate(void)
{
	static const char special[] = "=[]#\n \t\"-,;:0x/.";
	size_t at = pick(size);

	switch (pick(16)) {
	case 0:
		text[at] = (char)(text[at] ^ (1 << pick(8)));
		break;
	case 1:
		remove_bytes(at, 1 + pick(4));
		break;
	case 2:
		remove_bytes(at, pick(60));
		break;
	case 3:
		repeat_bytes(at, 1 + pick(100), pick(size));
		break;
	case 4:
		insert(at, '\0', 1);
		break;
	case 5:
		insert(at, special[pick(sizeof(special) - 1)], 1);
		break;
	case 6:
		text[at] = (char)pick(256);
		break;
	case 7:
		insert(at, "x0 "[pick(3)], pick(8) ? pick(40) : 7900 + pick(400));
		break;
	default:
		mutate_mildly(at);
		break;
	}
	size += !size; /* never quite empty */
}

/* The whole meaning of a policy, without its places. */
static json_t *mean(const struct policy *policy)
{
	static const char *const rules[] = { "exceptions", "quiet" };
	json_t *json = build_policy_json(policy), *rule;
	size_t i;

	assert_non_null(json);
	json_object_del(json, "files");
	json_object_del(json, "origins");
	for (size_t kind = 0; kind < ARRAY_SIZE(rules); kind++) {
		json_array_foreach (json_object_get(json, rules[kind]), i, rule) {
			json_object_del(rule, "file");
			json_object_del(rule, "line");
		}
	}
	return json;
}

static void check_mutant(void)
{
	static char err[CAPTURE_SIZE], shown[CAPTURE_SIZE];
	struct policy *policy = read_text(text, size, err), *again;
	json_t *first, *second;

	if (!policy) {
		assert_true(!strncmp(err, "holdfast: ", 10) && strchr(err, '\n'));
		refused++;
		return;
	}
	accepted++;
	assert_string_equal(err, "");
	show(policy, shown);
	first = mean(policy);
	policy_free(policy);
	again = read_text(shown, strlen(shown), err);
	if (!again)
		fail_msg("shown, and not read again: %s", err);
	second = mean(again);
	policy_free(again);
	if (!json_equal(first, second))
		fail_msg("it means something else when it is shown: %s", shown);
	json_decref(first);
	json_decref(second);
}

static void mutants_are_refused_or_mean_the_same(void **state)
{
	(void)state;
	seed = 1;
	for (size_t s = 0; s < ARRAY_SIZE(seeds); s++) {
		for (unsigned int i = 0; i < MUTATIONS; i++) {
			size = strlen(seeds[s]);
			memcpy(text, seeds[s], size);
			for (size_t times = 1 + pick(2); times; times--)
				mutate();
			check_mutant();
		}
	}
	/* Both results have to be common, or this tests nothing. */
	assert_true(accepted > MUTATIONS / 4 && refused > MUTATIONS / 4);
}

static void seeds_are_right(void **state)
{
	(void)state;
	for (size_t s = 0; s < ARRAY_SIZE(seeds); s++)
		policy_free(read_right(seeds[s]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seeds_are_right),
		cmocka_unit_test(mutants_are_refused_or_mean_the_same),
	};

	return cmocka_run_group_tests_name("policy mutation", tests, NULL, NULL);
}
