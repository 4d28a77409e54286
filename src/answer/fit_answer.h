// What `fit` shows: the table of components, and the answer for people.
#ifndef HEADROOM_ANSWER_FIT_ANSWER_H
#define HEADROOM_ANSWER_FIT_ANSWER_H

#include "answer/document.h"
#include "forecast/fit.h"
#include "table/schema.h"

extern const struct schema schema_fit;

/// Adds the columns to an empty table; `key` names the column of services, NULL for none.
void fit_table_begin(struct record_writer *writer, struct table *table, const char *key);

/// Adds the rows of one series.
void fit_table_add(const struct record_writer *writer, const struct fit *fit);

/// Lists the fits of `count` series in a line each, as many as `lines`.
void fit_document_overview(struct document *document, size_t count, const struct fit *const *fit,
                           size_t lines);

/// Adds one series to the document; times are those of the zone's clock (NULL: UTC).
void fit_document_add(struct document *document, const struct series *series, const struct fit *fit,
                      const struct zone *zone);

#endif
