#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: small
# disk: 64M
# `holdfast` finds the built-in engine, and each command works with it: levels, audit, a policy with everything that it
# can hold, policies that replace it, and policies that the seal refuses.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh 2>/dev/null

dir=/sys/kernel/security/holdfast
reg=0x174 # IA32_SYSENTER_CS: a write writes its own value back

lsm() { value "engines.lsm.$1" holdfast status --json; }

# The policy in force as the kernel shows it; "-": the kernel names nothing.
rule() { sed -n "s/^$1\$/-/p; s/^$1 //p" $dir/rules; }

# The state that a failure could leave half done: the level, the seal and the whole policy.
state() { md5sum $dir/level $dir/seal $dir/policy; }

# stays DESCRIPTION STATE: the state has not changed
stays() {
	if [ "$(echo "$2" | wc -l)" = 3 ]; then
		is "$1" "$(state)" "$2"
	else
		flunk "$1" "before: $2"
	fi
}

# is_denied DESCRIPTION COMMAND...
is_denied() {
	described=$1
	shift
	fails "$described" 1 "$@"
	like "$described: why" "$output" 'Operation not permitted'
}

# is_refused DESCRIPTION TEXT OPTION...: the lock fails with TEXT, and nothing has changed
is_refused() {
	described=$1 text=$2 before=$(state)
	shift 2
	fails "$described" 1 holdfast lock "$@"
	like "$described: why" "$output" "$text"
	stays "$described: nothing changed" "$before"
}

### Levels

succeeds 'status' holdfast status
like 'names it' "$output" '^Built-in +enforcing at none'
is 'for programs, too' "$(lsm state)" enforcing
is 'none of BPF is looked for' "$(value engines.bpf.state holdfast status --json)" not-loaded
succeeds 'dev-mem at none' head -c 1 /dev/mem
is 'a register at none' "$(/mnt/tool flip $reg 0x100)$(/mnt/tool flip $reg 0x100)" okok
tool=$(enroll /mnt/tool)

succeeds 'lock, and audit all of it' holdfast lock integrity --audit --native=no
like 'says so' "$output" '^Refusing nothing, and auditing at integrity'
is 'the level' "$(cat $dir/level)" integrity
like 'the kernel knows what is audited' "$(rule audited)" '(^| )dev-mem( |$)'
is 'of this level only: who raises it by hand has it refused' "$(rule audited | grep -ow 'dev-mem\|kcore')" dev-mem
is 'no level is claimed' "$(value level holdfast status --json)" none
like 'status says what it is' "$(holdfast status)" '^Audited +all that integrity refuses'
succeeds 'dev-mem is audited' head -c 1 /dev/mem
is 'so is a port' "$(/mnt/copy ioperm 0x80)" ok
is 'so are registers' "$(/mnt/tool pwrite $reg)$(/mnt/tool pwrite 0x176)" okok
logged 'audited msr .*register=0x176 '
like 'with an event' "$(holdfast events)" ' audit +lsm +dev-mem .*/busybox$'
succeeds 'suggest' holdfast suggest
like 'has it' "$output" '^Reason=.*ioport'
like 'of the program' "$output" '^Program=/mnt/copy'
like 'with the port' "$output" '^Ports=0x80-0x81$'
like 'with the registers' "$output" '^Registers=0x174 0x176$'

succeeds 'lock, and audit one of them' holdfast lock integrity --audit=ioport --native=no
is 'which is left' "$(rule audited)" ioport
is_refused 'audit what is refused' 'dev-mem is refused already' integrity --audit=dev-mem
succeeds 'lock' holdfast lock integrity --native=no
like 'says what was refused' "$output" 'refused +(kexec_load|ioperm)'
like 'and that there is no anchor' "$output" 'anchor +none: it is built into the kernel'
is 'nothing is audited' "$(rule audited)" -
is 'nothing is pinned' "$(ls -d /run /run/initramfs/holdfast 2>/dev/null)" /run
is 'status has it' "$(value level holdfast status --json)" integrity
succeeds 'again' holdfast lock integrity --native=no
like 'changes nothing' "$output" 'Already locked at'
is_refused 'lower' 'levels only go up' none
is_denied 'dev-mem is refused' head -c 1 /dev/mem
logged 'denied dev-mem'
like 'its events are there' "$(holdfast events)" ' deny +lsm +dev-mem '
like 'with the program' "$(holdfast events | grep 'deny.*dev-mem')" '/busybox$'
is 'and stay there' "$(holdfast events | grep -c 'deny.* dev-mem ')" 1
echo 'holdfast: denied msr at integrity: exe="/forged" comm="x" pid=1 uid=0 unrecorded=0' >/dev/kmsg
is 'what user space writes there is none' "$(dmesg | grep -c forged) $(holdfast events | grep -c forged)" '1 0'
succeeds 'counted' test "$(value reasons.dev-mem.denied holdfast status --json)" -gt 0

### A policy

# exceptions REGISTERS: with everything that this engine can hold
exceptions() {
	cat <<-EOT
		[Exception tool]
		Reason=msr
		Verity=$tool
		Registers=$1
		[Verify]
		Initrd=none
		[Quiet copy]
		Reason=msr
		Program=/mnt/copy
	EOT
}

exceptions $reg:0xff | policy Level=integrity 'ioport=audit
kcore=audit
hibernation=allow'
succeeds 'policy check' holdfast policy check
like 'policy show has the mask' "$(holdfast policy show)" '^Registers=0x174:0xff'
is 'policy diff' "$(holdfast policy diff | sort | tr -s ' ')" 'looser copy, msr recorded -> quiet
looser hibernation deny -> allow
looser ioport deny -> audit
looser tool, msr none -> exception
tighter kexec-initrd any -> listed'
succeeds 'lock by the policy' holdfast lock
like 'says what is audited' "$output" '^  audited +ioport$'
is 'rules: allowed' "$(rule allowed)" hibernation
is 'rules: audited' "$(rule audited)" 'ioport kcore'
is 'rules: demanded' "$(rule demanded)" kexec-initrd
is 'rules: how many' "$(rule exceptions) $(rule unverified) $(rule quiet) $(rule version)" '1 0 1 0'
is 'status has them' "$(holdfast status | sed -n '/^Audited/,/^Quiet/p' | tr -s ' ')" 'Audited ioport
Allowed hibernation
Exceptions 1
Quiet 1 rule'
is 'for everybody' "$(su user -c 'holdfast status' | grep -cE '^(Exceptions +1|Quiet +1 rule)$')" 2
is 'for programs' "$(lsm exceptions) $(lsm quiet_rules) $(lsm audited.0) $(lsm allowed.0) $(lsm policy_version)" \
	'1 1 ioport hibernation 0'
is 'policy diff has nothing' "$(holdfast policy diff)" 'The same as the policy in force'
before=$(state)
succeeds 'again' holdfast lock
like 'changes nothing' "$output" '^Already locked'
stays 'not a byte' "$before"

is 'its register' "$(/mnt/tool pwrite $reg)" ok
is 'a bit of the mask' "$(/mnt/tool flip $reg 1)$(/mnt/tool flip $reg 1)" okok
is 'one that is not' "$(/mnt/tool flip $reg 0x100)" EPERM
is 'another register' "$(/mnt/tool pwrite 0x175)" EPERM
before=$(holdfast events | grep -c ' audit .* ioport .*/mnt/copy$')
is 'another program' "$(/mnt/copy pwrite $reg)" EPERM
is 'a port' "$(/mnt/copy ioperm 0x80)" ok
logged 'audited ioport .*exe="/mnt/copy"' $((before + 1))
holdfast events >/tmp/events
is 'is audited' "$(grep -c ' audit .* ioport .*/mnt/copy$' /tmp/events)" $((before + 1))
is 'what is quiet is not recorded' "$(sed -n 's,.* \(ioport\|msr\) .*/mnt/copy$,\1,p' /tmp/events | sort -u)" ioport

exceptions $reg:0x1ff | policy Level=integrity 'ioport=audit
kcore=audit
hibernation=allow'
like 'a bit more in the mask is wider' "$(holdfast policy diff | tr -s ' ')" '^looser tool, msr exception -> wider$'
exceptions $reg:0xf | policy Level=integrity 'ioport=audit
kcore=audit
hibernation=allow'
like 'a bit less is narrower' "$(holdfast policy diff | tr -s ' ')" '^tighter tool, msr exception -> narrowed$'
printf '[Lock]\nLevel=integrity\nNative=no\n' >/etc/holdfast/holdfast.conf
like 'what goes is told' "$(holdfast policy diff | tr -s ' ')" "^tighter msr exception -> none $tool"
is 'and that the program goes is not' "$(holdfast policy diff | grep -c ' -> none ')" 1

### All or nothing

printf '[Lock]\nLevel=confidentiality\nNative=no\n[Verify]\nKernel=%s\n' "$tool" >/etc/holdfast/holdfast.conf
is_refused 'what it cannot hold' 'Kernel= in \[Verify\]'
printf '[Lock]\nLevel=confidentiality\nNative=no\n[Reasons]\nmsr=audit\n' >/etc/holdfast/holdfast.conf
# The word of the level, EROFS.
fails 'a raise that fails' 1 fail-write 15 30 holdfast lock
like 'at the raise' "$output" 'refused to be raised to confidentiality: Read-only file system'
stays 'nothing changed' "$before"
chmod 444 $dir/level
is_refused 'a kernel that user space may not raise' 'CONFIG_SECURITY_HOLDFAST_USER_RAISE.*holdfast=confidentiality'
chmod 644 $dir/level
fails 'a program of other reasons' 1 /variants/unknown/holdfast lock
like 'is said' "$output" 'another version of holdfast'
stays 'and nothing changed' "$before"

### After the seal

exceptions $reg:0xff | policy 'Level=integrity
Seal=yes' 'ioport=audit
kcore=audit'
succeeds 'lock and seal' holdfast lock
is 'is in force' "$(lsm level) $(lsm sealed)" 'integrity true'
is 'what was allowed is not' "$(rule allowed)" -
is_refused 'audit what is to be refused' 'to be refused by a higher level.*sealed' confidentiality --audit
exceptions $reg:0x1ff | policy Level=integrity 'ioport=audit
kcore=audit'
is_refused 'a bit more' "sealed, and the policy would give msr to $tool"
exceptions $reg:0xff | policy Level=confidentiality 'ioport=audit
kcore=audit
perf=audit'
is_refused 'one more that is audited' 'would loosen perf'
exceptions $reg:0xff | sed 's/^Initrd=.*//' | policy Level=confidentiality 'ioport=audit'
is_refused 'no list where there was one' 'would loosen kexec-initrd'
exceptions $reg:0xff | sed 's|/mnt/copy|/mnt/tool|' | policy Level=integrity 'ioport=audit'
is_refused 'another that is quiet' 'would not record msr of /mnt/tool'
exceptions $reg:0xf | policy Level=integrity 'ioport=audit
kcore=audit'
succeeds 'a bit less' holdfast lock
is 'is in force' "$(/mnt/tool flip $reg 1)$(/mnt/tool flip $reg 1)" okok
is 'and no bit more' "$(/mnt/tool flip $reg 0x10)" EPERM
succeeds 'raise, and audit what the policy does' holdfast lock confidentiality --audit=kcore --native=no
is 'no more is audited' "$(rule audited)" kcore
succeeds 'kcore is' head -c 1 /proc/kcore
is 'ports are refused' "$(/mnt/copy ioperm 0x80)" EPERM
succeeds 'and now' holdfast lock confidentiality --native=no
is_denied 'kcore is not' head -c 1 /proc/kcore
is 'the exception stays' "$(/mnt/tool flip $reg 1)$(/mnt/tool flip $reg 1)" okok
is 'the level is claimed' "$(value level holdfast status --json)" confidentiality
printf '[Verify]\nInitrd=none\n' | policy 'Level=confidentiality
Seal=yes' ''
succeeds 'a policy without it' holdfast lock
is 'takes it' "$(/mnt/tool pwrite $reg)" EPERM
succeeds 'seal' holdfast seal
like 'is there already' "$output" 'Already sealed'
is_denied 'nobody takes it back' sh -c "echo 0 >$dir/seal"
like 'status says so' "$(holdfast status)" '^Sealed +until the next boot'
# As the image has it.
holdfast policy show >/tmp/shown && mv /tmp/shown /etc/holdfast/holdfast.conf
succeeds 'boot, in an initramfs' holdfast boot
fails 'residue, which reads the kernel' 1 holdfast residue
like 'is unknown, not none' "$output" '^unknown: processes that may use I/O ports: '
done_testing
