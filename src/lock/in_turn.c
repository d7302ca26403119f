// SPDX-License-Identifier: GPL-2.0
#include <unistd.h>

#include "engine/engine.h"
#include "kernel/preflight.h"
#include "lock/lock.h"
#include "lock/turn.h"

int lock_in_turn(const struct lock_request *request, struct lock_outcome *out)
{
	int turn, err;

	if (preflight_user())
		return -1;
	/* An engine that is there is anchored where init sees it. */
	if (engine_enter_init())
		return -1;
	turn = take_turn();
	if (turn < 0)
		return -1;
	err = lock_kernel(request, out);
	engine_rules_free(&out->now);
	close(turn);
	return err;
}
