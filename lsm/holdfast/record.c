// SPDX-License-Identifier: GPL-2.0
/*
 * Holdfast: records of refused and audited requests.
 *
 * The caller may hold locks, and must not wait. So it takes a record with the data that only it
 * knows. A worker writes the record a moment later, to the audit system and to the log. If a
 * program asks repeatedly, only some of its requests are recorded, with the number of those that
 * were not.
 */
#define pr_fmt(fmt) "holdfast: " fmt

#include <linux/audit.h>
#include <linux/cred.h>
#include <linux/file.h>
#include <linux/fs.h>
#include <linux/jiffies.h>
#include <linux/kernel.h>
#include <linux/mm.h>
#include <linux/preempt.h>
#include <linux/printk.h>
#include <linux/sched.h>
#include <linux/security.h>
#include <linux/slab.h>
#include <linux/spinlock.h>
#include <linux/string_helpers.h>
#include <linux/uidgid.h>
#include <linux/workqueue.h>

#include "holdfast.h"

/* For each reason, so that nobody can make the record of another reason get lost. */
#define RECORDS_PER_INTERVAL 10
#define INTERVAL (5 * HZ)

/* Taken and not yet written: some for each of the reasons that may occur together. */
#define WAITING 64

/* A record waits this long, so that its writing does not take the processor from the caller. */
#define DELAY max(HZ / 50, 1)

/**
 * struct record - one request, and its caller
 * @exe: the program that runs, referenced; NULL: none, a thread of the kernel
 * @unrecorded: how many requests for the reason had no record before it
 * @pid: its process
 * @uid: its user
 * @detail: which register, ports or device, if any
 * @loginuid: the user who logged in
 * @sessionid: and the session, for the audit system
 * @reason: an enum hf_reason
 * @verdict: HF_AUDIT or HF_DENY
 * @level: the level in force
 * @comm: the name of the thread
 */
struct record {
	struct file *exe;
	unsigned long unrecorded;
	pid_t pid;
	kuid_t uid;
	struct lockdown_detail detail;
	kuid_t loginuid;
	unsigned int sessionid;
	u8 reason;
	u8 verdict;
	u8 level;
	char comm[TASK_COMM_LEN];
};

static_assert(HOLDFAST_REASONS <= U8_MAX, "a reason is a byte in struct record");
static_assert(HF_VERDICTS <= U8_MAX, "a verdict is a byte in struct record");
static_assert(HF_LEVELS <= U8_MAX, "a level is a byte in struct record");

/**
 * struct limit - the latest records of one reason
 * @since: when the interval began
 * @records: taken in it
 * @last: the process that the last one is about
 * @first: the first number of its detail
 * @told: how much of holdfast_counts' unrecorded the records have told
 *
 * Written without a lock: at worst there is one record more or less.
 */
struct limit {
	unsigned long since;
	unsigned int records;
	pid_t last;
	u32 first;
	unsigned long told;
};

static struct limit limits[HOLDFAST_REASONS];

static struct record waiting[WAITING];
static unsigned int first, count;
static DEFINE_RAW_SPINLOCK(waiting_lock);

/**
 * is_recorded - whether a request gets a record of its own
 * @limit: of its reason
 * @first: the first number of its detail
 *
 * Cheap: a program that asks in a loop pays for nothing else. If a program goes from register to
 * register, each is recorded, because an exception for it is made from these records.
 *
 * Return: true if it does.
 */
static bool is_recorded(struct limit *limit, u32 first)
{
	unsigned long now = jiffies;
	unsigned int records = READ_ONCE(limit->records);

	if (!records || time_after(now, READ_ONCE(limit->since) + INTERVAL)) {
		WRITE_ONCE(limit->since, now);
		records = 0;
	} else if (records >= RECORDS_PER_INTERVAL ||
		   (READ_ONCE(limit->last) == current->tgid && READ_ONCE(limit->first) == first)) {
		return false;
	}
	WRITE_ONCE(limit->records, records + 1);
	WRITE_ONCE(limit->last, current->tgid);
	WRITE_ONCE(limit->first, first);
	return true;
}

#define DETAIL_SIZE sizeof(" ports=0xffffffff-0xffffffff")

/**
 * format_detail - write the detail of a request for a record
 * @detail: the detail
 * @text: where it goes, DETAIL_SIZE; empty if nothing is known
 */
static void format_detail(const struct lockdown_detail *detail, char *text)
{
	text[0] = '\0';
	if (detail->type == LOCKDOWN_DETAIL_MSR)
		snprintf(text, DETAIL_SIZE, " register=%#x", detail->first);
	else if (detail->type == LOCKDOWN_DETAIL_PORTS)
		snprintf(text, DETAIL_SIZE, " ports=%#x-%#x", detail->first,
			 detail->first + detail->count - 1);
	else if (detail->type == LOCKDOWN_DETAIL_DEVICE)
		snprintf(text, DETAIL_SIZE, " device=%#x", detail->first);
}

/* Each byte as "\\xff". */
#define COMM_SIZE (4 * TASK_COMM_LEN + 1)

/**
 * escape_comm - write the name of a thread for a record, between quotes
 * @comm: its name
 * @text: where it goes, COMM_SIZE
 *
 * The output cannot end the quotes, and cannot control the terminal that shows the console.
 */
static void escape_comm(const char *comm, char *text)
{
	int len = string_escape_mem(comm, strnlen(comm, TASK_COMM_LEN), text, COMM_SIZE - 1,
				    ESCAPE_HEX | ESCAPE_NAP | ESCAPE_APPEND, "\"\\");

	text[len] = '\0';
}

/* The log cuts a line at 1,024 bytes. So the path gets this many of them. */
#define EXE_SHOWN 640

/**
 * end_of_path - find the end of a program's path, if all of it is too long
 * @exe: the path
 *
 * Return: where that end begins.
 */
static const char *end_of_path(const char *exe)
{
	size_t len = strlen(exe), cut;
	int size;

	for (;;) {
		size = string_escape_mem(exe, len, NULL, 0, ESCAPE_HEX | ESCAPE_NP, NULL);
		if (size <= EXE_SHOWN)
			return exe;
		cut = DIV_ROUND_UP(size - EXE_SHOWN, 4);
		exe += cut;
		len -= cut;
	}
}

/**
 * print_record - print the line in the kernel's log
 * @record: the record
 * @exe: the program's path, without bytes that could begin another line
 *
 * Without an allocation, because a debugger asks in an NMI. kstrdup_quotable_file() leaves other
 * bytes in the path that no terminal should get.
 */
static void print_record(const struct record *record, const char *exe)
{
	char detail[DETAIL_SIZE], comm[COMM_SIZE];
	const char *shown = end_of_path(exe);

	format_detail(&record->detail, detail);
	escape_comm(record->comm, comm);
	pr_notice("%s %s at %s: exe=\"%s%*pEhp\" comm=\"%s\" pid=%d uid=%u%s unrecorded=%lu\n",
		  record->verdict == HF_DENY ? "denied" : "audited",
		  holdfast_reason_name(record->reason), holdfast_level_name(record->level),
		  shown > exe ? "..." : "", (int)strlen(shown), shown, comm, record->pid,
		  from_kuid(&init_user_ns, record->uid), detail, record->unrecorded);
}

/**
 * audit_record - write the record to the audit system
 * @record: the record
 *
 * If there is no memory, the audit system itself counts the lost record.
 */
static void audit_record(const struct record *record)
{
	struct audit_buffer *ab = audit_log_start(NULL, GFP_KERNEL, AUDIT_HOLDFAST_ACCESS);
	char detail[DETAIL_SIZE];

	if (!ab)
		return;
	audit_log_format(ab, "reason=%s verdict=%s level=%s pid=%d uid=%u auid=%u ses=%u comm=",
			 holdfast_reason_name(record->reason),
			 record->verdict == HF_DENY ? "deny" : "audit",
			 holdfast_level_name(record->level), record->pid,
			 from_kuid(&init_user_ns, record->uid),
			 from_kuid(&init_user_ns, record->loginuid), record->sessionid);
	audit_log_untrustedstring(ab, record->comm);
	if (record->exe)
		audit_log_d_path(ab, " exe=", &record->exe->f_path);
	else
		audit_log_format(ab, " exe=?");
	format_detail(&record->detail, detail);
	audit_log_format(ab, "%s unrecorded=%lu", detail, record->unrecorded);
	audit_log_end(ab);
}

/**
 * take_waiting - take the record that has waited longest
 * @record: where it goes
 *
 * Return: whether there was one.
 */
static bool take_waiting(struct record *record)
{
	unsigned long flags;
	bool any;

	raw_spin_lock_irqsave(&waiting_lock, flags);
	any = count;
	if (any) {
		*record = waiting[first];
		first = (first + 1) % WAITING;
		count--;
	}
	raw_spin_unlock_irqrestore(&waiting_lock, flags);
	return any;
}

/**
 * is_quiet - whether the policy wants no record
 * @record: of a request
 *
 * Audited requests are always recorded.
 *
 * Return: true if it wants none.
 */
static bool is_quiet(const struct record *record)
{
#ifdef CONFIG_SECURITY_HOLDFAST_POLICY
	return record->verdict == HF_DENY && record->exe &&
	       holdfast_is_quiet(record->reason, record->exe);
#else
	return false;
#endif
}

/**
 * write_records - write the waiting records
 * @work: unused
 */
static void write_records(struct work_struct *work)
{
	struct record record;
	char *exe;

	while (take_waiting(&record)) {
		if (is_quiet(&record)) {
			atomic_long_inc(&holdfast_counts[record.reason].unrecorded);
			fput(record.exe);
			continue;
		}
		exe = record.exe ? kstrdup_quotable_file(record.exe, GFP_KERNEL) : NULL;
		print_record(&record, exe ?: "?");
		audit_record(&record);
		kfree(exe);
		if (record.exe)
			fput(record.exe);
	}
}

static DECLARE_DELAYED_WORK(writing, write_records);

/**
 * let_wait - have a record written later
 * @record: the record
 *
 * Return: false: too many are waiting already.
 */
static bool let_wait(const struct record *record)
{
	unsigned long flags;
	bool room;

	raw_spin_lock_irqsave(&waiting_lock, flags);
	room = count < WAITING;
	if (room)
		waiting[(first + count++) % WAITING] = *record;
	raw_spin_unlock_irqrestore(&waiting_lock, flags);
	if (room)
		schedule_delayed_work(&writing, DELAY);
	return room;
}

/**
 * take_record - take a record with the data that only the caller knows
 * @reason: an enum hf_reason
 * @verdict: HF_AUDIT or HF_DENY
 * @level: the level in force
 * @detail: the detail of the request
 *
 * Out of line: its frame is cleared, and requests without a record do not pay for that.
 */
static noinline void take_record(int reason, enum hf_verdict verdict, unsigned int level,
				 const struct lockdown_detail *detail)
{
	struct holdfast_counts *counts = &holdfast_counts[reason];
	struct limit *limit = &limits[reason];
	unsigned long missed = atomic_long_read(&counts->unrecorded);
	struct record record = {
		.unrecorded = missed - READ_ONCE(limit->told),
		.pid = current->tgid,
		.uid = current_uid(),
		.detail = *detail,
		.loginuid = audit_get_loginuid(current),
		.sessionid = audit_get_sessionid(current),
		.reason = reason,
		.verdict = verdict,
		.level = level,
	};

	WRITE_ONCE(limit->told, missed);
	strscpy_pad(record.comm, current->comm);
	if (!in_task() || irqs_disabled() || system_state < SYSTEM_SCHEDULING) {
		print_record(&record, "?");
		return;
	}
	if (current->mm && !(current->flags & PF_KTHREAD))
		record.exe = get_mm_exe_file(current->mm);
	if (let_wait(&record))
		return;
	atomic_long_inc(&counts->unrecorded);
	if (record.exe)
		fput(record.exe);
}

/**
 * holdfast_record - record a request
 * @reason: an enum hf_reason
 * @verdict: HF_AUDIT or HF_DENY
 * @level: the level in force
 * @detail: the detail of the request
 *
 * It runs in any context, also in a debugger and before there is a scheduler. Then it only prints
 * the line in the log, without the program.
 */
void holdfast_record(int reason, enum hf_verdict verdict, unsigned int level,
		     const struct lockdown_detail *detail)
{
	if (is_recorded(&limits[reason], detail->first))
		take_record(reason, verdict, level, detail);
	else
		atomic_long_inc(&holdfast_counts[reason].unrecorded);
}

/**
 * holdfast_record_change - record a final setting
 * @what: "level", "seal" or another word
 * @value: the new value
 *
 * To the audit system only: each has a line of its own in the log.
 */
void holdfast_record_change(const char *what, const char *value)
{
	struct audit_buffer *ab;

	if (system_state < SYSTEM_SCHEDULING)
		return;
	ab = audit_log_start(audit_context(), GFP_KERNEL, AUDIT_HOLDFAST_CONFIG);
	if (!ab)
		return;
	audit_log_format(ab, "op=set-%s value=%s", what, value);
	audit_log_task_info(ab);
	audit_log_format(ab, " res=1");
	audit_log_end(ab);
}
