# Too much is refused: at none, and below the reason's level.
# file: core/decide.h
# shows: refused-at-none ioport, refused-at-none ioport/iopl, above-its-level perf
/level = level > HF_FORCE_LEVEL/i\
	if (reason == HF_REASON_IOPORT || (reason == HF_REASON_PERF && level == HF_INTEGRITY))\
		return HF_DENY;
