# SPDX-License-Identifier: GPL-2.0
#
#	make mutants		one fault after the other is put into a copy of the sources, and the
#				test that *.list names for it has to fail; MUTANTS=... chooses some
#
# Those of tests/matrix/mutant are others: of them the matrix has to name the rules that they break, and the
# probes, and no more.

mutants:
	@HOLDFAST_BUILD=$(BUILD) tests/mutants/run $(MUTANTS)

.PHONY: mutants
