# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0
# For both engines: code that is loaded into a program with exceptions. The environment has no influence on it. With
# Libraries=verified the program loses its exceptions once it has code that is not listed. At the end that policy is in
# force.
# shellcheck source=tests/vm/waiting.sh
. /tests/waiting.sh

reg=0x174
loader=/lib64/ld-linux-x86-64.so.2
libc=$(ldd /mnt/shared 2>/dev/null | awk '$1 == "libc.so.6" { print $3 }')
[ -n "$libc" ] || libc=/lib/x86_64-linux-gnu/libc.so.6
preload=$(command -v preload)
shared() {
	/mnt/shared "${1:-pwrite}" $reg
}

# secure PROGRAM: whether its libraries are told to ignore the environment (AT_SECURE, 23).
secure() {
	start "$1" $reg
	od -An -v -t u8 -w16 "/proc/$pid/auxv" | awk '$1 == 23 { print $2 }'
	stop
}

cp "$(command -v msr-write-shared)" /mnt/shared
cp "$(command -v run-data)" /mnt/runner
mkdir /mnt/lib /mnt/bad
cp "$preload" /mnt/bad/libc.so.6
is 'before: a library is put before the others' "$(LD_PRELOAD=$preload shared)" 'preloaded ok'
like 'before: another is taken for one' "$(LD_LIBRARY_PATH=/mnt/bad shared 2>&1)" '/mnt/bad/libc.so.6: '
is 'before: the environment counts' "$(secure /mnt/shared)" 0
digest=$(enroll /mnt/shared) runner=$(enroll /mnt/runner)

### Without a list of libraries

policy 'Level=integrity' '' <<EOT
[Exception shared]
Reason=msr
Verity=$digest
[Exception runner]
Reason=ioport
Verity=$runner
EOT
succeeds 'lock' holdfast lock
is 'any library will do' "$(shared)" ok
is 'any data becomes code' "$(shared mprotect)" ok
for way in nothing itself mprotect pkey memfd personality shm anonymous fork thread; do
	is "by $way, too" "$(/mnt/runner $way)" ok
done
is 'but not a library of the environment' "$(LD_PRELOAD=$preload shared)" ok
is 'nor by another path' "$(LD_LIBRARY_PATH=/mnt/bad shared)" ok
is 'they are told so' "$(secure /mnt/shared)" 1
is 'those of others are not' "$(secure /mnt/copy)" 0
is 'whose environment counts' "$(LD_PRELOAD=$preload msr-write-shared pwrite $reg)" 'preloaded EPERM'
is 'what it executes has nothing of it' "$(LD_PRELOAD=$preload /mnt/shared exec $reg "$(command -v msr-write-shared)" pwrite $reg)" EPERM
printf '#!/mnt/shared pwrite\n' >/mnt/$reg
chmod +x /mnt/$reg
is 'a script of it is the program' "$(cd /mnt && LD_PRELOAD=$preload ./$reg)" ok
for kind in lsm_check lsm_committed; do
	bpf-program $kind attach >/tmp/$kind &
	until grep -qs . /tmp/$kind; do sleep 0.2; done
	is "a BPF program says otherwise ($kind)" "$(cat /tmp/$kind)" loaded
done
sleep 1
is 'and is not heard' "$(LD_PRELOAD=$preload shared)" ok
is 'as long as they are there' "$(pidof bpf-program | wc -w)" 2
killall bpf-program
echo "$preload" >/etc/ld.so.preload
is 'root has other ways' "$(shared)" 'preloaded ok'
rm /etc/ld.so.preload

### With one

cp $loader /mnt/lib/loader
cp "$libc" /mnt/lib/libc
cp "$preload" /mnt/lib/preload
cp "$preload" /mnt/lib/listed
printf 1 >>/mnt/lib/listed
libraries="$(enroll /mnt/lib/loader) $(enroll /mnt/lib/libc)" listed=$(enroll /mnt/lib/listed)
enroll /mnt/lib/preload >/dev/null
mount --bind /mnt/lib/loader $loader
mount --bind /mnt/lib/libc "$libc"
# policy_with LIBRARIES: the libraries that the program may have
policy_with() {
	policy 'Level=integrity' '' <<EOT
[Exception shared]
Reason=msr
Verity=$digest
Libraries=verified
Library=$1
[Exception runner]
Reason=ioport
Verity=$runner
Libraries=verified
EOT
}
policy_with "$libraries $listed"
succeeds 'lock, with verified libraries' holdfast lock
is 'they are' "$(shared)" ok
is 'what was mapped as data becomes code' "$(shared mprotect)" EPERM
# put WHAT: preloads it before all libraries, as only root can
put() { echo "$1" >/etc/ld.so.preload; }
put /mnt/lib/listed
is 'one more that is listed' "$(shared)" 'preloaded ok'
put /mnt/lib/preload
is 'one that is verified and not listed' "$(shared)" 'preloaded EPERM'
put "$preload"
is 'one that nothing verifies' "$(shared)" 'preloaded EPERM'
cp /mnt/lib/listed /mnt/lib/same
put /mnt/lib/same
is 'the same bytes, which nothing verifies' "$(shared)" 'preloaded EPERM'
mount --bind /mnt/lib/preload /mnt/lib/listed
put /mnt/lib/listed
is 'another mounted over it' "$(shared)" 'preloaded EPERM'
umount /mnt/lib/listed
put ''
is 'and without it again' "$(shared)" ok
umount "$libc"
is 'another libc' "$(shared)" EPERM
mount --bind /mnt/lib/libc "$libc"
umount $loader
is 'another loader' "$(shared)" EPERM
mount --bind /mnt/lib/loader $loader
is 'the right ones again' "$(shared)" ok
is 'a program that maps itself' "$(/mnt/runner itself)" ok
is 'or code that is in no file' "$(/mnt/runner anonymous)" ok
for way in mprotect pkey memfd personality shm thread; do
	is "data as code, by $way" "$(/mnt/runner $way)" EPERM
done
is 'the next one has it' "$(/mnt/runner nothing)" ok
policy_with "$libraries"
succeeds 'lock, with one library less' holdfast lock
put /mnt/lib/listed
is 'which is listed no longer' "$(shared)" 'preloaded EPERM'
put ''
is 'the others are' "$(shared)" ok
