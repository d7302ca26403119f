# SPDX-License-Identifier: GPL-2.0
#
#	make mutants		one fault after the other is put into a copy of the sources, and the
#				test that *.list names for it has to fail; MUTANTS=... chooses some

mutants:
	@HOLDFAST_BUILD=$(BUILD) tests/mutants/run $(MUTANTS)

.PHONY: mutants
