// SPDX-License-Identifier: GPL-2.0
#include <stdio.h>

#include "base/report.h"
#include "residue/residue.h"
#include "residue/tally.h"

static int refuse(const struct residue *residue)
{
	for (size_t i = 0; i < residue->count; i++) {
		const struct residue_item *item = &residue->items[i];

		if (item->pid)
			fail("residue: %s, held by process %d (%s)", item->what, item->pid,
			     item->comm);
		else
			fail("residue: %s, %s", item->way->kind, item->what);
	}
	for (size_t i = 0; i < residue->gap_count; i++)
		fail("not known to be clean: %s: %s", residue->gaps[i].what, residue->gaps[i].why);
	return fail("not locked, because --require-clean was given: %zu would still reach the "
		    "kernel, %zu could not be looked at; `holdfast residue` says more",
		    residue->count, residue_unknown(residue));
}

int residue_check(bool must_be_clean, struct residue_tally *tally)
{
	struct residue residue;
	int err = 0;

	residue_look(&residue, must_be_clean);
	tally->looked = true;
	tally->found = residue.count;
	tally->unknown = residue_unknown(&residue);
	if (must_be_clean && (tally->found || tally->unknown))
		err = refuse(&residue);
	residue_free(&residue);
	return err;
}

void print_residue_tally(const struct residue_tally *tally)
{
	if (!tally->looked)
		return;
	if (!tally->unknown && !tally->found)
		puts("  residue    none");
	else
		printf("  residue    %zu%s (see `holdfast residue`)\n", tally->found,
		       tally->unknown ? " seen" : "");
}

json_t *residue_tally_json(const struct residue_tally *tally, size_t number)
{
	return tally->looked ? json_integer((json_int_t)number) : json_null();
}
