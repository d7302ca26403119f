#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Locks the kernel as its command line says, before the root file system is mounted. With systemd in
# the initramfs and without: both run this hook.

holdfast boot
case $? in
0 | 1) ;; # 1: it failed, said so, and the boot is to go on
*) emergency_shell -n holdfast "holdfast: not locked as wanted. This shell was asked for" ;;
esac
