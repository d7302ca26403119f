# SPDX-License-Identifier: GPL-2.0
#
#	make mutants		puts one fault after the other into a copy of the sources; the test
#				that *.list names for it has to fail; MUTANTS=... chooses some
# tests/matrix/mutant has others: for these the matrix has to name exactly the broken rules and probes.

mutants:
	@HOLDFAST_BUILD=$(BUILD) tests/mutants/run $(MUTANTS)

.PHONY: mutants
