#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Removes the pin of the deciding program.
rm "${pins:?}/${pin:?}"
