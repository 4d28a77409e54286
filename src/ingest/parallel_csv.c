#include "ingest/parallel_csv.h"

#include "base/line_cuts.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "ingest/row_series.h"

#include <stdlib.h>

enum { PART_BYTES = 16 << 20, PARTS_MAX = 64, ROWS_A_LOOK = 4096 };

/// A stretch of rows with all that reading it changes.
struct part {
    const struct csv_options *options;
    struct byte_source *source;
    struct samples samples;
    struct err err;
    struct reading reading;
    struct row_table table;
    size_t skip_lines;
    bool plain; ///< every row said what it says by itself
};

/// What is counted in a table depends on the rows before, or asks for a note with a line.
static bool is_plain(const struct row_table *table)
{
    const struct time_column *time = &table->time;
    for (size_t i = 0; i < table->values; i++) {
        const struct cell_style *style = &table->columns.column[table->value_column[i]].style;
        if (style->guessed + style->regrouped > 0)
            return false;
    }
    // A leap in time may have to be named by its line.
    return table->reading->samples->leaps == 0 && table->reading->bad.rows == 0 &&
           table->cut_line == 0 && table->blank_rows == 0 && table->nul_rows == 0 &&
           table->short_rows == 0 && table->summary_rows == 0 && table->header_rows == 0 &&
           table->remark_rows == 0 && table->infinite == 0 && time->form_changes == 0 &&
           time->repeated_hour == 0 && time->skipped_hour == 0 && time->leap_seconds == 0 &&
           table->turned_rows == 0;
}

static int take_row(void *context, const struct csv_row *row)
{
    struct part *part = context;
    if (row->line <= part->skip_lines)
        return 0;
    bool look = reading_source(&part->reading)->rows % ROWS_A_LOOK == 0;
    return look && !is_plain(&part->table) ? -1 : row_table_row(&part->table, row);
}

static void read_part(void *context, size_t item)
{
    struct part *part = (struct part *)context + item;
    int result = csv_read(part->source, part->options, take_row, part, &part->err);
    // A short last row may be cut off, which all of the file decides.
    part->plain = result == 0 && part->table.held.fields == 0 && is_plain(&part->table);
}

static void part_begin(struct part *part, const struct row_table *table,
                       const struct csv_options *options, uint64_t start, uint64_t end)
{
    const struct reading *whole = table->reading;
    *part = (struct part){.options = options,
                          .source = byte_source_range(whole->source, start, end),
                          .reading = *whole};
    part->reading.source = part->source;
    part->reading.samples = &part->samples;
    part->samples.line = byte_source_line(part->source);
    part->reading.file = samples_source(&part->samples, whole->name);
    part->reading.notes = NULL;
    part->reading.err = &part->err;
    part->reading.bad = (struct bad_cells){0};
    struct columns columns;
    columns_copy(&columns, &table->columns);
    row_table_begin(&part->table, &part->reading, &columns);
}

static void part_release(struct part *part)
{
    row_table_release(&part->table);
    reading_release(&part->reading);
    samples_release(&part->samples);
    byte_source_close(part->source);
}

static void join(struct row_table *table, struct part *part)
{
    // Fails only for too many series, which each part would have met by itself or their sum does:
    // the caller looks at the count before.
    row_series_join(table, &part->table);
    reading_source(table->reading)->rows += reading_source(&part->reading)->rows;
    table->time.local += part->table.time.local;
    table->time.with_offset += part->table.time.with_offset;
    byte_source_count_part(table->reading->source, part->source);
}

static bool can_join(const struct row_table *table, const struct part *part, size_t parts)
{
    size_t streams = table->reading->samples->streams;
    for (size_t i = 0; i < parts; i++) {
        if (!part[i].plain)
            return false;
        streams += part[i].samples.streams;
    }
    return streams <= SAMPLES_MAX_STREAMS;
}

bool parallel_csv_read(struct row_table *table, const struct csv_options *options,
                       size_t skip_lines)
{
    const struct ingest_options *wish = table->reading->options;
    size_t least = wish->part_bytes > 0 ? wish->part_bytes : PART_BYTES;
    int descriptor = -1;
    uint64_t start = 0;
    uint64_t end = 0;
    bool rewritten = options->backslash_quotes || options->bare_quotes;
    bool by_row = table->metric != SIZE_MAX || table->unit != SIZE_MAX || table->flag != SIZE_MAX;
    if (wish->threads < 2 || rewritten || by_row ||
        !byte_source_is_plain(table->reading->source, &descriptor, &start, &end) ||
        end < start + 2 * (uint64_t)least)
        return false;
    uint64_t wanted = (end - start) / least;
    uint64_t cut[PARTS_MAX + 1];
    size_t most = wish->threads < PARTS_MAX ? wish->threads : PARTS_MAX;
    size_t parts = line_cuts(descriptor, start, end, wanted < most ? (size_t)wanted : most, cut);
    if (parts < 2)
        return false;
    struct part *part = mem_alloc(parts, sizeof *part);
    for (size_t i = 0; i < parts; i++)
        // What is appended meanwhile belongs to the last part.
        part_begin(&part[i], table, options, cut[i], i + 1 < parts ? cut[i + 1] : UINT64_MAX);
    part[0].skip_lines = skip_lines;
    parallel_run(parts, parts, read_part, part);
    bool joined = can_join(table, part, parts);
    for (size_t i = 0; i < parts; i++) {
        if (joined)
            join(table, &part[i]);
        part_release(&part[i]);
    }
    free(part);
    return joined;
}
