# SPDX-License-Identifier: GPL-2.0
#
#	make check-unit		the unit tests, with the address and undefined behaviour sanitizers
#
# Twice, whatever FORCE_LEVEL says: as a build that knows all levels, and as one that knows no
# `none`. Each test_NAME.c is a program, linked with what it needs of src/.

UNIT = $(BUILD)/unit
UNIT_FORCED = none integrity
UNIT_TESTS := $(patsubst tests/unit/%.c,%,$(wildcard tests/unit/test_*.c))
# The parts that need no kernel and no engine.
UNIT_PARTS = probe/probe src/audit src/boot_params src/builtin src/builtin_policy src/detached_mount src/device_name src/event_text src/ima_cmdline src/ima_load src/ima_modules src/ima_rules src/ima_waiver src/kernel_log src/lsm_list src/names \
	src/native src/options src/report src/residue_lines src/securityfs src/text_file src/words tests/unit/unit \
	src/elf_needs src/index src/kernel_types src/libraries src/memory src/msr_names src/msr_safe src/name_set src/policy src/policy_check src/policy_devices \
	src/policy_files src/policy_json src/policy_keys src/policy_paths src/policy_places src/policy_problem \
	src/policy_programs src/policy_set_exception src/policy_set_lock src/policy_set_verify src/policy_set_quiet src/policy_show \
	src/policy_text src/policy_values src/policy_verdict src/program_paths src/quiet src/record src/reduced_types src/record_event src/suggest \
	src/suggest_program src/suggest_section src/utf8 src/verity \
	src/keyrings src/modules_bytes src/modules_certificates src/modules_fate src/modules_list \
	src/modules_signature src/modules_trailer src/modules_unpack \
	core/blob_find core/blob_open src/exceptions src/policy_blob src/policy_compile \
	tests/unit/blob_unit tests/unit/modules_unit tests/unit/policy_unit tests/unit/suggest_unit
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

# All of them, also where one fails; then says how many did.
check-unit: $(UNIT_PROGRAMS)
	@passed=0; failed=0; for test in $^; do \
		echo "# $$test"; \
		if "$$test"; then passed=$$((passed + 1)); else failed=$$((failed + 1)); fi; \
	done; echo "unit: $$passed passed, $$failed failed"; [ $$failed -eq 0 ]

.PHONY: check-unit
.SECONDARY:
