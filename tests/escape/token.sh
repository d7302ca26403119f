#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: 6.12 7.3, as tokens came with Linux 6.9.
# Level: none, as it is refused at integrity without a seal, too.
# A user namespace that is given the right to load such programs.
by-token
