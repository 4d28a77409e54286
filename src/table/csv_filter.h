// Rewrites the quotes of writers that do not double them, so that libcsv's strict mode can read
// them.
#ifndef HEADROOM_TABLE_CSV_FILTER_H
#define HEADROOM_TABLE_CSV_FILTER_H

#include <stdbool.h>
#include <stddef.h>

struct csv_filter;

/// backslash: \" and \\ inside quotes become "" and \ (VictoriaMetrics).
/// bare: an unquoted field that holds quotes is quoted as a whole; between { and } of such a field
/// delimiters and quotes belong to it (Prometheus label sets). A line end always ends it.
struct csv_filter *csv_filter_open(char delimiter, bool backslash, bool bare);

/// Rewrites `length` bytes; 0 means the end of the input. *out is valid until the next call. An
/// unquoted field that the block cuts is kept back until its end is seen.
void csv_filter_bytes(struct csv_filter *filter, const char *bytes, size_t length, const char **out,
                      size_t *out_length);

/// Bytes kept back: the caller bounds them.
size_t csv_filter_pending(const struct csv_filter *filter);

/// NULL is accepted.
void csv_filter_close(struct csv_filter *filter);

#endif
