# SPDX-License-Identifier: GPL-2.0
# reasons.awk reasons.def security.h: the entries of a table that has, for each value of the
# kernel's enum lockdown_reason, our number of the reason of that name.

FNR == NR {
	if (match($0, /^(OWN_)?REASON\([A-Z0-9_]+/)) {
		name = substr($0, 1, RLENGTH)
		sub(/.*\(/, "", name)
		ours[name] = 1
	}
	next
}
/^enum lockdown_reason/ {
	inside = 1
	next
}
inside && /^}/ {
	inside = 0
}
inside && match($0, /LOCKDOWN_[A-Z0-9_]+/) {
	name = substr($0, RSTART + 9, RLENGTH - 9)
	if (name == "NONE" || name == "INTEGRITY_MAX" || name == "CONFIDENTIALITY_MAX")
		next
	printf "[LOCKDOWN_%s] = HF_REASON_%s,\n", name, name in ours ? name : "UNKNOWN"
	count++
}
END {
	printf "#define HOLDFAST_KERNEL_REASONS %d\n", count
}
