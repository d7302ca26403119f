#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# The pin of what decides.
rm "${pins:?}/${pin:?}"
