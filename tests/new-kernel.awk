# SPDX-License-Identifier: GPL-2.0
# awk -f tests/functions.awk -f tests/new-kernel.awk FILE ...: prints the interfaces for user space in a kernel's
# sources, *.c and include/uapi/linux/bpf.h, a line each:
#
#	helper NAME		of BPF
#	program-type NAME
#	attach-type NAME
#	command NAME		of bpf(2)
#	kfunc NAME		that BPF programs may call
#	device FILE		it makes a character device
#	ioctl FILE:FUNCTION	it asks for CAP_SYS_RAWIO or CAP_SYS_ADMIN, in a file that has ioctls or the like
#	lockdown FILE:FUNCTION	it calls security_locked_down()

function print_asking(    at) {
	for (at in asks)
		if (has_ioctl)
			print "ioctl", at
	delete asks
}

# The name at the end of the text.
function name_in(text) {
	sub(/.*[^A-Za-z0-9_]/, "", text)
	return text
}

FNR == 1 {
	print_asking()
	has_ioctl = 0
	name = "?"
	kind = ""
}

FILENAME ~ /\.h$/ {
	if (match($0, /^[ \t]*FN\([a-z0-9_]+/))
		print "helper", name_in(substr($0, RSTART, RLENGTH))
	if ($0 ~ /^enum bpf_(cmd|prog_type|attach_type) \{/)
		kind = $2 == "bpf_cmd" ? "command" : $2 == "bpf_prog_type" ? "program-type" : "attach-type"
	else if ($0 ~ /^}/)
		kind = ""
	else if (kind && match($0, /^\tBPF_[A-Z0-9_]+/))
		print kind, substr($0, RSTART + 1, RLENGTH - 1)
	next
}

/^[ \t]*(\/\/|\/?\*)/ { next }

begins_function($0) { name = function_of($0) }

/ioctl|uring_cmd/ { has_ioctl = 1 }

/capable\(.*CAP_SYS_(RAWIO|ADMIN)\)/ { asks[FILENAME ":" name] }

/(^|[^a-z_])(misc_register|module_misc_device|cdev_init|register_chrdev|__register_chrdev)\(/ {
	print "device", FILENAME
}

match($0, /BTF_ID_FLAGS\(func, *[A-Za-z0-9_]+/) { print "kfunc", name_in(substr($0, RSTART, RLENGTH)) }

/security_locked_down\(LOCKDOWN_/ { print "lockdown", FILENAME ":" name }

END { print_asking() }
