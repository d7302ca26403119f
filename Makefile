# SPDX-License-Identifier: GPL-2.0
#
#	make			the program and the engine inside it: build/holdfast
#	make check		unit tests, style, and the tests on real kernels
#	make demo		what it does, on a real kernel
#	make matrix		every probe, kernel and engine in one table: build/matrix/
#	make bench		figures
#	make mutants		do the tests see a fault? An hour
#	make install		DESTDIR= PREFIX=
#
#	FORCE_LEVEL=integrity	a build that knows no lower level
#	BUILD=dir		where to build; V=1: show the commands

BUILD ?= build
PREFIX ?= /usr
DESTDIR ?=
# Where initramfs-tools, dracut and systemd look, whatever PREFIX says: nobody sees a hook elsewhere.
INITRAMFS_TOOLS_DIR ?= /usr/share/initramfs-tools
DRACUT_DIR ?= /usr/lib/dracut
SYSTEMD_DIR ?= /usr/lib/systemd/system
SYSTEMD_SHUTDOWN_DIR ?= /usr/lib/systemd/system-shutdown
ifneq ($(filter /%,$(PREFIX))x$(words $(PREFIX)),$(PREFIX)x1)
$(error PREFIX=$(PREFIX): no absolute path; valid: /usr, /usr/local)
endif
CC = gcc
CLANG ?= clang
BPFTOOL ?= $(shell command -v bpftool || echo /usr/sbin/bpftool)
VERSION := 0.1
# Tests build with a core/ and a bpf/ of their own; nobody else has a reason to.
CORE ?= core
ENGINE ?= bpf

FORCE_LEVEL ?= none
ifneq ($(filter none integrity confidentiality,$(FORCE_LEVEL))x$(words $(FORCE_LEVEL)),$(FORCE_LEVEL)x1)
$(error FORCE_LEVEL=$(FORCE_LEVEL): no such level; valid: none, integrity, confidentiality)
endif
LEVEL_none = HF_NONE
LEVEL_integrity = HF_INTEGRITY
LEVEL_confidentiality = HF_CONFIDENTIALITY
DEFINES = -DHF_FORCE_LEVEL=$(LEVEL_$(FORCE_LEVEL)) -DHF_VERSION='"$(VERSION)"'

WARNINGS = -Wall -Wextra -Werror -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wshadow -Wpointer-arith -Wcast-qual -Wwrite-strings -Wundef -Wvla -Wformat=2 \
	-Wformat-signedness -Wimplicit-fallthrough -Wswitch-enum -Wnull-dereference -Winit-self
HARDENING = -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE -fstack-clash-protection
CPPFLAGS += -D_GNU_SOURCE $(DEFINES) -I$(CORE) -Isrc -Iprobe -isystem $(BUILD)
CFLAGS ?= -O2 -g
CFLAGS_ALL = -std=gnu11 $(WARNINGS) $(HARDENING) $(CFLAGS)
# Not -MMD: the skeletons are headers of $(BUILD), whose warnings are nobody's, as those of the system's.
DEPENDENCIES = -MD -MP
LDFLAGS_ALL = -pie -Wl,-z,relro,-z,now,--as-needed $(LDFLAGS)
LDLIBS = -lbpf -ljansson -lefivar -leconf -lelf -lkeyutils
MODULES_LDLIBS = -lcrypto -lkeyutils -llzma -lzstd -llz4 -lz -ljansson

# The arch's headers: clang -target bpf has no multiarch folder of its own.
BPF_CFLAGS = -O2 -g -target bpf -mcpu=v3 -D__TARGET_ARCH_x86 -I$(CORE) $(DEFINES) \
	-idirafter /usr/include/$(shell $(CC) -print-multiarch) \
	-Wall -Wextra -Werror -Wshadow -Wno-unused-parameter

ifeq ($(V),1)
say =
else
say = @printf '  %-8s%s\n' "$(1)" "$(2)";
endif

# `holdfast modules` is a program of its own, for the sake of its libraries: src/commands/modules.c.
MODULES_SOURCES := $(wildcard src/modules/*.c src/base/*.c)
CORE_OBJECTS := $(BUILD)/core/blob_open.o $(BUILD)/core/blob_find.o
SOURCES := $(filter-out src/modules/%,$(wildcard src/*/*.c src/*/*/*.c)) $(wildcard probe/*.c)
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)
MODULES_OBJECTS := $(MODULES_SOURCES:%.c=$(BUILD)/%.o)

all: $(BUILD)/holdfast $(BUILD)/holdfast-modules documents

$(BUILD)/holdfast: $(OBJECTS) $(CORE_OBJECTS)
	$(call say,LD,$@)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS)

$(BUILD)/holdfast-modules: $(MODULES_OBJECTS) $(CORE_OBJECTS)
	$(call say,LD,$@)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(MODULES_LDLIBS)

$(BUILD)/core/%.o: $(CORE)/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(DEPENDENCIES) -c -o $@ $<

# The flags are an input, too: a build with another FORCE_LEVEL is another build.
$(BUILD)/flags: force
	@mkdir -p $(@D); echo '$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(DEPENDENCIES) $(BPF_CFLAGS)' | cmp -s - $@ || \
		echo '$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(DEPENDENCIES) $(BPF_CFLAGS)' > $@

# All skeletons have to be there; that one needs them and another does not, its dependencies say.
$(BUILD)/%.o: %.c $(BUILD)/flags | $(BUILD)/engine.skel.h $(BUILD)/plain.skel.h $(BUILD)/loading.skel.h $(BUILD)/residue.skel.h
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(DEPENDENCIES) -c -o $@ $<

$(BUILD)/engine.skel.h: $(BUILD)/holdfast.bpf.o
	$(call say,SKEL,$@)$(BPFTOOL) gen skeleton $< name engine_bpf > $@.tmp && mv $@.tmp $@

# It is taken for the other: but for its bytes it is the same, or it is not built.
ALL_BUT_BYTES = sed '/__elf_bytes(size_t \*sz)$$/,/^}/d'
$(BUILD)/plain.skel.h: $(BUILD)/plain.bpf.o $(BUILD)/engine.skel.h
	$(call say,SKEL,$@)$(BPFTOOL) gen skeleton $< name engine_bpf > $@.tmp && \
		$(ALL_BUT_BYTES) $@.tmp > $@.places && $(ALL_BUT_BYTES) $(BUILD)/engine.skel.h | diff - $@.places && \
		sed 's/engine_bpf/plain_bpf/g;s/ENGINE_BPF/PLAIN_BPF/g' $@.tmp > $@ && rm $@.tmp $@.places

$(BUILD)/loading.skel.h $(BUILD)/residue.skel.h: $(BUILD)/%.skel.h: $(BUILD)/%.bpf.o
	$(call say,SKEL,$@)$(BPFTOOL) gen skeleton $< name $*_bpf > $@.tmp && mv $@.tmp $@

$(BUILD)/%.bpf.o: $(ENGINE)/%.bpf.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,BPF,$<)$(CLANG) $(BPF_CFLAGS) -MMD -MP -MT $@ -MF $(@:.o=.d) -c -o $@.tmp $< && \
		$(BPFTOOL) gen object $@ $@.tmp && rm $@.tmp

-include $(OBJECTS:.o=.d) $(CORE_OBJECTS:.o=.d) $(MODULES_OBJECTS:.o=.d) $(BUILD)/holdfast.bpf.d $(BUILD)/plain.bpf.d $(BUILD)/loading.bpf.d \
	$(BUILD)/residue.bpf.d $(BUILD)/man/describe_commands.d

include tests/unit/unit.mk tests/vm/vm.mk tests/matrix/matrix.mk tests/bench/bench.mk \
	tests/mutants/mutants.mk

# The manual: holdfast(7) has the reasons of core/reasons.def, the other pages their synopses from the table of commands.
$(BUILD)/man/list_reasons: man/list_reasons.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC,$<)$(CC) $(CPPFLAGS) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $<

$(BUILD)/man/holdfast.7: man/holdfast.7.in $(BUILD)/man/list_reasons core/reasons.def
	$(call say,MAN,$@)$(BUILD)/man/list_reasons < $< > $@

DESCRIBE = $(BUILD)/man/describe_commands
$(DESCRIBE): $(DESCRIBE).o $(filter-out $(BUILD)/src/commands/main.o,$(OBJECTS)) $(CORE_OBJECTS)
	$(call say,LD,$@)$(CC) $(CFLAGS_ALL) $(LDFLAGS_ALL) -o $@ $^ $(LDLIBS)

$(BUILD)/man/holdfast.8: man/holdfast.8.in $(DESCRIBE)
	$(call say,MAN,$@)$(DESCRIBE) man all < $< > $@

$(BUILD)/man/holdfast-%.8: man/holdfast-%.8.in $(DESCRIBE)
	$(call say,MAN,$@)$(DESCRIBE) man $* < $< > $@

$(BUILD)/completion/holdfast.bash: dist/completion/holdfast.bash.in $(DESCRIBE)
	@mkdir -p $(@D)
	$(call say,MAKE,$@)$(DESCRIBE) bash < $< > $@

$(BUILD)/completion/_holdfast: dist/completion/_holdfast.in $(DESCRIBE)
	@mkdir -p $(@D)
	$(call say,MAKE,$@)$(DESCRIBE) zsh < $< > $@

MANUAL_8 = $(patsubst man/%.in,$(BUILD)/man/%,$(wildcard man/*.8.in))
MANUAL = $(wildcard man/*.5) $(MANUAL_8) $(BUILD)/man/holdfast.7
COMPLETIONS = $(BUILD)/completion/holdfast.bash $(BUILD)/completion/_holdfast

# What is in dist/ knows the places of PREFIX=/usr; the program's place in an image is always that one.
PLACES = s,^\(program=\|ExecStart=\)/usr/,\1$(PREFIX)/,;s,\(copy_exec\|inst_binary\) /usr/,\1 $(PREFIX)/,;\
	s,/usr/lib/holdfast/add-lock,$(PREFIX)/lib/holdfast/add-lock,;\
	s,^holdfast_forced=no$$,holdfast_forced=$(if $(filter none,$(FORCE_LEVEL)),no,yes),

UNITS = $(notdir $(wildcard dist/systemd/*.service))

# install_placed MODE,FROM,TO: nothing is made in $(BUILD), as two installations may run at once
define install_placed
install -D -m $(1) $(2) $(DESTDIR)$(3) && sed -i '$(PLACES)' $(DESTDIR)$(3)
endef

install: all
	install -D -m 755 -t $(DESTDIR)$(PREFIX)/sbin $(BUILD)/holdfast $(BUILD)/holdfast-modules
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man5 man/*.5
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man8 $(MANUAL_8)
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/man/man7 $(BUILD)/man/holdfast.7
	install -D -m 644 $(BUILD)/completion/holdfast.bash \
		$(DESTDIR)$(PREFIX)/share/bash-completion/completions/holdfast
	install -D -m 644 $(BUILD)/completion/_holdfast \
		$(DESTDIR)$(PREFIX)/share/zsh/vendor-completions/_holdfast
	install -D -m 755 dist/uki/build $(DESTDIR)$(PREFIX)/lib/holdfast/build-uki
	install -D -m 755 dist/uki/sign-variable $(DESTDIR)$(PREFIX)/lib/holdfast/sign-variable
	$(call install_placed,755,dist/image/add-lock,$(PREFIX)/lib/holdfast/add-lock)
	$(call install_placed,755,dist/initramfs-tools/hooks/holdfast,$(INITRAMFS_TOOLS_DIR)/hooks/holdfast)
	$(call install_placed,755,dist/image/boot,$(INITRAMFS_TOOLS_DIR)/scripts/init-top/holdfast)
	$(call install_placed,755,dist/dracut/90holdfast/module-setup.sh,$(DRACUT_DIR)/modules.d/90holdfast/module-setup.sh)
	$(call install_placed,755,dist/image/boot,$(DRACUT_DIR)/modules.d/90holdfast/holdfast-boot.sh)
	$(foreach unit,$(UNITS),$(call install_placed,644,dist/systemd/$(unit),$(SYSTEMD_DIR)/$(unit)) &&) :
	install -d $(DESTDIR)$(SYSTEMD_DIR)/sysinit.target.wants
	ln -sf ../holdfast-boot.service $(DESTDIR)$(SYSTEMD_DIR)/sysinit.target.wants/
	install -D -m 755 dist/systemd/shutdown $(DESTDIR)$(SYSTEMD_SHUTDOWN_DIR)/holdfast

# README and manual: every transcript is run again, every page is read by a linter.
check-docs: guest documents
	tests/docs/run $(MANUAL)

check:
	./check

demo:
	./demo

documents: $(MANUAL_8) $(BUILD)/man/holdfast.7 $(COMPLETIONS)

clean:
	rm -rf $(BUILD)

force:

.PHONY: all documents install check check-docs demo clean force
.DELETE_ON_ERROR:
