#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# kernel: small
# disk: 64M
# The built-in LSM's policy: valid and invalid policies, exceptions and their limits, and policies after the seal.
# policy.sh [TIMES]: the number of garbled policies to try.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh 2>/dev/null

dir=/sys/kernel/security/holdfast
EPERM='Operation not permitted' EINVAL='Invalid argument'
reg=0x174 # IA32_SYSENTER_CS: a write writes its own value back

# compile FILE [OPTION]: the policy on stdin
compile() {
	output=$1
	shift
	cat >/etc/holdfast/test.conf
	holdfast policy compile --output="$output" "$@" /etc/holdfast/test.conf
}

# load [FILE]: writes it, and prints "ok" or the error
load() {
	if text=$( (dd if="${1:-/tmp/policy}" of=$dir/policy bs=16M) 2>&1); then
		echo ok
	else
		echo "$text" | sed -n 's/.*: \([A-Z][a-z ]*\)$/\1/p' | head -n 1
	fi
}

# is_in_force DESCRIPTION FILE
is_in_force() {
	is "$1" "$(md5sum <$dir/policy)" "$(md5sum <"$2")"
}

# The fields of a reason's line: allowed, audited, denied, unrecorded.
count() {
	awk -v reason="$1" '$1 == reason { print $2, $3, $4, $5 }' $dir/counters
}

like 'KUnit: the vectors as policies' "$(cat /sys/kernel/debug/kunit/holdfast-policy/results)" '^ok 1 holdfast-policy$'
is 'before: no policy' "$(wc -c <$dir/policy)" 0
is 'root only' "$(stat -c %a $dir/policy)" 600
cp "$(command -v path-open)" /mnt/opener
cp "$(command -v load-file)" /mnt/loader
kexec-file make /mnt/kernel one >/dev/null
kexec-file make /mnt/kernel-other other >/dev/null
is 'before: a kernel of nobody' "$(/mnt/loader kexec /mnt/kernel)" ok
is 'before: its bits' "$(/mnt/tool flip $reg 0x100)$(/mnt/tool flip $reg 0x100)" okok
tool=$(enroll /mnt/tool) opener=$(enroll /mnt/opener) kernel=$(enroll /mnt/kernel)
enroll /mnt/kernel-other >/dev/null

echo integrity >$dir/level
is 'integrity: no register' "$(/mnt/tool pwrite $reg)" EPERM
is 'integrity: no port' "$(/mnt/tool ioperm 0x80)" EPERM
is 'integrity: no kernel' "$(/mnt/loader kexec /mnt/kernel)" EPERM

### What is loaded, and what is not

compile /tmp/policy --version=5 <<EOT
[Exception tool]
Reason=msr ioport
Verity=$tool
Registers=$reg:0xff 0x175
Ports=0x80-0x81
[Exception opener]
Reason=debugfs
Verity=$opener
Paths=/sys/kernel/debug/provoke-crash /sys/kernel/debug/sched
[Exception kernel]
Reason=kexec
Image=$kernel
[Verify]
Initrd=none
[Reasons]
hibernation=audit
[Quiet copy]
Reason=msr
Program=/mnt/copy
EOT
cp /tmp/policy /tmp/first
head -c 100 /tmp/policy >/tmp/cut
{ cat /tmp/policy; echo; } >/tmp/long
printf x >/tmp/x
# tail's bytes, with another format, another list of reasons
{ head -c 8 /tmp/policy; printf '\2'; tail -c +10 /tmp/policy; } >/tmp/format
{ head -c 16 /tmp/policy; printf '\0\0\0\0'; tail -c +21 /tmp/policy; } >/tmp/list
# Kernel= in place of Initrd=, whose reason is the next one
demanded=$(od -A n -t u8 -j 48 -N 8 /tmp/policy)
{
	head -c 48 /tmp/policy
	for byte in 0 1 2 3 4 5 6 7; do
		# shellcheck disable=SC2059 # the format is the byte
		printf "\\$(printf %03o $((demanded / 2 >> 8 * byte & 255)))"
	done
	tail -c +57 /tmp/policy
} >/tmp/kernels
head -c 17000000 /dev/zero >/tmp/big
is 'cut off' "$(load /tmp/cut)" "$EINVAL"
is 'too long' "$(load /tmp/long)" "$EINVAL"
is 'nothing of the kind' "$(load /tmp/x)" "$EINVAL"
is 'another format' "$(load /tmp/format)" 'Operation not supported'
is 'another list of reasons' "$(load /tmp/list)" 'Operation not supported'
is 'a list of kernels' "$(load /tmp/kernels)" "$EINVAL"
is 'too big' "$( (dd if=/tmp/big of=$dir/policy bs=17000000 count=1) 2>&1 | grep -o 'File too large')" 'File too large'
is 'in two parts' "$( (dd if=/tmp/policy of=$dir/policy bs=100) 2>&1 | grep -o "$EINVAL")" "$EINVAL"
chmod 666 $dir/policy
chmod 644 /tmp/policy
is 'an ordinary user cannot load' "$(su user -c "dd if=/tmp/policy of=$dir/policy bs=16M" 2>&1 | grep -o "$EPERM")" "$EPERM"
is 'nor read' "$(su user -c "cat $dir/policy" 2>&1 | grep -o "$EPERM")" "$EPERM"
chmod 600 $dir/policy
is 'nothing was loaded' "$(wc -c <$dir/policy)" 0
/mnt/tool wait $reg >/tmp/started </dev/zero &
waits=$!
is 'it is loaded' "$(load)" ok
is_in_force 'and read' /tmp/policy
like 'recorded' "$(dmesg | grep 'type=1441')" 'op=set-policy value=5 .*exe=.* res=1'
kill $waits

### Exceptions

is 'its register, as it is' "$(/mnt/tool pwrite $reg)" ok
is 'a bit of the mask' "$(/mnt/tool flip $reg 1)$(/mnt/tool flip $reg 1)" okok
is 'one that is not' "$(/mnt/tool flip $reg 0x100)" EPERM
is 'one of each' "$(/mnt/tool flip $reg 0x101)" EPERM
is 'a whole register' "$(/mnt/tool pwrite 0x175)" ok
is 'another' "$(/mnt/tool pwrite 0x176)" EPERM
for way in write pwritev fork thread; do
	is "by $way" "$(/mnt/tool $way $reg)" ok
done
is 'by ioctl, which sets more than the register' "$(/mnt/tool ioctl $reg)" EPERM
is 'a copy' "$(/mnt/copy pwrite $reg)" EPERM
is 'what it executes' "$(/mnt/tool exec $reg /mnt/copy pwrite $reg)" EPERM
is 'what it executes, with its open file' \
	"$(/mnt/tool exec-descriptor $reg /mnt/copy descriptor $reg)" EPERM
is 'executed by another' "$(/mnt/copy exec $reg /mnt/tool pwrite $reg)" ok
is 'traced by its parent' "$(/mnt/tool traced $reg)" EPERM
is 'started by a tracer' "$(reach-into start /mnt/tool pwrite $reg)" 'not started: EPERM'
is 'that then leaves' "$(reach-into leave /mnt/tool pwrite $reg)" 'not started: EPERM'
pretend /mnt/tool $reg
is 'another in its name' $? 1
is 'its ports' "$(/mnt/tool ioperm 0x80)" ok
is 'one of them and the next' "$(/mnt/tool ioperm 0x81)" EPERM
is 'all ports' "$(/mnt/tool iopl 0)" EPERM
is 'counted' "$(count ioport)" '1 0 3 0'

file=$(find /sys/kernel/debug/sched -type f | head -n 1)
is 'its folder' "$(/mnt/opener open "$file")" ok
is 'not by another' "$(path-open open "$file")" EPERM
other=$(find /sys/kernel/debug/kunit -name run -type f | head -n 1)
is 'not another' "$(/mnt/opener open "${other:-/sys/kernel/debug/none}")" EPERM
is 'nor its mode' "$(/mnt/opener chmod "$file")" EPERM

is 'a listed kernel' "$(/mnt/loader kexec /mnt/kernel)" ok
is 'another' "$(/mnt/loader kexec /mnt/kernel-other)" EPERM
is 'another, after the listed one' "$(/mnt/loader kexec-data /mnt/kernel /mnt/kernel-other)" EPERM
is 'an initrd that is not' "$(/mnt/loader kexec /mnt/kernel /tmp/x)" EPERM

### What is quiet, and what is audited

sleep 5.2
dmesg -c >/dev/null
before=$(count msr)
is 'refused' "$(/mnt/copy pwrite $reg)" EPERM
sleep 0.5
echo 'the log is read' >/dev/kmsg
is 'not in the log' "$(dmesg | grep -o 'denied msr\|the log is read')" 'the log is read'
is 'but counted' "$(count msr | awk '{ print $3 }')" "$(($(echo "$before" | awk '{ print $3 }') + 1))"
is 'as one without a record' "$(count msr | awk '{ print $4 }')" "$(($(echo "$before" | awk '{ print $4 }') + 1))"
compile /tmp/policy --version=6 <<EOT
[Reasons]
msr=audit
[Quiet copy]
Reason=msr
Program=/mnt/copy
EOT
is 'another policy' "$(load)" ok
sleep 5.2
is 'audited' "$(/mnt/copy pwrite $reg)" ok
logged 'audited msr'
like 'is in the log' "$(dmesg)" 'holdfast: audited msr at integrity: exe="/mnt/copy"'
is 'not ports' "$(/mnt/tool ioperm 0x80)" EPERM
is 'the first again, of a lower version' "$(load /tmp/first)" ok

### A hundred thousand that are none

succeeds "${1:-100000} mutants are refused" policy-mutate $dir/policy "${1:-100000}"
echo "$output" | sed 's/^/# /'
is_in_force 'and change nothing' /tmp/first
is 'its register, still' "$(/mnt/tool pwrite $reg)" ok

### After the seal

echo 1 >$dir/seal
compile /tmp/looser --version=9 <<EOT
[Exception tool]
Reason=msr
Verity=$tool
Registers=$reg:0x1ff
[Verify]
Initrd=none
EOT
compile /tmp/tighter --version=3 <<EOT
[Exception tool]
Reason=msr
Verity=$tool
Registers=$reg:0xf
[Verify]
Initrd=none
EOT
compile /tmp/signed-7 --version=7 <<EOT
[Exception tool]
Reason=msr
Verity=$tool
EOT
cp /tmp/signed-7 /tmp/signed-5
printf '\5' | dd of=/tmp/signed-5 bs=1 seek=24 conv=notrunc 2>/dev/null
compile /tmp/signed-8 --version=8 <<EOT
[Exception tool]
Reason=msr
Verity=$tool
Registers=$reg
EOT
is 'sealed: a bit more' "$(load /tmp/looser)" "$EPERM"
is_in_force 'and nothing changed' /tmp/first
is 'the same' "$(load /tmp/first)" ok
is 'a bit less' "$(load /tmp/tighter)" ok
is_in_force 'is in force' /tmp/tighter
is 'a bit of it' "$(/mnt/tool flip $reg 1)$(/mnt/tool flip $reg 1)" okok
is 'one that it had' "$(/mnt/tool flip $reg 0x10)" EPERM
is 'back to the first' "$(load /tmp/first)" "$EPERM"
is 'not signed' "$(load /tmp/signed-7)" "$EPERM"
for version in 5 7 8; do
	/signing/sign-file sha256 /signing/signing_key.pem /signing/signing_key.x509 /tmp/signed-$version
done
cp /tmp/signed-7 /tmp/garbled
printf 'x' | dd of=/tmp/garbled bs=1 seek=40 conv=notrunc 2>/dev/null
is 'signed, of the version that was in force' "$(load /tmp/signed-5)" "$EPERM"
like 'signed, and changed' "$(load /tmp/garbled)" 'Key was rejected by service|^129$|^$'
is_in_force 'and nothing changed' /tmp/tighter
cp /tmp/tighter /tmp/foreign
sign-module /tmp/foreign /tmp/certificate
like 'signed by nobody' "$(load /tmp/foreign)" 'Required key not available|^126$|^$'
is_in_force 'and nothing changed, though it is no looser' /tmp/tighter
is 'signed, of a higher version' "$(load /tmp/signed-7)" ok
is 'it may be looser' "$(/mnt/tool flip $reg 0x100)$(/mnt/tool flip $reg 0x100)" okok
is 'of a yet higher one' "$(load /tmp/signed-8)" ok
is 'back' "$(load /tmp/signed-7)" "$EPERM"
: >/tmp/nothing
compile /tmp/none </tmp/nothing
is 'nothing at all is tighter' "$(load /tmp/none)" ok
is 'and takes it all' "$(/mnt/tool pwrite $reg)" EPERM
is 'of a version that was in force' "$(load /tmp/signed-8)" "$EPERM"
done_testing
