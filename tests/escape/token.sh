#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Only: since 6.9, which brought tokens.
# Level: none, as it is refused at integrity without a seal, too.
# In a user namespace with a token to load such programs.
by-token
