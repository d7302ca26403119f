/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The few kernel types that the engine reads, with the fields it needs: libbpf finds the real
 * offsets and enum values in the running kernel's BTF (CO-RE), so that no kernel's headers are
 * needed to build and one object runs on all of them.
 */
#ifndef HOLDFAST_KERNEL_BPF_H
#define HOLDFAST_KERNEL_BPF_H

#include <stdbool.h>
#include <linux/bpf.h>
#include <bpf/bpf_helpers.h>
#include <bpf/bpf_tracing.h>
#include <bpf/bpf_core_read.h>

/* From the kernel's errno list; <errno.h> would bring user space's along. */
#define EPERM	   1
#define ENOENT	   2
#define EAGAIN	   11
#define EBUSY	   16
#define EINVAL	   22
#define ENOLINK	   67
#define EOPNOTSUPP 95

/* From its ptrace.h: of whoever would change another process. */
#define PTRACE_MODE_ATTACH 2

#pragma clang attribute push(__attribute__((preserve_access_index)), apply_to = record)

/* By name only: the values here are the compiler's, and never used. On 7.3 there is one more before the last. */
enum kernel_read_file_id {
	READING_FIRMWARE,
	READING_MODULE,
	READING_KEXEC_IMAGE,
	READING_KEXEC_INITRAMFS,
	READING_MODULE_COMPRESSED,
};

enum kernel_load_data_id {
	LOADING_FIRMWARE,
	LOADING_KEXEC_IMAGE,
};

struct qstr {
	__u32 len;
	const unsigned char *name;
};

struct file_system_type {
	int fs_flags;
};

struct super_block {
	__u32 s_dev;
	struct file_system_type *s_type;
	unsigned long s_magic;
};

struct fsverity_hash_alg {
	unsigned int digest_size;
};

struct merkle_tree_params {
	const struct fsverity_hash_alg *hash_alg;
};

struct fsverity_info {
	struct merkle_tree_params tree_params;
	__u8 file_digest[64];
};

struct inode {
	struct fsverity_info *i_verity_info; /* until 6.18 */
	unsigned short i_mode;
	__u32 i_rdev;
	struct super_block *i_sb;
	unsigned long i_ino;
	unsigned int i_nlink;
	unsigned int i_flags;
	struct address_space *i_mapping;
	void *i_private;
};

struct address_space {
	unsigned long nrpages;
};

struct dentry {
	unsigned int d_flags;
	struct dentry *d_parent;
	struct qstr d_name;
	struct inode *d_inode;
	struct super_block *d_sb;
};

struct vfsmount {
	struct dentry *mnt_root;
};

struct list_head {
	struct list_head *next;
};

struct mount {
	struct list_head mnt_mounts;
	struct mount *mnt_parent;
	struct dentry *mnt_mountpoint;
	struct mount *mnt_master;
	struct list_head mnt_share;
	struct vfsmount mnt;
};

struct path {
	struct vfsmount *mnt;
	struct dentry *dentry;
};

struct file {
	struct path f_path;
	struct inode *f_inode;
	unsigned int f_mode;
	void *private_data;
};

struct io_uring_cmd {
	struct file *file;
	unsigned int cmd_op;
};

struct fdtable {
	unsigned int max_fds;
	struct file **fd;
};

struct files_struct {
	struct fdtable *fdt;
};

struct kernfs_syscall_ops;

struct kernfs_root {
	struct kernfs_syscall_ops *syscall_ops;
};

struct kernfs_elem_dir {
	struct kernfs_root *root;
};

struct kernfs_node {
	struct kernfs_node *parent;
	unsigned int hash;
	union {
		struct kernfs_elem_dir dir;
	};
};

struct kernfs_node___since_6_15 {
	struct kernfs_node *__parent;
};

struct mm_struct {
	struct file *exe_file;
	struct task_struct *owner;
};

struct fs_struct {
	struct path root;
	struct path pwd;
};

struct mnt_namespace;

struct nsproxy {
	struct mnt_namespace *mnt_ns;
};

struct pt_regs {
	unsigned long r10;
	unsigned long ax;
	unsigned long si;
	unsigned long di;
	unsigned long orig_ax;
};

struct thread_info {
	__u32 status;
};

struct io_uring_task;

struct linux_binprm {
	struct file *file;
	int unsafe;
};

struct vm_area_struct {
	struct mm_struct *vm_mm;
	struct file *vm_file;
};

struct notification;

struct seccomp_filter {
	struct seccomp_filter *prev;
	struct notification *notif;
};

struct seccomp {
	struct seccomp_filter *filter;
};

struct task_struct {
	struct thread_info thread_info;
	unsigned int flags;
	unsigned int ptrace;
	struct task_struct *real_parent;
	struct task_struct *group_leader;
	struct io_uring_task *io_uring;
	__u64 self_exec_id;
	int pid;
	int tgid;
	__u64 start_time;
	void *worker_private;
	struct seccomp seccomp;
	struct mm_struct *mm;
	struct fs_struct *fs;
	struct files_struct *files;
	struct nsproxy *nsproxy;
};

typedef struct {
	__s64 counter;
} atomic64_t;

struct btf_record {
	__u32 field_mask;
};

/* By name only. */
enum btf_field_type {
	BPF_SPIN_LOCK = 1,
	BPF_TIMER = 2,
};

struct bpf_map {
	enum bpf_map_type map_type;
	__u32 id;
	struct btf_record *record; /* since 6.2 */
	atomic64_t refcnt;
};

struct bpf_link {
	enum bpf_link_type type;
	struct bpf_prog *prog;
};

struct bpf_prog;

struct bpf_func_info_aux {
	bool unreliable;
};

struct btf_type;

struct btf {
	struct btf_type **types;
	const char *strings;
};

struct bpf_prog_aux {
	__u32 id;
	__u32 func_info_cnt;
	struct bpf_func_info *func_info;
	struct bpf_func_info_aux *func_info_aux;
	struct btf *btf;
	struct bpf_prog *dst_prog;
	enum bpf_prog_type saved_dst_prog_type;
	const char *attach_func_name;
	__u32 attach_btf_id;
	__u32 num_exentries;
	__u32 used_map_cnt;
	struct bpf_map **used_maps;
	__u64 load_time;
	bool kprobe_write_ctx; /* since 6.18 */
};

/* By name only, as above. */
enum bpf_type_flag {
	PTR_TRUSTED = 1,
};

struct bpf_prog {
	enum bpf_prog_type type;
	enum bpf_attach_type expected_attach_type;
	__u32 len;
	struct bpf_prog_aux *aux;
	struct bpf_insn insnsi[];
};

#pragma clang attribute pop

/*
 * Whether bpf_probe_read_kernel() may be loaded: the kernel's own lockdown refuses it at
 * confidentiality. Set by the loader; the verifier drops the code that this makes unreachable.
 */
const volatile bool can_read_kernel = 1;

/*
 * Whether the engine can have exceptions. The loader chooses, because the verifier's work on their
 * code is a good part of the cost of a lock. Not with plain.bpf.c.
 */
const volatile bool has_exceptions = 1;
#ifdef HF_WITHOUT_EXCEPTIONS
#define has_exceptions false
#endif

/*
 * A global function: the verifier reads it by itself. Weak: otherwise the compiler may leave out
 * arguments.
 */
#define GLOBAL __weak __noinline

/*
 * The last argument of each global function, NULL. A link may replace a global function of any
 * program whose descriptor its maker has, and the kernel asks no hook. But the kernel accepts no
 * replacement for a function with a pointer to anything but a structure.
 */
#define NOT_REPLACED const char *not_replaced

/*
 * Whether fields of the kernel's structures are loaded by their types, without a helper: out of
 * necessity, or because it takes fewer instructions. Before Linux 7 each such load of a pointer
 * costs the verifier four to eight million instructions: it looks for the type's name, with four
 * endings, in all of the kernel's BTF. A number is loaded directly from the hook's argument. Set by
 * the loader.
 */
const volatile bool loads_by_type = 0;

/*
 * A field, through pointers in other fields. @from has its type: it is a hook's argument, or was
 * loaded by its type.
 */
#define LOAD(from, field)     (loads_by_type ? (from)->field : BPF_CORE_READ(from, field))
#define LOAD2(from, a, field) (loads_by_type ? (from)->a->field : BPF_CORE_READ(from, a, field))
#define LOAD3(from, a, b, field) \
	(loads_by_type ? (from)->a->b->field : BPF_CORE_READ(from, a, b, field))

/* The same if @from may be an address that was read, from which one can only read on. */
#define READ(from, field) (can_read_kernel ? BPF_CORE_READ(from, field) : (from)->field)

#endif
