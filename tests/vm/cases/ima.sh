#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 64M
# tools: openssl evmctl keyctl
# IMA: the rules that match a level come into force if the kernel takes them, and from then on nobody can add a key:
# docs/ima.md.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
# shellcheck source=tests/vm/verity.sh
. /tests/verity.sh
# shellcheck source=tests/vm/ima.sh
. /tests/ima.sh

state() {
	value "$1" holdfast ima status --json
}

policy=/sys/kernel/security/ima/policy
make_key mine
make_key theirs
make_image plain
make_image signed mine
make_image foreign theirs
make_image altered mine
printf x | dd of=/tmp/altered bs=1 seek=1100 conv=notrunc 2>/dev/null

is 'built in' "$(state available)" true
is 'appraises' "$(state appraises)" true
is 'enforces, once there are rules' "$(state mode)" enforce
is 'takes no appended signatures' "$(state appended_signatures)" false
is 'does not show its policy' "$(state readable)" false
is 'has the lock asked about kexec' "$(state kexec_waiver)" none
is 'no keyring yet' "$(state keyring.state)" none
is 'before: an unsigned image' "$(load_image plain)" loaded
is 'before: kexec_load' "$(kexec-file old)" allowed

# The kernel's configuration, if there is one, tells which policies it takes, and how often.
mkdir -p /boot
echo "
CONFIG_IMA_WRITE_POLICY=y" >"/boot/config-$(uname -r)"
is 'more than one' "$(state policy)" accepted
fails 'more than one, and none to be seen' 1 holdfast ima load
like 'more than one, and none to be seen: why' "$output" 'cannot be told whether there is one of somebody else'
echo "
# CONFIG_IMA_WRITE_POLICY is not set" >"/boot/config-$(uname -r)"
is 'only one, and none was loaded' "$(state policy)" none
is 'so its rules are not in force' "$(state in_force)" false

rules=$(holdfast ima policy integrity)
is 'the rules' "$(echo "$rules" | grep -v '^#')" 'measure func=KEXEC_KERNEL_CHECK
measure func=MODULE_CHECK
appraise func=KEXEC_KERNEL_CHECK appraise_type=imasig
appraise func=POLICY_CHECK appraise_type=imasig'
like 'modules are left out, and it says why' "$rules" \
	'^# left out: appraise func=MODULE_CHECK .*: ([0-9]+) of this kernel.s \1 modules .*IMA_APPRAISE_MODSIG is not set'
is 'none refuses nothing' "$(holdfast ima policy none | grep -v '^#')" 'measure func=KEXEC_KERNEL_CHECK
measure func=MODULE_CHECK'
is 'confidentiality is the same to IMA' "$(holdfast ima policy confidentiality | grep -v '^#')" \
	"$(echo "$rules" | grep -v '^#')"
fails 'a misspelt level' 2 holdfast ima load integrit
fails 'a misspelt word' 2 holdfast ima laod
like 'the words are listed' "$output" 'status, policy, load'
fails 'no root' 1 su user -c 'holdfast ima load'
like 'no root: why' "$output" 'only root'

for file in /etc/ima/ima-policy /etc/sysconfig/ima-policy; do
	mkdir -p "${file%/*}"
	: >"$file"
	fails "$file" 1 holdfast ima load
	like "$file: named" "$output" "a policy of its own, $file.*nothing was changed"
	rm "$file"
done

ring=$(new_keyring)
keyctl newring inner "$ring" >/dev/null
fails 'a keyring in the keyring' 1 holdfast ima load
like 'a keyring in the keyring: why' "$output" 'holds the keyring .*root can change'
keyctl clear "$ring"
keyctl add user x y "$ring" >/dev/null
fails 'a key that can be updated' 1 holdfast ima load
like 'a key that can be updated: why' "$output" 'holds the user .*root can change'
keyctl clear "$ring"
evmctl import /tmp/mine.der "$ring" >/dev/null 2>&1
is 'one key, and root can add others' "$(state keyring.state) $(state keyring.keys)" 'open 1'

succeeds 'dry run' holdfast ima load --dry-run
like 'dry run: the rules' "$output" '^appraise func=POLICY_CHECK'
is 'dry run: nothing is closed' "$(state keyring.state)" open
is 'dry run: nothing is loaded' "$([ -e $policy ] && load_image plain)" loaded
is 'a user is not asked' "$(su user -c 'holdfast ima status --json' | json keyring.state)" unknown

# From a session without a link to the user's keyring.
succeeds 'load' keyctl session - holdfast ima load integrity
like 'load: proved' "$output" '^  refused    an image for kexec that nobody has signed$'
like 'load: the key' "$output" '^  keyring    _ima, keys: 1$'
like 'load: what is left out' "$output" '^  left out   appraise func=MODULE_CHECK'
is 'loaded' "$(state policy)" loaded
is 'whose it is cannot be told' "$(state in_force)" null
is 'the keyring is closed' "$(state keyring.state)" closed
for try in "padd asymmetric x $ring" "link @u $ring" "setperm $ring 0x3f3f0000" "clear $ring" \
	"chown $ring 0" "restrict_keyring $ring" "timeout $ring 1"; do
	# shellcheck disable=SC2086 # words
	fails "$try" 1 keyctl $try </tmp/theirs.der
done
keyctl unlink "$ring" @u
evmctl import /tmp/theirs.der "$(new_keyring)" >/dev/null 2>&1
# The first image since then: the kernel has chosen its keyring already.
is 'another keyring of that name' "$(load_image foreign)" EACCES
is 'an unsigned image' "$(load_image plain)" EACCES
is 'one that was altered' "$(load_image altered)" EACCES
is 'a signed one' "$(load_image signed)" loaded
is 'kexec_load' "$(kexec-file old)" EACCES
succeeds 'a module' modprobe dummy
measured=/sys/kernel/security/ima/ascii_runtime_measurements
like 'the module is measured' "$(cat $measured)" '/dummy\.ko'
like 'the images are measured' "$(cat $measured)" '/tmp/foreign'

fails 'a second time' 1 holdfast ima load
like 'a second time: why' "$output" 'has been loaded since the kernel started, and it takes only one'
is 'by hand neither' "$( (echo 'measure func=POLICY_CHECK' >$policy) 2>&1 | grep -c .)" 1

# These kernels have no .ima: their own lockdown, and the engine, ask for a signature of their own.
fails 'this kernel has no keyring of its own' 1 grep -q ' \.ima: ' /proc/keys
cp "$(command -v kexec-file)" /mnt/loader
program=$(enroll /mnt/loader)
policy 'Level=integrity' '' <<-END
	[Exception kexec]
	Reason=kexec
	Verity=$program
END
succeeds 'lock' holdfast lock
for image in plain foreign altered; do
	is "integrity: $image" "$(load_image $image)" EACCES
	is "integrity, excepted: $image" "$(/mnt/loader load /tmp/$image)" EACCES
done
is 'integrity: signed' "$(load_image signed)" EPERM
is 'integrity, excepted: signed' "$(/mnt/loader load /tmp/signed)" loaded
is 'integrity, excepted: kexec_load' "$(/mnt/loader old)" EACCES
done_testing
