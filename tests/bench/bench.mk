# SPDX-License-Identifier: GPL-2.0
# Measurements for readers; they are no tests.

BENCH_PROGRAMS = $(addprefix $(BUILD)/tests/guest/,minimal spend kexec-often)

$(BUILD)/tests/minimal.bpf.o: tests/bench/minimal.bpf.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,BPF,$<)$(CLANG) $(BPF_CFLAGS) -c -o $@ $<

$(BUILD)/tests/minimal.skel.h: $(BUILD)/tests/minimal.bpf.o
	$(call say,SKEL,$@)$(BPFTOOL) gen skeleton $< name minimal_bpf > $@.tmp && mv $@.tmp $@

$(BENCH_PROGRAMS): $(BUILD)/tests/guest/%: tests/bench/%.c $(BUILD)/tests/minimal.skel.h
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CPPFLAGS) -isystem $(BUILD)/tests $(CFLAGS_ALL) $(LDFLAGS_ALL) \
		-o $@ $< -lbpf

# The programs of tests/bench/cost.
cost-programs: $(BUILD)/tests/guest/minimal $(BUILD)/tests/guest/spend $(BUILD)/vm/count.so

bench: all $(BUILD)/vm/count.so $(BENCH_PROGRAMS)
	tests/bench/run
	tests/bench/lsm

.PHONY: bench cost-programs
