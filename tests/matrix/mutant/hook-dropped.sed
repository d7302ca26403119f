# A hook is attached and refuses nothing.
# file: bpf/debugfs.bpf.h
# shows: not-closed debugfs-read
s/magic == DEBUGFS_MAGIC ? answer_own(HF_REASON_DEBUGFS_READ) : 0/0/
