#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
unmount-as-root
mount -o remount,rw /run
mount -o remount,rw /
# Afterwards nobody could read or raise it.
! grep -q '^[^ ]* /run/initramfs/holdfast[^ ]* bpf ro' /proc/mounts || echo 'ESCAPED: the anchor is read-only'
