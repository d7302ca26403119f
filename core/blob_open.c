// SPDX-License-Identifier: GPL-2.0
/* Whether bytes are a policy: all of them are checked before any of them is used. */
#include "blob.h"

#define ALL_REASONS ((2ULL << HF_REASON_UNKNOWN) - 1)
#define PORTS	    0x10000U

/* Where the next entry of each table has to be, if all of them are used in their order. */
struct progress {
	unsigned int used[HF_BLOB_TABLES];
};

static const unsigned int entry_sizes[HF_BLOB_TABLES] = {
	[HF_BLOB_EXCEPTIONS] = HF_BLOB_EXCEPTION_SIZE, [HF_BLOB_RANGES] = HF_BLOB_RANGE_SIZE,
	[HF_BLOB_PROGRAMS] = HF_BLOB_PROGRAM_SIZE,     [HF_BLOB_PATHS] = HF_BLOB_PATH_SIZE,
	[HF_BLOB_QUIET] = HF_BLOB_QUIET_SIZE,	       [HF_BLOB_TEXT] = 1,
};

unsigned int hf_reasons_digest(void)
{
	/* In the order of their numbers. */
	static const char *const names[HF_REASONS] = {
#define REASON(NAME, name, ...) name,
#include "reasons.def"
#undef REASON
	};
	unsigned int digest = 2166136261U;

	for (unsigned int r = 0; r < HF_REASONS; r++)
		for (const char *c = names[r]; c == names[r] || c[-1]; c++)
			digest = (digest ^ (unsigned char)*c) * 16777619U;
	return digest;
}

/* Whether programs can have an exception from it. */
static bool is_given(unsigned int reason)
{
	switch (reason) {
#define REASON(NAME, name, LEVEL, since, summary, loss, tools, gives) \
	case HF_REASON_##NAME:                                        \
		return sizeof(gives) > 1;
#include "reasons.def"
#undef REASON
	default:
		return false;
	}
}

/* Whether files can be listed for it. */
static bool is_of_files(unsigned int reason)
{
	return reason == HF_REASON_KEXEC || reason == HF_REASON_MODULE_SIGNATURE ||
	       (reason < HF_REASONS && hf_is_demand((int)reason));
}

static enum hf_blob_error read_header(struct hf_blob *blob)
{
	unsigned long long end = HF_BLOB_HEADER;

	if (blob->size < HF_BLOB_HEADER ||
	    hf_compare_bytes(blob->bytes, (const unsigned char *)HF_BLOB_MAGIC,
			     sizeof(HF_BLOB_MAGIC) - 1))
		return HF_BLOB_FOREIGN;
	if (hf_get32(blob->bytes + HF_BLOB_AT_FORMAT) != HF_BLOB_FORMAT ||
	    hf_get32(blob->bytes + HF_BLOB_AT_ZERO))
		return HF_BLOB_OTHER_FORMAT;
	if (hf_get32(blob->bytes + HF_BLOB_AT_REASONS) != hf_reasons_digest())
		return HF_BLOB_OTHER_LIST;
	if (blob->size > HF_BLOB_MAX || hf_get32(blob->bytes + HF_BLOB_AT_SIZE) != blob->size)
		return HF_BLOB_WRONG_SIZE;
	blob->version = hf_get64(blob->bytes + HF_BLOB_AT_VERSION);
	for (unsigned int t = 0; t < HF_BLOB_TABLES; t++) {
		blob->counts[t] = hf_get32(blob->bytes + HF_BLOB_AT_COUNTS + 4 * t);
		blob->at[t] = (unsigned int)end;
		end += (unsigned long long)blob->counts[t] * entry_sizes[t];
	}
	return end == blob->size ? HF_BLOB_RIGHT : HF_BLOB_WRONG_SIZE;
}

static enum hf_blob_error read_rules(struct hf_blob *blob)
{
	const hf_reason_set demands = hf_set_of(HF_REASON_KEXEC_IMAGE) |
				      hf_set_of(HF_REASON_KEXEC_INITRD) |
				      hf_set_of(HF_REASON_FIRMWARE);
	struct hf_policy *rules = &blob->rules;

	*rules = (struct hf_policy){
		.allowed = hf_get64(blob->bytes + HF_BLOB_AT_ALLOWED),
		.audited = hf_get64(blob->bytes + HF_BLOB_AT_AUDITED),
		.demanded = hf_get64(blob->bytes + HF_BLOB_AT_DEMANDED),
		.quiet = blob->counts[HF_BLOB_QUIET],
	};
	if ((rules->allowed | rules->audited) & (~ALL_REASONS | hf_set_of(HF_REASON_SEAL)) ||
	    rules->allowed & rules->audited || rules->demanded & ~demands)
		return HF_BLOB_WRONG_RULES;
	return HF_BLOB_RIGHT;
}

static bool is_zero(const unsigned char *bytes, unsigned int size)
{
	for (unsigned int i = 0; i < size; i++)
		if (bytes[i])
			return false;
	return true;
}

static bool is_right_identity(const struct hf_blob_exception *e)
{
	const struct hf_identity *identity = &e->identity;

	if (identity->kind == HF_IDENTITY_FILE)
		return is_of_files(e->reason) && !is_zero(identity->bytes, sizeof(identity->bytes));
	if (identity->kind != HF_IDENTITY_VERITY && identity->kind != HF_IDENTITY_INODE)
		return false;
	/* A device and an inode are two numbers; no program has a digest of zeros. */
	if (identity->kind == HF_IDENTITY_INODE ?
		    !is_zero(identity->bytes + 16, sizeof(identity->bytes) - 16) :
		    is_zero(identity->bytes, sizeof(identity->bytes)))
		return false;
	if (e->reason == HF_EXCEPTION_LIBRARY)
		return identity->kind == HF_IDENTITY_VERITY;
	return e->reason == HF_EXCEPTION_PROGRAM || is_given(e->reason);
}

/* A range of possible numbers, after the one before it. */
static bool is_right_range(const struct hf_blob_range *r, unsigned int reason,
			   unsigned long long behind)
{
	unsigned long long end = (unsigned long long)r->range.first + r->range.size;

	if (!r->range.size || r->range.first < behind)
		return false;
	if (reason == HF_REASON_IOPORT)
		return end <= PORTS && !r->mask;
	if (reason == HF_REASON_DEVICE_DMA)
		return end <= 1ULL << 32 && !r->mask;
	return end <= 1ULL << 32 && r->mask;
}

static bool are_right_ranges(const struct hf_blob *blob, const struct hf_blob_exception *e)
{
	unsigned long long behind = 0;

	if (e->count > HF_RANGES)
		return false;
	for (unsigned int i = 0; i < e->count; i++) {
		struct hf_blob_range r = hf_blob_range(blob, e->first + i);

		if (!is_right_range(&r, e->reason, behind))
			return false;
		behind = (unsigned long long)r.range.first + r.range.size;
	}
	return true;
}

static bool are_right_programs(const struct hf_blob *blob, const struct hf_blob_exception *e)
{
	if (e->count > HF_PROGRAMS || (e->count && hf_is_demand((int)e->reason)))
		return false;
	for (unsigned int i = 0; i < e->count; i++) {
		const unsigned char *program = hf_blob_program(blob, e->first + i);

		if (i ? hf_compare_bytes(program - HF_BLOB_PROGRAM_SIZE, program,
					 HF_BLOB_PROGRAM_SIZE) >= 0 :
			is_zero(program, HF_BLOB_PROGRAM_SIZE))
			return false;
	}
	return true;
}

/* Text in its place: directly after the last text. */
static bool takes_text(const struct hf_blob *blob, struct progress *progress, unsigned int at,
		       unsigned int len)
{
	unsigned int *used = &progress->used[HF_BLOB_TEXT];

	if (at != *used || len > blob->counts[HF_BLOB_TEXT] - *used)
		return false;
	*used += len;
	return true;
}

/* "/" and a name, repeatedly; no name is ".", ".." or empty. */
static bool is_plain_path(const struct hf_blob_text *path, unsigned int max_names,
			  unsigned int max_name)
{
	unsigned int names = 0, at = 0;

	while (at < path->len) {
		unsigned int from, len;

		if (path->text[at++] != '/')
			return false;
		from = at;
		while (at < path->len && path->text[at] != '/')
			if (!path->text[at++])
				return false;
		len = at - from;
		if (!len || len > max_name || ++names > max_names ||
		    (len <= 2 && path->text[from] == '.' &&
		     (len == 1 || path->text[from + 1] == '.')))
			return false;
	}
	return names;
}

static bool are_right_paths(const struct hf_blob *blob, const struct hf_blob_exception *e,
			    struct progress *progress)
{
	struct hf_blob_text last = { 0 };

	if (e->count > HF_RANGES)
		return false;
	for (unsigned int i = 0; i < e->count; i++) {
		const unsigned char *entry =
			blob->bytes + blob->at[HF_BLOB_PATHS] + (e->first + i) * HF_BLOB_PATH_SIZE;
		struct hf_blob_text path;

		if (!takes_text(blob, progress, hf_get32(entry), hf_get32(entry + 4)))
			return false;
		path = hf_blob_path(blob, e->first + i);
		if (!is_plain_path(&path, HF_PATH_NAMES, HF_FILE_NAME_LEN - 1) ||
		    (i && hf_compare_texts(&last, &path) >= 0))
			return false;
		last = path;
	}
	return true;
}

/* The table that an exception's details are in; HF_BLOB_TABLES: it has none. */
static enum hf_blob_table table_of(const struct hf_blob_exception *e)
{
	if (e->identity.kind == HF_IDENTITY_FILE)
		return HF_BLOB_PROGRAMS;
	if (hf_has_ranges(e->reason))
		return HF_BLOB_RANGES;
	return hf_has_paths(e->reason) ? HF_BLOB_PATHS : HF_BLOB_TABLES;
}

/* They are all there, and directly after those of the exception before. */
static enum hf_blob_error check_details(const struct hf_blob *blob,
					const struct hf_blob_exception *e,
					struct progress *progress)
{
	enum hf_blob_table table = table_of(e);
	bool right;

	if (!e->count || table == HF_BLOB_TABLES)
		return e->count || e->first ? HF_BLOB_WRONG_DETAIL : HF_BLOB_RIGHT;
	if (e->first != progress->used[table] ||
	    e->count > blob->counts[table] - progress->used[table])
		return HF_BLOB_WRONG_DETAIL;
	progress->used[table] += e->count;
	if (table == HF_BLOB_PROGRAMS)
		right = are_right_programs(blob, e);
	else if (table == HF_BLOB_RANGES)
		right = are_right_ranges(blob, e);
	else
		right = are_right_paths(blob, e, progress);
	return right ? HF_BLOB_RIGHT : HF_BLOB_WRONG_DETAIL;
}

static void count_exception(struct hf_policy *rules, const struct hf_blob_exception *e)
{
	rules->libraries |= (e->flags & HF_VERIFIED_LIBRARIES) != 0;
	if (e->reason >= HF_REASONS || hf_is_demand((int)e->reason))
		return;
	rules->exceptions++;
	rules->unverified += e->identity.kind == HF_IDENTITY_INODE;
	rules->files += e->identity.kind == HF_IDENTITY_FILE && !e->count;
	rules->paths += hf_has_paths(e->reason) && e->count;
}

/* Each program with an exception has an entry as a program: only these are marked and protected. */
static bool is_of_known_program(const struct hf_blob *blob, const struct hf_blob_exception *e)
{
	return e->reason >= HF_REASONS || e->identity.kind == HF_IDENTITY_FILE ||
	       hf_blob_find(blob, HF_EXCEPTION_PROGRAM, &e->identity) >= 0;
}

static enum hf_blob_error check_exceptions(struct hf_blob *blob, struct progress *progress)
{
	struct hf_blob_exception last = { 0 };

	for (unsigned int i = 0; i < blob->counts[HF_BLOB_EXCEPTIONS]; i++) {
		const unsigned char *entry =
			blob->bytes + blob->at[HF_BLOB_EXCEPTIONS] + i * HF_BLOB_EXCEPTION_SIZE;
		struct hf_blob_exception e = hf_blob_exception(blob, i);
		enum hf_blob_error error;

		if (hf_get32(entry + 52) || !is_right_identity(&e) ||
		    (i && hf_compare_keys(last.reason, &last.identity, e.reason, &e.identity) >= 0))
			return HF_BLOB_WRONG_EXCEPTION;
		if (e.flags & ~(e.reason == HF_EXCEPTION_PROGRAM ? HF_VERIFIED_LIBRARIES : 0U) ||
		    (e.flags && e.identity.kind != HF_IDENTITY_VERITY))
			return HF_BLOB_WRONG_EXCEPTION;
		error = check_details(blob, &e, progress);
		if (error)
			return error;
		count_exception(&blob->rules, &e);
		last = e;
	}
	/* They are sorted now, and can be found. */
	for (unsigned int i = 0; i < blob->counts[HF_BLOB_EXCEPTIONS]; i++) {
		struct hf_blob_exception e = hf_blob_exception(blob, i);

		if (!is_of_known_program(blob, &e))
			return HF_BLOB_WRONG_EXCEPTION;
	}
	return HF_BLOB_RIGHT;
}

static enum hf_blob_error check_quiet(const struct hf_blob *blob, struct progress *progress)
{
	struct hf_blob_text last = { 0 };
	unsigned int last_reason = 0;

	for (unsigned int i = 0; i < blob->counts[HF_BLOB_QUIET]; i++) {
		const unsigned char *entry =
			blob->bytes + blob->at[HF_BLOB_QUIET] + i * HF_BLOB_QUIET_SIZE;
		struct hf_blob_text path;
		unsigned int reason;

		if (hf_get32(entry + 12) ||
		    !takes_text(blob, progress, hf_get32(entry + 4), hf_get32(entry + 8)))
			return HF_BLOB_WRONG_QUIET;
		path = hf_blob_quiet(blob, i, &reason);
		if (reason >= HF_REASONS || reason == HF_REASON_SEAL || path.len > HF_PATH_LEN ||
		    !is_plain_path(&path, HF_PATH_LEN, HF_PATH_LEN))
			return HF_BLOB_WRONG_QUIET;
		if (i && (reason < last_reason ||
			  (reason == last_reason && hf_compare_texts(&last, &path) >= 0)))
			return HF_BLOB_WRONG_QUIET;
		last = path;
		last_reason = reason;
	}
	return HF_BLOB_RIGHT;
}

enum hf_blob_error hf_blob_open(struct hf_blob *blob, const unsigned char *bytes, unsigned int size)
{
	struct progress progress = { { 0 } };
	enum hf_blob_error error;

	*blob = (struct hf_blob){ .bytes = bytes, .size = size };
	error = read_header(blob);
	if (!error)
		error = read_rules(blob);
	if (!error)
		error = check_exceptions(blob, &progress);
	if (!error)
		error = check_quiet(blob, &progress);
	for (unsigned int t = HF_BLOB_RANGES; t < HF_BLOB_TABLES && !error; t++)
		if (t != HF_BLOB_QUIET && progress.used[t] != blob->counts[t])
			error = HF_BLOB_UNUSED;
	return error;
}
