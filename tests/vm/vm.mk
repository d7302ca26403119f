# SPDX-License-Identifier: GPL-2.0
# The tests on real kernels: programs for the guest, and two builds that only tests need.

GUEST_SOURCES := $(wildcard tests/vm/guest/*.c tests/escape/*.c)
GUEST_PROGRAMS := $(patsubst %.c,$(BUILD)/tests/guest/%,$(notdir $(filter-out %.bpf.c,\
	$(GUEST_SOURCES))))
GUEST_SKELETONS := $(patsubst %.bpf.c,$(BUILD)/tests/%.skel.h,$(notdir $(filter %.bpf.c,\
	$(GUEST_SOURCES))))
vpath %.c tests/vm/guest tests/escape

$(BUILD)/tests/guest/%: %.c $(wildcard tests/vm/guest/*.h tests/escape/*.h) $(BUILD)/flags $(GUEST_SKELETONS)
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CPPFLAGS) -isystem $(BUILD)/tests $(CFLAGS_ALL) $(LDFLAGS_ALL) \
		-o $@ $< -lbpf -ljansson $(GUEST_LDLIBS)

$(BUILD)/tests/guest/sign-module: GUEST_LDLIBS = -lcrypto
$(BUILD)/tests/guest/policy-mutate: GUEST_LDLIBS = $(CORE_OBJECTS)
$(BUILD)/tests/guest/policy-mutate: $(CORE_OBJECTS)
# With the loader itself.
$(BUILD)/tests/guest/verified: GUEST_LDLIBS = $(BUILD)/tests/loader.a $(LDLIBS)
$(BUILD)/tests/guest/verified: LDFLAGS_ALL += -Wl,--wrap=kernel_types_get
$(BUILD)/tests/guest/verified: $(BUILD)/tests/loader.a
$(BUILD)/tests/loader.a: $(OBJECTS) $(CORE_OBJECTS)
	$(call say,AR,$@)rm -f $@ && $(AR) rcs $@ $^

# Programs that get exceptions are linked statically, so that their digests cover all of their code.
STATIC = execute load-file msr-write path-open pretend run-data
$(STATIC:%=$(BUILD)/tests/guest/%): LDFLAGS_ALL = -static
$(STATIC:%=$(BUILD)/tests/guest/%): HARDENING = -O2

$(BUILD)/tests/guest/preload: HARDENING = -fPIC
$(BUILD)/tests/guest/preload: LDFLAGS_ALL = -shared

# And one with libraries.
$(BUILD)/tests/guest/msr-write-shared: msr-write.c $(wildcard tests/vm/guest/*.h) $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) -o $@ $<

$(GUEST_SKELETONS:.skel.h=.bpf.o): $(BUILD)/tests/%.bpf.o: %.bpf.c $(wildcard core/*) $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,BPF,$<)$(CLANG) $(BPF_CFLAGS) -c -o $@ $<

$(GUEST_SKELETONS): $(BUILD)/tests/%.skel.h: $(BUILD)/tests/%.bpf.o
	$(call say,SKEL,$@)$(BPFTOOL) gen skeleton $< name $*_bpf > $@.tmp && mv $@.tmp $@

# A core that does not know two of the kernel's reasons: it has names for them that no kernel has. The code that tries
# them by our own names sees the old ones.
$(BUILD)/variants/core: $(wildcard core/*) tests/vm/vm.mk
	@rm -rf $@ && mkdir -p $(@D) && cp -r core $@
	@sed -i -e 's/REASON(KEXEC, "kexec"/REASON(NO_SUCH_KEXEC, "no-such-kexec"/' \
		-e 's/REASON(KCORE, "kcore"/REASON(NO_SUCH_KCORE, "no-such-kcore"/' $@/reasons.def
	@printf '#define HF_REASON_%s HF_REASON_NO_SUCH_%s\n' KEXEC KEXEC KCORE KCORE >> $@/levels.h

$(BUILD)/variants/unknown/holdfast: $(BUILD)/holdfast $(BUILD)/variants/core
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/unknown CORE=$(BUILD)/variants/core
	@mkdir -p $(@D) && cp $(BUILD)/unknown/holdfast $@

$(BUILD)/variants/forced/holdfast: $(BUILD)/holdfast
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/forced FORCE_LEVEL=integrity
	@mkdir -p $(@D) && cp $(BUILD)/forced/holdfast $@

# The adversary has several files.
ADVERSARY_OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(wildcard tests/escape/random/*.c))
$(ADVERSARY_OBJECTS): $(wildcard tests/escape/random/*.h tests/escape/random/*.def)
$(BUILD)/tests/guest/adversary: $(ADVERSARY_OBJECTS)
	$(call say,LD,$@)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ -lbpf -ljansson

# For iproute2 to load.
$(BUILD)/variants/jobs.bpf.o: $(BUILD)/tests/jobs.bpf.o
	@mkdir -p $(@D) && cp $< $@

# Part of vm/run: the plugin that counts the guest's instructions.
$(BUILD)/vm/count.so: vm/count.c vm/mark.h $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CFLAGS_ALL) -fPIC -fvisibility=hidden -shared -o $@ $<

guest: all $(BUILD)/vm/count.so $(GUEST_PROGRAMS) $(BUILD)/tests/guest/adversary $(BUILD)/tests/guest/msr-write-shared $(BUILD)/variants/unknown/holdfast $(BUILD)/variants/forced/holdfast $(BUILD)/variants/jobs.bpf.o

# They compile kernels: ./check has the small one.
check-lsm: guest
	tests/vm/lsm $(LSM_KERNELS)

# The same in kernels that check themselves, which is far slower.
check-lsm-debug: guest
	tests/vm/lsm --debug

.PHONY: guest check-lsm check-lsm-debug
