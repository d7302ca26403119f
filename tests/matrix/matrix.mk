# SPDX-License-Identifier: GPL-2.0
#
#	make matrix		all probes on all kernels, by who refuses: $(BUILD)/matrix/matrix.*
#	make matrix-accept	makes its result the one that check-matrix expects, and docs/guarantees.md's table
#	make check-matrix	measures it again; fails on a fault, or if a broken engine
#				shows none
#	make check-matrix-quick	the same without broken engines

MATRIX = $(BUILD)/matrix

matrix: all
	@rm -rf $(MATRIX)
	@kernels=$$(vm/list_kernels matrix) && for kernel in $$kernels; do echo "ours $$kernel"; echo "native $$kernel"; done | \
		HOLDFAST_BUILD=$(BUILD) xargs -P "$$(nproc)" -L 1 tests/matrix/collect $(MATRIX)
	@tests/matrix/judge $(MATRIX)
	@sed -n '/^KERNEL/,$$p' $(MATRIX)/matrix.txt

matrix-accept:
	@tests/matrix/accept $(MATRIX)

check-matrix: check-matrix-quick
	@tests/matrix/mutants $(MATRIX)

check-matrix-quick: matrix
	@jq -r -f tests/matrix/tap.jq $(MATRIX)/matrix.json
	@tests/matrix/altered $(MATRIX)
	@jq -e '.faults == []' $(MATRIX)/matrix.json >/dev/null

.PHONY: matrix matrix-accept check-matrix check-matrix-quick
