// SPDX-License-Identifier: GPL-2.0
/* Questions to a compiled policy that hf_blob_open() has found valid. */
#include "blob.h"

int hf_compare_bytes(const unsigned char *a, const unsigned char *b, unsigned int size)
{
	for (unsigned int i = 0; i < size; i++)
		if (a[i] != b[i])
			return a[i] < b[i] ? -1 : 1;
	return 0;
}

int hf_compare_texts(const struct hf_blob_text *a, const struct hf_blob_text *b)
{
	int order = hf_compare_bytes(a->text, b->text, a->len < b->len ? a->len : b->len);

	if (order || a->len == b->len)
		return order;
	return a->len < b->len ? -1 : 1;
}

int hf_compare_keys(unsigned int reason, const struct hf_identity *identity,
		    unsigned int other_reason, const struct hf_identity *other)
{
	if (reason != other_reason)
		return reason < other_reason ? -1 : 1;
	if (identity->kind != other->kind)
		return identity->kind < other->kind ? -1 : 1;
	return hf_compare_bytes(identity->bytes, other->bytes, sizeof(identity->bytes));
}

static const unsigned char *entry_at(const struct hf_blob *blob, enum hf_blob_table table,
				     unsigned int at, unsigned int size)
{
	return blob->bytes + blob->at[table] + at * size;
}

struct hf_blob_exception hf_blob_exception(const struct hf_blob *blob, unsigned int at)
{
	const unsigned char *entry = entry_at(blob, HF_BLOB_EXCEPTIONS, at, HF_BLOB_EXCEPTION_SIZE);
	struct hf_blob_exception e = {
		.reason = hf_get32(entry),
		.identity.kind = hf_get32(entry + 4),
		.flags = hf_get32(entry + 40),
		.count = hf_get32(entry + 44),
		.first = hf_get32(entry + 48),
	};

	for (unsigned int i = 0; i < sizeof(e.identity.bytes); i++)
		e.identity.bytes[i] = entry[8 + i];
	return e;
}

struct hf_blob_range hf_blob_range(const struct hf_blob *blob, unsigned int at)
{
	const unsigned char *entry = entry_at(blob, HF_BLOB_RANGES, at, HF_BLOB_RANGE_SIZE);

	return (struct hf_blob_range){
		.range = { .first = hf_get32(entry), .size = hf_get32(entry + 4) },
		.mask = hf_get64(entry + 8),
	};
}

const unsigned char *hf_blob_program(const struct hf_blob *blob, unsigned int at)
{
	return entry_at(blob, HF_BLOB_PROGRAMS, at, HF_BLOB_PROGRAM_SIZE);
}

static struct hf_blob_text text_at(const struct hf_blob *blob, const unsigned char *entry)
{
	return (struct hf_blob_text){
		.text = blob->bytes + blob->at[HF_BLOB_TEXT] + hf_get32(entry),
		.len = hf_get32(entry + 4),
	};
}

struct hf_blob_text hf_blob_path(const struct hf_blob *blob, unsigned int at)
{
	return text_at(blob, entry_at(blob, HF_BLOB_PATHS, at, HF_BLOB_PATH_SIZE));
}

struct hf_blob_text hf_blob_quiet(const struct hf_blob *blob, unsigned int at, unsigned int *reason)
{
	const unsigned char *entry = entry_at(blob, HF_BLOB_QUIET, at, HF_BLOB_QUIET_SIZE);

	*reason = hf_get32(entry);
	return text_at(blob, entry + 4);
}

int hf_blob_find(const struct hf_blob *blob, unsigned int reason,
		 const struct hf_identity *identity)
{
	unsigned int from = 0, to = blob->counts[HF_BLOB_EXCEPTIONS];

	while (from < to) {
		unsigned int middle = from + (to - from) / 2;
		struct hf_blob_exception e = hf_blob_exception(blob, middle);
		int order = hf_compare_keys(reason, identity, e.reason, &e.identity);

		if (!order)
			return (int)middle;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return -1;
}

/* The range that covers the whole request; false: none does. */
static bool find_range(const struct hf_blob *blob, const struct hf_blob_exception *e,
		       const struct hf_range *asked, struct hf_blob_range *found)
{
	for (unsigned int i = 0; i < e->count; i++) {
		*found = hf_blob_range(blob, e->first + i);
		if (hf_covers(&found->range, asked))
			return true;
	}
	return false;
}

bool hf_path_covers(const struct hf_blob_text *wide, const struct hf_blob_text *path)
{
	if (path->len < wide->len || hf_compare_bytes(wide->text, path->text, wide->len))
		return false;
	return path->len == wide->len || path->text[wide->len] == '/';
}

static bool has_path(const struct hf_blob *blob, const struct hf_blob_exception *e,
		     const struct hf_blob_text *path)
{
	for (unsigned int i = 0; i < e->count; i++) {
		struct hf_blob_text wide = hf_blob_path(blob, e->first + i);

		if (hf_path_covers(&wide, path))
			return true;
	}
	return false;
}

bool hf_blob_excepts(const struct hf_blob *blob, unsigned int reason, const struct hf_identity *who,
		     const struct hf_detail *detail, unsigned long long *mask)
{
	int at = hf_blob_find(blob, reason, who);
	struct hf_blob_exception e;
	struct hf_blob_range range;

	if (at < 0)
		return false;
	e = hf_blob_exception(blob, (unsigned int)at);
	*mask = ~0ULL;
	if (!e.count)
		return true;
	if (hf_has_paths(reason))
		return has_path(blob, &e, &detail->path);
	if (!hf_has_ranges(reason) || !find_range(blob, &e, &detail->range, &range))
		return false;
	if (reason == HF_REASON_MSR)
		*mask = range.mask;
	return true;
}

static bool has_program(const struct hf_blob *blob, const struct hf_blob_exception *e,
			const unsigned char *digest)
{
	for (unsigned int i = 0; i < e->count; i++)
		if (!hf_compare_bytes(hf_blob_program(blob, e->first + i), digest,
				      HF_BLOB_PROGRAM_SIZE))
			return true;
	return false;
}

bool hf_blob_gives(const struct hf_blob *blob, unsigned int reason, const struct hf_identity *file,
		   const struct hf_identity *who)
{
	int at = hf_blob_find(blob, reason, file);
	struct hf_blob_exception e;

	if (at < 0)
		return false;
	e = hf_blob_exception(blob, (unsigned int)at);
	if (!e.count)
		return true;
	return who && who->kind == HF_IDENTITY_VERITY && has_program(blob, &e, who->bytes);
}

bool hf_blob_is_quiet(const struct hf_blob *blob, unsigned int reason, const unsigned char *path,
		      unsigned int len)
{
	const struct hf_blob_text asked = { .text = path, .len = len };
	unsigned int from = 0, to = blob->counts[HF_BLOB_QUIET];

	while (from < to) {
		unsigned int middle = from + (to - from) / 2, rule;
		struct hf_blob_text text = hf_blob_quiet(blob, middle, &rule);
		int order = hf_compare_texts(&asked, &text);

		if (rule != reason)
			order = reason < rule ? -1 : 1;
		if (!order)
			return true;
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return false;
}

/* Each detail of the new one is in a detail of the old one, which is narrowed as well. */
static bool is_narrower(const struct hf_blob *blob, const struct hf_blob_exception *e,
			const struct hf_blob *old, const struct hf_blob_exception *wide)
{
	for (unsigned int i = 0; i < e->count; i++) {
		struct hf_blob_range range, found;
		struct hf_blob_text path;

		if (e->identity.kind == HF_IDENTITY_FILE) {
			if (!has_program(old, wide, hf_blob_program(blob, e->first + i)))
				return false;
		} else if (hf_has_paths(e->reason)) {
			path = hf_blob_path(blob, e->first + i);
			if (!has_path(old, wide, &path))
				return false;
		} else {
			range = hf_blob_range(blob, e->first + i);
			if (!find_range(old, wide, &range.range, &found) ||
			    range.mask & ~found.mask)
				return false;
		}
	}
	return true;
}

bool hf_blob_is_within(const struct hf_blob *blob, unsigned int which, const struct hf_blob *old)
{
	struct hf_blob_exception e = hf_blob_exception(blob, which);
	struct hf_blob_exception wide;
	int at;

	/* If files were not demanded, the kernel was allowed to read any. */
	if (e.reason < HF_REASONS && hf_is_demand((int)e.reason) &&
	    !(old->rules.demanded & hf_set_of((int)e.reason)))
		return true;
	at = hf_blob_find(old, e.reason, &e.identity);
	if (at < 0)
		return false;
	wide = hf_blob_exception(old, (unsigned int)at);
	if (wide.flags & ~e.flags)
		return false;
	if (!wide.count || !e.count)
		return !wide.count;
	return is_narrower(blob, &e, old, &wide);
}

bool hf_blob_is_tighter(const struct hf_blob *blob, const struct hf_blob *old)
{
	static const struct hf_blob none;

	if (!old)
		old = &none;
	if (blob->rules.allowed & ~old->rules.allowed ||
	    blob->rules.audited & ~(old->rules.audited | old->rules.allowed) ||
	    old->rules.demanded & ~blob->rules.demanded)
		return false;
	for (unsigned int i = 0; i < blob->counts[HF_BLOB_EXCEPTIONS]; i++)
		if (!hf_blob_is_within(blob, i, old))
			return false;
	for (unsigned int i = 0; i < blob->counts[HF_BLOB_QUIET]; i++) {
		struct hf_blob_text path;
		unsigned int reason;

		path = hf_blob_quiet(blob, i, &reason);
		if (!hf_blob_is_quiet(old, reason, path.text, path.len))
			return false;
	}
	return true;
}
