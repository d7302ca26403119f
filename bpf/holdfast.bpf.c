// SPDX-License-Identifier: GPL-2.0
/*
 * The BPF engine, one object; each concern has a file:
 *
 *	locked_down	the decision, and what the kernel's own lockdown decided before it
 *	bpf_prog	which BPF programs may load
 *	kernel_reads	whether a program reads the kernel's memory
 *	scan		looking through a program's instructions
 *	calls_bpf	whether a program calls bpf(2)
 *	larger_argument	whether the kernel takes a program's argument for larger than it is
 *	sets_sysctl	whether a program replaces the value written to a sysctl
 *	learn		how this kernel calls the helpers that matter
 *	debugfs		opening a file of debugfs
 *	drivers		drivers that hand ports and devices to user space
 *	device_dma	commands that tell a device which memory to read and write
 *	perf		what perf records of the kernel
 *	own_reason	the decision about our own reasons
 *	verdict		the decision as a whole
 *	detail		which MSR, which ports
 *	measure		the identity of a file
 *	files		which kernels, modules and firmware the kernel may read
 *	paths		which file of debugfs or tracefs
 *	subject		the process that asks, and its exceptions
 *	excepted	marking programs with exceptions, and keeping root out of them
 *	policy		the exceptions, and changing them
 *	policy_quiet	quiet rules, the same
 *	list		telling which of these are in force
 *	witness		the proof that the kernel calls such programs at all
 *	control		raising the level of a running engine, and sealing it
 *	calls		calls in flight that a seal waits for
 *	held		whether somebody else refers to its maps
 *	guards		the guards that have to be attached before a raise
 *	report		telling the state of a running engine
 *	seal		refusing and recording attempts to undo a sealed lock
 *	seal_bpf	descriptors of its programs, maps and links
 *	seal_mounts	its pins, their mounts, and all that holds these up
 *	under_way	mounts and unmounts that the kernel has asked about, and not made yet
 *	trees		what can remove the folders of its mounts
 *	seal_ftrace	the switch that BPF LSM programs depend on
 *	ftrace_switch	recognizing that switch
 *	hooked		how many programs are attached to functions, on older kernels
 *	record		counters and events
 *	tell_record	telling root the events
 *	quiet		refusals that are not recorded
 *	exe_path	the path of the program
 *	resolve		from the running kernel's numbers to our reasons, by name
 *	maps		the engine's data
 *	kernel		the kernel's types that the engine reads
 *
 * One translation unit: libbpf's linker (1.1, Debian 12) cannot place extern maps.
 */
#include "locked_down.bpf.h"
#include "bpf_prog.bpf.h"
#include "learn.bpf.h"
#include "debugfs.bpf.h"
#include "drivers.bpf.h"
#include "device_dma.bpf.h"
#include "perf.bpf.h"
#include "excepted.bpf.h"
#include "enabling.bpf.h"
#include "list.bpf.h"
#include "witness.bpf.h"
#include "control.bpf.h"
#include "calls.bpf.h"
#include "report.bpf.h"
#include "tell_record.bpf.h"
#include "seal_bpf.bpf.h"
#include "seal_mounts.bpf.h"
#include "seal_ftrace.bpf.h"
#include "hidden.bpf.h"
#include "hooked.bpf.h"

char LICENSE[] SEC("license") = "GPL";
