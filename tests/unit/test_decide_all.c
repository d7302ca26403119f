// SPDX-License-Identifier: GPL-2.0
/* Every possible input of the decision, in user space. */
#include "unit.h"

#include "decide_all.h"

static unsigned char verdicts[HF_ALL];

static void answers_hold_of_all(void **state)
{
	unsigned int seen[HF_VERDICTS] = { 0 };

	(void)state;
	for (unsigned int i = 0; i < HF_ALL; i++)
		verdicts[i] = (unsigned char)hf_decide_one(i);
	for (unsigned int i = 0; i < HF_ALL; i++) {
		const char *broken = hf_broken_property(verdicts, i, HF_FORCE_LEVEL);
		struct hf_combination c = hf_combination(i);

		if (broken)
			fail_msg("level %u, reason %d at %u, bits %u: %u; %s", c.level, c.reason,
				 c.place, c.bits, verdicts[i], broken);
		seen[verdicts[i]]++;
	}
	print_message("%d combinations: %u allowed, %u audited, %u refused\n", HF_ALL,
		      seen[HF_ALLOW], seen[HF_AUDIT], seen[HF_DENY]);
}

/* Each fault is found: no check accepts everything. */
static void wrong_answers_are_seen(void **state)
{
	unsigned int blind = 0;

	(void)state;
	for (unsigned int i = 0; i < HF_ALL; i++)
		verdicts[i] = (unsigned char)hf_decide_one(i);
	for (unsigned int i = 0; i < HF_ALL; i++) {
		for (unsigned int wrong = 0; wrong <= HF_VERDICTS; wrong++) {
			unsigned char right = verdicts[i];

			verdicts[i] = (unsigned char)wrong;
			blind += wrong != right && !hf_broken_property(verdicts, i, HF_FORCE_LEVEL);
			verdicts[i] = right;
		}
	}
	assert_int_equal(blind, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_hold_of_all),
		cmocka_unit_test(wrong_answers_are_seen),
	};

	return cmocka_run_group_tests_name("decide_all", tests, NULL, NULL);
}
