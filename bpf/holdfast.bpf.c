// SPDX-License-Identifier: GPL-2.0
/*
 * The BPF engine, one object; a concern to a file:
 *
 *	locked_down	the decision, and what the kernel's own lockdown decided before it
 *	bpf_prog	which BPF programs may come into being
 *	kernel_reads	whether a program reads the kernel's memory
 *	scan		looking through a program's instructions
 *	calls_bpf	whether a program calls bpf(2)
 *	sets_sysctl	whether a program replaces what is written to sysctls
 *	learn		how this kernel calls the helpers that matter
 *	debugfs		opening any file of it
 *	drivers		drivers that hand ports and devices to user space
 *	device_dma	commands that tell a device which memory to read and write
 *	own_reason	the decision on what only we have a reason for
 *	verdict		the decision as a whole
 *	detail		which MSR, which ports
 *	measure		what a file is
 *	files		which kernels, modules and firmware the kernel may read
 *	paths		which file of debugfs or tracefs
 *	subject		who asks, and what the policy gives him
 *	excepted	marking programs with exceptions, and keeping root out of them
 *	policy		the exceptions, and changing them
 *	policy_quiet	quiet rules, likewise
 *	list		telling what of these is in force
 *	witness		the proof that programs like it are called at all
 *	control		raising the level of a running engine, and sealing it
 *	held		who else refers to its maps
 *	guards		what has to be attached before it is raised
 *	report		what a running engine tells
 *	seal		what a sealed engine guards, and the record of who tried
 *	seal_bpf	descriptors of its programs, maps and links
 *	seal_mounts	its pins, their mounts, and all that holds these up
 *	trees		what takes the folders along that its mounts are on
 *	seal_ftrace	the switch that BPF LSM programs hang on
 *	ftrace_switch	which that is
 *	hooked		how many programs hang on functions, on older kernels
 *	record		counters and events
 *	tell_record	telling the events to who reads them
 *	quiet		what is not recorded
 *	exe_path	who it was
 *	resolve		from the running kernel's numbers to our reasons, by name
 *	maps		what is kept
 *	kernel		the kernel's types that we read
 *
 * One translation unit: libbpf's linker (1.1, Debian 12) cannot place extern maps.
 */
#include "locked_down.bpf.h"
#include "bpf_prog.bpf.h"
#include "learn.bpf.h"
#include "debugfs.bpf.h"
#include "drivers.bpf.h"
#include "device_dma.bpf.h"
#include "excepted.bpf.h"
#include "enabling.bpf.h"
#include "list.bpf.h"
#include "witness.bpf.h"
#include "control.bpf.h"
#include "report.bpf.h"
#include "tell_record.bpf.h"
#include "seal_bpf.bpf.h"
#include "seal_mounts.bpf.h"
#include "seal_ftrace.bpf.h"
#include "hidden.bpf.h"
#include "hooked.bpf.h"

char LICENSE[] SEC("license") = "GPL";
