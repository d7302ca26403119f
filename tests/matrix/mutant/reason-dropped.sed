# One reason is always allowed.
# file: core/decide.h
# shows: not-closed msr, not-closed msr/ioctl, not-closed msr/write
# shows: weaker-than-native msr, weaker-than-native msr/ioctl, weaker-than-native msr/write
/level = level > HF_FORCE_LEVEL/i\
	if (reason == HF_REASON_MSR)\
		return HF_ALLOW;
