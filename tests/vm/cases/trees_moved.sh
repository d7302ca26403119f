#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# default: one
# disk: 256M
# tools: mkfs.btrfs
# Before each call of `holdfast seal` the subvolume of the anchor is moved to another folder. From the moment that its place is
# noted it stays there, and cannot be deleted from there.
# shellcheck source=tests/vm/tap.sh
. /tests/tap.sh
mkdir -p /run/initramfs /top
modprobe btrfs
mkfs.btrfs -q -f /dev/vda >/dev/null
mount -t btrfs /dev/vda /top
mkdir /top/0
subvolume make /top/0 @root >/dev/null
mount -t btrfs -o subvol=0/@root /dev/vda /run/initramfs

succeeds 'lock' holdfast lock integrity --native=no
# shellcheck disable=SC2016 # for kill-at's shell
AT='cd /top; n=$(ls | sort -n | tail -n 1); m=$((n + 1)); mkdir $m
if mv $n/@root $m/; then echo moved; else rmdir $m; echo refused; fi 2>/dev/null >>/tmp/at'
EVERY=1
export AT EVERY
stops=$(kill-at 0 holdfast seal 2>/tmp/why)
like 'before each call' "$stops" '^[1-9][0-9]+$'
like 'it is moved, and then no longer' "$(uniq /tmp/at | xargs)" '^(moved )?refused$'
like 'it was moved at first' "$(head -n 1 /tmp/at)" moved
succeeds 'sealed' holdfast seal
is 'it is not deleted from where it is' "$(subvolume delete "$(echo /top/*/@root | sed s,/@root,,)" @root)" EPERM
succeeds 'and it enforces' enforces
done_testing
