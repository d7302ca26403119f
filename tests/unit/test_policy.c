// SPDX-License-Identifier: GPL-2.0
/* A policy's text: valid ones, and a message with line and column for each mistake. */
#include "policy_unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/names.h"
#include "policy/text/text.h"
#include "policy/verdict.h"

#define FOUR DIGEST " " DIGEST " " DIGEST " " DIGEST " "

static void bad_lines_are_named(void **state)
{
	static const struct mistake mistakes[] = {
		{ "Level=integrity\n", "1:1", "a key outside of a section" },
		{ "[Look]\nLevel=integrity\n", "1:1", "there is no section 'Look'" },
		{ "\n  [lock]\n", "2:3", "there is no section 'lock'" },
		{ "[ Lock]\n", "1:1", "there is no section ' Lock'" },
		{ "[Lock]]\n", "1:7", "text after" },
		{ "[Lock] # c\n", "1:7", "text after" },
		{ "[Lock\n", "1:1", "']' is missing" },
		{ "[]\n", "1:1", "without a name" },
		{ "[Exception]\n", "1:1", "there is no section 'Exception'" },
		{ "[Exception ]\n", "1:1", "no exception can be named ''" },
		{ "[Exception  a]\n", "1:1", "no exception can be named ' a'" },
		{ "[Exception a/b]\n", "1:1", "no exception can be named 'a/b'" },
		{ "[Exception a#b]\n", "1:1", "no exception can be named 'a#b'" },
		{ "[Lock]\nSeal=yes\n[Reasons]\n[Lock]\n", "4:1", "the first is in line 1" },
		{ "[Lock]\nSeal=yes\nStrict=no\nSeal=yes\n", "4:1", "the first is in line 2" },
		{ "[Lock]\n\tSeal = no\nSeal=\n", "3:1", "Seal= is set a second time" },
		{ "[Lock]\nLevels=integrity\n", "2:1",
		  "there is no key 'Levels' in [Lock]; valid: Level, LevelUnderSecureBoot, Native" },
		{ "[Lock]\nSe al=yes\n", "2:1", "there is no key 'Se al'" },
		{ "[Lock]\nlevel=integrity\n", "2:1", "there is no key 'level'" },
		{ "[Reasons]\nMSR=audit\n", "2:1",
		  "there is no key 'MSR' in [Reasons]; valid: module" },
		{ EXCEPTION "Verify=x\n", "4:1", "there is no key 'Verify'" },
		{ "[Lock]\n=yes\n", "2:1", "there is no key before the '='" },
		{ "[Lock]\n   Seal\n", "2:4", "the line has none of the valid forms" },
		{ "[Lock]\n; old\n", "2:1", "the line has none of the valid forms" },
		{ "[Lock]\nSeal=yes # now\n", "2:10", "a '#' in a setting" },
		{ "[Lock]\nSeal= \"yes\"\n", "2:7", "a value in quotes" },
	};

	(void)state;
	check_mistakes(mistakes, ARRAY_SIZE(mistakes));
}

static void bad_bytes_are_named(void **state)
{
	static const struct mistake mistakes[] = {
		{ "[Lock]\nSeal=yes\r\n", "2:9", "control character 0x0d" },
		{ "[Lock]\n# \033[2J\n", "2:3", "control character 0x1b" },
		{ "# \x7f\n", "1:3", "control character 0x7f" },
		{ "# \xc2\x9b\n", "1:3", "control character 0xc2" },
		{ "# \xff\n", "1:3", "byte 0xff is not UTF-8" },
		{ "# \xc3", "1:3", "byte 0xc3 is not UTF-8" },
		{ "# \xc0\xaf\n", "1:3", "byte 0xc0 is not UTF-8" },
		{ "# \xed\xa0\x80\n", "1:3", "byte 0xed is not UTF-8" },
	};
	static const char nul[] = "[Lock]\nSeal=y\0es\n";
	static const struct mistake cut = { nul, "2:7", "control character 0x00" };
	static char text[POLICY_FILE_MAX + 1];
	struct mistake mistake = { text, "2:8001", "the line is too long" };
	static char err[CAPTURE_SIZE];

	(void)state;
	check_mistakes(mistakes, ARRAY_SIZE(mistakes));
	check_mistake(&cut, sizeof(nul) - 1);
	memset(text, ' ', sizeof(text));
	text[0] = '#';
	text[1] = '\n';
	check_mistake(&mistake, 2 + 8001);
	policy_free(read_text(text, 2 + 8000, err));
	assert_string_equal(err, "");
	for (size_t i = 0; i < sizeof(text); i += 64)
		text[i] = '\n';
	assert_null(read_text(text, POLICY_FILE_MAX + 1, err));
	assert_contains(err, "/t: it is too large; valid: up to 16 MiB\n");
	policy_free(read_text(text, POLICY_FILE_MAX, err));
	assert_string_equal(err, "");
}

static void bad_values_are_named(void **state)
{
	static const struct mistake mistakes[] = {
		{ "[Lock]\nLevel=integrty\n", "2:7", "there is no level 'integrty'" },
		{ "[Lock]\nLevel = Integrity\n", "2:9", "there is no level 'Integrity'" },
		{ "[Lock]\nLevelUnderSecureBoot=1\n", "2:22", "there is no level '1'" },
		{ "[Lock]\nNative=maybe\n", "2:8", "'maybe' of this key; valid: auto, yes, no" },
		{ "[Lock]\nSeal=true\n", "2:6", "'true' of this key; valid: no, yes" },
		{ "[Lock]\nStrict=1\n", "2:8", "'1'" },
		{ "[Lock]\nRequireClean=YES\n", "2:14", "'YES'" },
		{ "[Lock]\nMode=on\n", "2:6", "'on' of this key; valid: enforce, audit" },
		{ "[Lock]\nMode==audit\n", "2:6", "'=audit'" },
		{ "[Reasons]\nkcore=Allow\n", "2:7",
		  "'Allow' of this key; valid: allow, audit, deny" },
		{ "[Reasons]\nseal=audit\n", "2:6", "seal has no verdict of its own" },
		{ "[Reasons]\nseal=deny\n", "2:6", "seal has no verdict of its own" },
		{ EXCEPTION "Unverified=maybe\n", "4:12", "'maybe'" },
		{ EXCEPTION "Libraries=all\n", "4:11", "'all' of this key; valid: any, verified" },
		{ EXCEPTION "Program=bin/a\n", "4:9", "'bin/a' is no whole path" },
		{ EXCEPTION "Program=/a//b\n", "4:9", "is no whole path" },
		{ EXCEPTION "Program=/a/../b\n", "4:9", "is no whole path" },
		{ EXCEPTION "Program=/a/./b\n", "4:9", "is no whole path" },
		{ EXCEPTION "Program=/a/\n", "4:9", "is no whole path" },
		{ "[Exception e]\nVerity=" DIGEST "\nReason=msr  mrs\n", "3:13",
		  "there is no reason 'mrs'; valid: module-signature, " },
		{ "[Exception e]\nVerity=" DIGEST "\nReason=msr,ioport\n", "3:8",
		  "there is no reason 'msr,ioport'" },
		{ "[Exception e]\nVerity=" DIGEST "\nReason=msr seal\n", "3:12",
		  "no exception is possible from the reason 'seal'" },
		{ "[Exception e]\nReason=msr\nVerity=" DIGEST " md5:00\n", "3:80",
		  "'md5:00' is no digest of an algorithm" },
		{ "[Exception e]\nReason=msr\nVerity=sha512:" ZEROS ZEROS "\n", "3:8",
		  "is no digest of an algorithm" },
		{ "[Exception e]\nReason=msr\nVerity=" DIGEST "0\n", "3:8",
		  "is not of the length" },
		{ "[Exception e]\nReason=msr\nVerity=sha256:00\n", "3:8", "is not of the length" },
		{ "[Exception e]\nReason=msr\nVerity=sha256:0x" ZEROS "\n", "3:8",
		  "no hexadecimal digit" },
		{ EXCEPTION "Libraries=verified\nLibrary=" DIGEST " x\n", "5:81",
		  "'x' is no digest" },
	};

	(void)state;
	check_mistakes(mistakes, ARRAY_SIZE(mistakes));
}

static void bad_ranges_are_named(void **state)
{
	static const struct mistake mistakes[] = {
		{ EXCEPTION "Registers=1 2-\n", "4:13", "'2-' is no register" },
		{ EXCEPTION "Registers=0x\n", "4:11", "'0x' is no register" },
		{ EXCEPTION "Registers=MSR_NO_SUCH\n", "4:11", "'MSR_NO_SUCH' is no register" },
		{ EXCEPTION "Registers=msr_efer\n", "4:11", "'msr_efer' is no register" },
		{ EXCEPTION "Registers=010\n", "4:11", "a 0 before it" },
		{ EXCEPTION "Registers=-1\n", "4:11", "is no register" },
		{ EXCEPTION "Registers=+1\n", "4:11", "is no register" },
		{ EXCEPTION "Registers=1f\n", "4:11", "is no register" },
		{ EXCEPTION "Registers=0x100000000\n", "4:11", "is too large for a register" },
		{ EXCEPTION "Registers=18446744073709551617\n", "4:11", "is too large" },
		{ EXCEPTION "Registers=0x20-0x10\n", "4:11", "ends before it begins" },
		{ EXCEPTION "Registers=0x20-0x1f\n", "4:11", "ends before it begins" },
		{ EXCEPTION "Registers=0-0xffffffff\n", "4:11", "more than 65536 registers" },
		{ EXCEPTION "Registers=0-0xffff 0x10000\n", "4:11", "more than 65536 registers" },
		{ EXCEPTION "Registers=, ,\n", "4:11", "only commas" },
		{ EXCEPTION "Ports=0x10000\n", "4:7", "is too large for an I/O port" },
		{ EXCEPTION "Ports=MSR_EFER\n", "4:7", "is no I/O port" },
		{ EXCEPTION "Ports=0-0xffff\n", "4:7", "has all I/O ports" },
		{ EXCEPTION "Ports=0-0x7fff,0x8000-0xffff\n", "4:7", "has all I/O ports" },
		{ EXCEPTION "Registers=1:\n", "4:11", "has a mask that is none" },
		{ EXCEPTION "Registers=1:0x\n", "4:11", "has a mask that is none" },
		{ EXCEPTION "Registers=1:0x0\n", "4:11", "has a mask that is none" },
		{ EXCEPTION "Registers=1:15\n", "4:11", "has a mask that is none" },
		{ EXCEPTION "Registers=1:0x11111111111111111\n", "4:11",
		  "has a mask that is none" },
		{ EXCEPTION "Registers=1:0xg\n", "4:11", "has a mask that is none" },
		{ EXCEPTION "Registers=1-3:0x1 2:0x3\n", "4:11", "a register with two masks" },
		{ EXCEPTION "Registers=1-3:0x1 2\n", "4:11", "a register with two masks" },
		{ EXCEPTION "Registers=1-3:0x1 3:0x3\n", "4:11", "a register with two masks" },
		{ EXCEPTION "Ports=1:0x1\n", "4:7", "is no I/O port" },
		{ EXCEPTION "Devices=/dev/null\n", "4:9", "belongs to the reason device-dma" },
		{ "[Exception e]\nReason=device-dma\nUnverified=yes\nProgram=/p\nDevices=/dev/null nvme0\n",
		  "5:19", "is no whole path" },
		{ "[Exception e]\nReason=device-dma\nUnverified=yes\nProgram=/p\nDevices=/sys/block/sda\n",
		  "5:9", "is not below /dev" },
	};

	(void)state;
	check_mistakes(mistakes, ARRAY_SIZE(mistakes));
}

static void too_many_ranges_are_named(void **state)
{
	char text[2048] = EXCEPTION "Registers=";
	static const char begin[] = EXCEPTION "Registers=";
	struct mistake mistake = { text, "4:11", "more than 64 ranges" };
	size_t used = sizeof(begin) - 1;
	struct policy *policy;

	(void)state;
	for (unsigned int i = 0; i < HF_RANGES; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%u ", 1000 - 2 * i);
	policy = read_right(text);
	assert_int_equal(policy->exceptions[0].registers.count, HF_RANGES);
	policy_free(policy);
	snprintf(text + used, sizeof(text) - used, "2000");
	check_mistakes(&mistake, 1);
	/* A range that touches two others merges them. */
	snprintf(text + used, sizeof(text) - used, "999");
	policy = read_right(text);
	assert_int_equal(policy->exceptions[0].registers.count, HF_RANGES - 1);
	policy_free(policy);
}

#define DEBUGFS "[Exception e]\nReason=debugfs\nVerity=" DIGEST "\n"
#define TEN	"0123456789"
#define NAME_63 TEN TEN TEN TEN TEN TEN "012"

static void bad_paths_are_named(void **state)
{
	static const struct mistake mistakes[] = {
		{ DEBUGFS "Paths=ec\n", "4:7", "'ec' is no whole path" },
		{ DEBUGFS "Paths=/sys/kernel/debug/a /sys/kernel/debug/a/../b\n", "4:27",
		  "is no whole path" },
		{ DEBUGFS "Paths=/sys/kernel/debug//ec\n", "4:7", "without '//'" },
		{ DEBUGFS "Paths=/sys/kernel/debug/./ec\n", "4:7", "'.' and '..'" },
		{ DEBUGFS "Paths=/sys/kernel/debug/ec/\n", "4:7", "no '/' at its end" },
		{ DEBUGFS "Paths=/sys/kernel/debug/ec,/sys/kernel/debug/x\n", "4:7",
		  "has a ',' before a '/'" },
		{ DEBUGFS "Paths=/sys/kernel/debug/ec,x /proc/kcore\n", "4:30",
		  "'/proc/kcore' is neither in debugfs nor in tracefs" },
		{ DEBUGFS "Paths=/sys/kernel/debugger\n", "4:7", "is neither in debugfs" },
		{ DEBUGFS "Paths=/sys/kernel/debug\n", "4:7", "is all of debugfs" },
		{ DEBUGFS "Paths=/sys/kernel/tracing\n", "4:7", "is all of tracefs" },
		{ DEBUGFS "Paths=/sys/kernel/debug/tracing\n", "4:7", "is all of tracefs" },
		{ DEBUGFS "Paths=/sys/kernel/debug/a/" NAME_63 "4/b\n", "4:7",
		  "a name that is too long; valid: up to 63 bytes" },
		{ DEBUGFS "Paths=/sys/kernel/debug/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17\n",
		  "4:7", "is too deep; valid: up to 16 names" },
	};

	(void)state;
	check_mistakes(mistakes, ARRAY_SIZE(mistakes));
}

static void too_many_paths_are_named(void **state)
{
	static const char begin[] = DEBUGFS "Paths=";
	static char text[4096] = DEBUGFS "Paths=";
	struct mistake mistake = { text, "4:7", "these are 65 paths; valid: up to 64" };
	size_t used = sizeof(begin) - 1;
	struct policy *policy;

	(void)state;
	for (unsigned int i = 0; i < HF_RANGES; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "/sys/kernel/debug/%u ",
					 i);
	policy = read_right(text);
	assert_int_equal(policy->exceptions[0].paths.count, HF_RANGES);
	policy_free(policy);
	snprintf(text + used, sizeof(text) - used, "/sys/kernel/debug/x");
	check_mistakes(&mistake, 1);
}

static void paths_are_for_their_reasons(void **state)
{
	static const struct mistake mistakes[] = {
		{ EXCEPTION "Paths=/sys/kernel/debug/x\n", "4:7",
		  "Paths= belongs to the reasons debugfs, debugfs-read and tracefs" },
		/* An empty list would mean everything. */
		{ "[Exception e]\nReason=tracefs debugfs\nVerity=" DIGEST
		  "\nPaths=/sys/kernel/debug/x\n",
		  "4:7", "has none for the reason tracefs, which exception e has" },
		{ "[Exception e]\nReason=debugfs debugfs-read tracefs\nVerity=" DIGEST
		  "\nPaths=/sys/kernel/debug/x\n",
		  "4:7", "one below /sys/kernel/tracing, or an exception of its own" },
		{ DEBUGFS "Paths=/sys/kernel/debug/tracing/x /sys/kernel/debug/y\n", "4:7",
		  "has '/sys/kernel/debug/tracing/x', which none of the reasons" },
	};

	(void)state;
	check_mistakes(mistakes, ARRAY_SIZE(mistakes));
}

static void right_paths_are_understood(void **state)
{
	struct policy *policy = read_right(
		"[Exception e]\nReason=debugfs tracefs\nVerity=" DIGEST
		"\nPaths= /sys/kernel/debug/a/" NAME_63 " \t/sys/kernel/tracing/trace_pipe "
		"/sys/kernel/debug/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16\n"
		"[Exception f]\nReason=debugfs\nVerity=" DIGEST "\nPaths=\n");
	const struct policy_exception *e = policy->exceptions;

	(void)state;
	assert_int_equal(e[0].paths.count, 3);
	assert_string_equal(e[0].paths.list[0], "/sys/kernel/debug/a/" NAME_63);
	assert_string_equal(e[0].paths.list[1], "/sys/kernel/tracing/trace_pipe");
	assert_int_equal(e[1].paths.count, 0);
	policy_free(policy);
}

static void contradictions_are_named(void **state)
{
	static const struct mistake mistakes[] = {
		{ "[Lock]\n[Exception e]\n", "2:1", "exception e has no " },
		{ "[Exception e]\nVerity=" DIGEST "\n", "1:1", "exception e has no Reason=" },
		{ "[Exception e]\nVerity=" DIGEST "\nReason=\n", "1:1", "e has no Reason=" },
		{ "[Exception e]\nReason=msr\n", "1:1", "run `holdfast enroll PROGRAM`" },
		{ "[Exception e]\nReason=msr\nProgram=/a/b\n", "1:1", "`holdfast enroll /a/b`" },
		{ "[Exception e]\nReason=msr\nVerity=\n", "1:1", "has no Verity=" },
		{ "[Exception e]\nReason=msr\nProgram=/a\nUnverified=no\n", "1:1",
		  "has no Verity=" },
		{ "[Exception e]\nReason=msr\nUnverified=yes\n", "3:12", "has no Program=" },
		{ EXCEPTION "Program=/a\nUnverified=yes\n", "5:12", "has Verity= in line 3" },
		{ "[Exception e]\nReason=msr\nProgram=/a\nUnverified=yes\nLibraries=verified\n",
		  "5:11", "the program of exception e is not" },
		{ "[Exception e]\nReason=kexec\nVerity=" DIGEST "\nRegisters=1\n", "4:11",
		  "Registers= belongs to the reason msr" },
		{ "[Exception e]\nReason=msr\nVerity=" DIGEST "\nPorts=1\n", "4:7",
		  "Ports= belongs to the reason ioport" },
		{ EXCEPTION "Image=" DIGEST "\n", "4:7", "Image= belongs to the reason kexec" },
		{ EXCEPTION "Module=" DIGEST "\n", "4:8",
		  "Module= belongs to the reason module-signature" },
		{ "[Exception e]\nReason=kexec\nImage=/boot/vmlinuz\n", "3:7", "is no digest" },
		{ "[Exception e]\nReason=kexec msr\nImage=" DIGEST "\n", "1:1", "has no Verity=" },
		{ "[Exception e]\nReason=kexec\nProgram=/a\nImage=" DIGEST "\n", "1:1",
		  "has no Verity=" },
		{ "[Exception e]\nReason=kexec\nProgram=/a\nUnverified=yes\nImage=" DIGEST "\n",
		  "5:7", "Unverified=yes anybody can be the program" },
		{ "[Exception e]\nReason=kexec\nVerity=" FOUR FOUR FOUR FOUR " " DIGEST
		  "\nImage=" DIGEST "\n",
		  "4:7", "up to 16 programs" },
		{ "[Exception e]\nReason=kexec-initrd\nVerity=" DIGEST "\n", "2:8",
		  "no exception is possible from the reason 'kexec-initrd'" },
		{ "[Verify]\nInitrd=any\n", "2:8", "is no digest" },
		{ "[Verify]\nFirmware=none " DIGEST "\n", "2:10", "is no digest" },
		{ "[Verify]\nModule=" DIGEST "\n", "2:1", "valid: Kernel, Initrd, Firmware" },
		{ EXCEPTION "Library=" DIGEST "\n", "4:9", "may map any" },
		{ EXCEPTION "Libraries=any\nLibrary=" DIGEST "\n", "5:9", "may map any" },
		{ "[Lock]\nStrict=yes\n[Reasons]\nkcore=allow\n", "4:7", "Strict=yes in [Lock]" },
		{ "[Exception e]\nReason=msr\nProgram=/a\nUnverified=yes\n[Lock]\nStrict=yes\n",
		  "4:12", "Strict=yes in [Lock]" },
	};
	/* The first of the list lacks both. */
	static char err[CAPTURE_SIZE];

	(void)state;
	assert_null(read_text(mistakes[0].text, strlen(mistakes[0].text), err));
	assert_int_equal(count_lines(err), 2);
	assert_contains(err, "/t:2:1: exception e has no Reason=");
	assert_contains(err, "/t:2:1: exception e has no Verity=");
	check_mistakes(mistakes + 1, ARRAY_SIZE(mistakes) - 1);
}

static void forced_builds_go_no_lower(void **state)
{
	static const struct mistake mistakes[] = {
		{ "[Lock]\nLevel=none\n", "2:7", "which always enforces; valid: integrity" },
		{ "[Lock]\nLevelUnderSecureBoot=none\n", "2:22", "which always enforces" },
		{ "[Lock]\nMode=audit\n", "2:6", "always enforces integrity" },
		{ "[Reasons]\nmsr=allow\n", "2:5", "msr=allow, but this build always enforces" },
		{ "[Reasons]\nmsr=audit\n", "2:5", "msr=audit, but this build always enforces" },
	};
	struct policy *policy;

	(void)state;
	for (size_t i = 0; i < ARRAY_SIZE(mistakes); i++) {
		if (HF_FORCE_LEVEL == HF_NONE)
			policy_free(read_right(mistakes[i].text));
		else
			check_mistakes(&mistakes[i], 1);
	}
	policy_free(read_right("[Reasons]\nmsr=deny\nkcore=audit\n"));
	policy = read_right("# nothing\n");
	assert_int_equal(policy->level, HF_FORCE_LEVEL);
	policy_free(policy);
}

/* All mistakes are listed, but not without end for a file full of them. */
static void all_problems_are_reported(void **state)
{
	static const char text[] = "[Lock]\nLevel=x\nSeal=y\n[Exception e]\nReason=a b\n";
	static char many[4000], err[CAPTURE_SIZE];
	size_t used = 0;

	(void)state;
	assert_null(read_text(text, sizeof(text) - 1, err));
	assert_int_equal(count_lines(err), 5);
	assert_contains(err, "/t:2:7: ");
	assert_contains(err, "/t:3:6: ");
	assert_contains(err, "/t:5:8: ");
	assert_contains(err, "/t:5:10: ");
	assert_contains(err, "/t:4:1: exception e has no Verity=");
	for (unsigned int i = 0; i < 100; i++)
		used += (size_t)snprintf(many + used, sizeof(many) - used, "x\n");
	assert_null(read_text(many, used, err));
	assert_int_equal(count_lines(err), 21);
	assert_contains(err, "/t:20:1: ");
	assert_contains(err, "/t: there is more that is wrong");
}

/* Quoted text is made safe for a terminal, and cut. */
static void quotes_are_printable_and_short(void **state)
{
	static const char text[] = "[Lock]\nLevel=\xe2\x80\xae" ZEROS ZEROS "\n";
	static char err[CAPTURE_SIZE];

	(void)state;
	assert_null(read_text(text, sizeof(text) - 1, err));
	assert_contains(err, "'\\xe2\\x80\\xae000");
	assert_contains(err, "0...'");
	for (const char *c = err; *c; c++)
		assert_true(*c == '\n' || (*c >= ' ' && *c <= '~'));
	assert_lacks(err, ZEROS);
}

static void files_are_understood(void **state)
{
	struct policy *policy = read_right("[Exception k]\nReason=kexec\nImage=" DIGEST " " DIGEST
					   "\n"
					   "[Exception m]\nReason=module-signature\nVerity=" DIGEST
					   "\nModule=" DIGEST "\n[Verify]\nFirmware=none\n");

	(void)state;
	assert_int_equal(policy->exceptions[0].images.count, 2);
	assert_int_equal(policy->exceptions[0].verity.count, 0);
	assert_int_equal(policy->exceptions[1].modules.count, 1);
	assert_int_equal(policy_demanded(policy), hf_set_of(HF_REASON_FIRMWARE));
	assert_int_equal(policy->firmware.files.count, 0);
	policy_free(policy);
	policy = read_right("[Verify]\nKernel=" DIGEST "\n");
	assert_int_equal(policy_demanded(policy), hf_set_of(HF_REASON_KEXEC_IMAGE));
	assert_int_equal(policy->kernels.files.count, 1);
	policy_free(policy);
	policy = read_right("[Verify]\nInitrd=" DIGEST "\n");
	assert_int_equal(policy_demanded(policy), hf_set_of(HF_REASON_KEXEC_INITRD));
	assert_int_equal(policy->initrds.files.count, 1);
	policy_free(policy);
}

static void right_policy_is_understood(void **state)
{
	static const char text[] =
		"# comment\n  # indented\n \t\n[Lock]\n\tLevel = confidentiality  \n"
		"LevelUnderSecureBoot=integrity\nNative=no\nSeal=yes\nRequireClean=yes\n"
		"[Reasons]\nkcore=audit\ntracefs=deny\nxfrm-secret=allow\n"
		"[Exception a.b_c-1]\nReason=msr\tioport kexec\nProgram=/usr/sbin/w\xc3\xbc\n"
		"Verity=sha256:00112233445566778899aabbccddeeff00112233445566778899AABBCCDDEEFF " DIGEST
		"\nRegisters=0x20-0x2f,16, MSR_EFER 0x30 0x25\n   # after a value\nPorts=1\n"
		"Libraries=verified\nLibrary=" DIGEST "\nComment=a = b [c]; \"d\"";
	const struct policy_exception *e;
	struct policy *policy;

	(void)state;
	policy = read_right(text);
	assert_int_equal(policy->level, HF_CONFIDENTIALITY);
	assert_int_equal(policy->level_under_secure_boot, HF_INTEGRITY);
	assert_int_equal(policy->native, NATIVE_NO);
	assert_true(policy->seal && policy->require_clean && !policy->strict && !policy->audit);
	assert_int_equal(policy->audited, hf_set_of(HF_REASON_KCORE));
	assert_int_equal(policy->enforced, hf_set_of(HF_REASON_TRACEFS));
	assert_int_equal(policy->allowed, hf_set_of(HF_REASON_XFRM_SECRET));
	assert_int_equal(policy->exception_count, 1);
	e = policy->exceptions;
	assert_string_equal(e->name, "a.b_c-1");
	assert_string_equal(e->program, "/usr/sbin/w\xc3\xbc");
	assert_string_equal(e->comment, "a = b [c]; \"d\"");
	assert_int_equal(e->line, 14);
	assert_int_equal(e->reasons, hf_set_of(HF_REASON_MSR) | hf_set_of(HF_REASON_IOPORT) |
					     hf_set_of(HF_REASON_KEXEC));
	assert_int_equal(e->verity.count, 2);
	assert_int_equal(e->verity.list[0].digest[1], 0x11);
	assert_int_equal(e->verity.list[0].digest[31], 0xff);
	assert_true(e->verified_libraries && e->libraries.count == 1 && !e->unverified);
	assert_int_equal(e->registers.count, 3);
	assert_int_equal(e->registers.list[0].range.first, 16);
	assert_int_equal(e->registers.list[0].range.size, 1);
	assert_int_equal(e->registers.list[1].range.first, 0x20);
	assert_int_equal(e->registers.list[1].range.size, 0x11);
	assert_int_equal(e->registers.list[2].range.first, 0xc0000080);
	assert_int_equal(e->ports.count, 1);
	policy_free(policy);
}

/* A line of blanks or an indented comment after a value does not continue it, as in libeconf. */
static void values_end_with_their_line(void **state)
{
	struct policy *policy = read_right(EXCEPTION "Comment=one\n   \n  # two\n\t\nProgram=/p\n");

	(void)state;
	assert_string_equal(policy->exceptions[0].comment, "one");
	policy_free(policy);
}

static void defaults_are_as_documented(void **state)
{
	struct policy *policy = read_right("[Lock]\nLevel=integrity\n");

	(void)state;
	assert_int_equal(policy->level_under_secure_boot, HF_INTEGRITY);
	assert_int_equal(policy->native, NATIVE_AUTO);
	assert_false(policy->seal || policy->strict || policy->require_clean || policy->audit);
	assert_int_equal(policy->audited | policy->allowed | policy->enforced, 0);
	assert_int_equal(policy->exception_count, 0);
	assert_int_equal(policy->quiet_count, 0);
	policy_free(policy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bad_lines_are_named),
		cmocka_unit_test(bad_bytes_are_named),
		cmocka_unit_test(bad_values_are_named),
		cmocka_unit_test(bad_ranges_are_named),
		cmocka_unit_test(too_many_ranges_are_named),
		cmocka_unit_test(bad_paths_are_named),
		cmocka_unit_test(too_many_paths_are_named),
		cmocka_unit_test(paths_are_for_their_reasons),
		cmocka_unit_test(right_paths_are_understood),
		cmocka_unit_test(contradictions_are_named),
		cmocka_unit_test(forced_builds_go_no_lower),
		cmocka_unit_test(all_problems_are_reported),
		cmocka_unit_test(quotes_are_printable_and_short),
		cmocka_unit_test(files_are_understood),
		cmocka_unit_test(right_policy_is_understood),
		cmocka_unit_test(values_end_with_their_line),
		cmocka_unit_test(defaults_are_as_documented),
	};

	return cmocka_run_group_tests_name("policy", tests, NULL, NULL);
}
