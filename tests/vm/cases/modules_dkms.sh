#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# tools: xz zstd
# Modules as DKMS leaves them, in updates/dkms, packed in every way: the modules that would fail are named before the
# lock, in a list of all, and by an exit status for scripts.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh

modules=/lib/modules/$(uname -r)
dkms=$modules/updates/dkms
file=$(modinfo dummy | sed -n 's/^filename: *//p')
case $file in
*.xz) xz -dc "$file" >/tmp/dummy.ko ;;
*) cp "$file" /tmp/dummy.ko ;;
esac
# A loaded module has to have its file, too.
mkdir /tmp/kernel
for name in $(lsmod | sed '1d;s/ .*//'); do
	cp "$(modinfo "$name" | sed -n 's/^filename: *//p')" /tmp/kernel
done
mount -t tmpfs tmpfs "$modules"
mkdir -p "$dkms"
mv /tmp/kernel "$modules/"
cp /tmp/dummy.ko "$modules/kernel/dummy.ko"
# Without the last byte of the marker a module counts as unsigned.
head -c $(($(wc -c </tmp/dummy.ko) - 1)) /tmp/dummy.ko >"$dkms/plain.ko"
cp "$dkms/plain.ko" "$dkms/ours.ko"
succeeds 'sign with a key that the kernel does not have' sign-module "$dkms/ours.ko" /tmp/ours.der
# The shell would run its own `xz`.
/usr/local/bin/xz --check=crc32 -c "$dkms/plain.ko" >"$dkms/by-xz.ko.xz"
zstd -q -c "$dkms/plain.ko" >"$dkms/by-zstd.ko.zst"
gzip -c "$dkms/plain.ko" >"$dkms/by-gzip.ko.gz"
/usr/local/bin/xz --check=crc32 -c "$dkms/ours.ko" >"$dkms/ours-by-xz.ko.xz"
head -c 1000 "$dkms/by-xz.ko.xz" >"$dkms/cut.ko.xz"
list_kernel() {
	for file in "$modules"/kernel/*; do
		echo "kernel/${file##*/}:"
	done
}
list_kernel >"$modules/modules.dep"
cat >>"$modules/modules.dep" <<-END
	updates/dkms/plain.ko:
	updates/dkms/ours.ko: updates/dkms/plain.ko
	updates/dkms/by-xz.ko.xz:
	updates/dkms/by-zstd.ko.zst:
	updates/dkms/by-gzip.ko.gz:
	updates/dkms/ours-by-xz.ko.xz:
	updates/dkms/cut.ko.xz:
END

says() { # WHAT NAME TEXT
	like "$1" "$output" "^$2 +(installed|file) .* $3\$"
}
fails 'all of them: one cannot be told' 1 holdfast modules
says 'not packed' plain 'fails: unsigned'
says 'xz' by_xz 'fails: unsigned'
says 'zstd' by_zstd 'fails: unsigned'
says 'gzip' by_gzip 'fails: unsigned'
says 'signed with a key of one'\''s own' ours 'fails: key unknown'
says 'that, packed' ours_by_xz 'fails: key unknown'
fails 'not whole' 1 holdfast modules cut
says 'it cannot be told, and why' cut 'unknown: .+'

rm "$dkms/cut.ko.xz"
sed -i /cut/d "$modules/modules.dep"
fails 'all of them: some would fail' 3 holdfast modules
like 'counted' "$output" '^[0-9]+ modules: .* 6 fail, 0 unknown$'
fails 'those of DKMS, as the manual has it' 3 holdfast modules "$dkms"/*.ko*
like 'each has a line' "$(echo "$output" | grep -c ' fails: ')" '^6$'
is 'for a script' "$(holdfast modules --json "$dkms"/*.ko* | json summary.fails)" 6
succeeds 'one that loads' holdfast modules dummy
is 'a script goes by the status' "$(holdfast modules >/dev/null || echo "would fail: $?")" 'would fail: 3'
rm "$dkms"/*
list_kernel >"$modules/modules.dep"
succeeds 'without them none would fail' holdfast modules
done_testing
