#!/bin/sh
# SPDX-License-Identifier: GPL-2.0
# Another pin in its place.
for other in "${pins:?}"/*; do
	[ -d "$other" ] || [ "$other" = "${pins:?}/${pin:?}" ] || break
done
mv "$other" "${pins:?}/${pin:?}"
