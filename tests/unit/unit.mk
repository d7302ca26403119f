# SPDX-License-Identifier: GPL-2.0
#
#	make check-unit		the unit tests, with the address and undefined behaviour sanitizers
#
# Each is built twice, with any FORCE_LEVEL: as a build with all levels, and as one without `none`. Each test_NAME.c is
# a program, linked with the parts of src/ that it needs.

UNIT = $(BUILD)/unit
UNIT_FORCED = none integrity
UNIT_TESTS := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c))
# The parts that need no kernel and no engine.
UNIT_ROOMS = base kernel modules policy policy/text policy/suggest engine/builtin engine/types ima
UNIT_PARTS = $(patsubst %.c,%,$(filter-out src/modules/main.c,$(wildcard $(UNIT_ROOMS:%=src/%/*.c)))) \
	src/lock/boot_params src/residue/lines src/engine/bpf/iterator_lines src/engine/bpf/entries \
	src/engine/bpf/paths src/engine/bpf/policy_request probe/run core/blob_find core/blob_open \
	tests/unit/unit tests/unit/blob_unit tests/unit/modules_unit tests/unit/policy_unit tests/unit/suggest_unit
UNIT_PROGRAMS = $(foreach level,$(UNIT_FORCED),$(UNIT_TESTS:%=$(UNIT)/$(level)/%))

# _FORTIFY_SOURCE would call functions that the sanitizer does not watch.
UNIT_CFLAGS = -O1 -U_FORTIFY_SOURCE -Itests/unit -fno-omit-frame-pointer \
	-fsanitize=address,undefined -fno-sanitize-recover=all

define unit_rules
$(UNIT)/$(1)/%.o: %.c $(BUILD)/flags
	@mkdir -p $$(@D)
	$$(call say,CC,$$@)$$(CC) $$(CPPFLAGS) -UHF_FORCE_LEVEL -DHF_FORCE_LEVEL=$$(LEVEL_$(1)) \
		$$(CFLAGS_ALL) $$(UNIT_CFLAGS) -MMD -MP -c -o $$@ $$<

$(UNIT)/$(1)/parts.a: $(UNIT_PARTS:%=$(UNIT)/$(1)/%.o)
	$$(call say,AR,$$@)rm -f $$@ && $$(AR) rcs $$@ $$^

$(UNIT)/$(1)/test_%: $(UNIT)/$(1)/tests/unit/test_%.o $(UNIT)/$(1)/parts.a
	$$(call say,LD,$$@)$$(CC) $$(CFLAGS_ALL) $$(UNIT_CFLAGS) $$(LDFLAGS_ALL) -o $$@ $$^ \
		-lcmocka -lbpf -ljansson -leconf -lelf $$(MODULES_LDLIBS)

-include $(UNIT_PARTS:%=$(UNIT)/$(1)/%.d) $(UNIT_TESTS:%=$(UNIT)/$(1)/tests/unit/%.d)
endef
$(foreach level,$(UNIT_FORCED),$(eval $(call unit_rules,$(level))))

# Runs all of them even if one fails, and then prints the number of failures.
check-unit: $(UNIT_PROGRAMS)
	@passed=0; failed=0; for test in $^; do \
		echo "# $$test"; \
		if "$$test"; then passed=$$((passed + 1)); else failed=$$((failed + 1)); fi; \
	done; echo "unit: $$passed passed, $$failed failed"; [ $$failed -eq 0 ]

.PHONY: check-unit
.SECONDARY:
