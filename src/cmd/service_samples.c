#include "cmd/service_samples.h"

#include "base/memory.h"
#include "table/csv_read.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

/// A p99 rests on the slowest hundredth: of fewer samples that is hardly one.
enum { SAMPLES_MIN = 100 };

static size_t find_durations(const struct table *table, struct unit *unit)
{
    for (size_t i = 0; i < table->columns; i++)
        if (table->column[i].type == COLUMN_NUMBER && unit_of_column(table->column[i].name, unit) &&
            unit->dimension == DIMENSION_DURATION)
            return i;
    return SIZE_MAX;
}

static int take_samples(const struct table *table, const char *file,
                        struct empirical_distribution *empirical, struct err *err)
{
    struct unit unit;
    size_t column = find_durations(table, &unit);
    if (column == SIZE_MAX)
        return err_at(err, file, 0, NULL,
                      "no column of durations: name it with its unit, such as service_ms");
    double *sample = mem_alloc(table->rows + 1, sizeof *sample);
    size_t count = 0;
    for (size_t row = 0; row < table->rows; row++)
        if (!isnan(table->column[column].number[row]))
            sample[count++] = table->column[column].number[row] * unit.scale;
    struct err why;
    int result = 0;
    if (count < SAMPLES_MIN)
        result = err_at(err, file, 0, table->column[column].name,
                        "%zu samples are too few for a percentile; at least %d are needed", count,
                        SAMPLES_MIN);
    else if (empirical_of_samples(sample, count, empirical, &why) != 0)
        result = err_at(err, file, 0, table->column[column].name, "%s", why.text);
    free(sample);
    return result;
}

int service_samples_read(struct invocation *invocation, struct empirical_distribution *empirical,
                         struct err *err)
{
    const char *path = option_text(invocation, OPT_SERVICE_SAMPLES);
    struct table table = {0};
    struct byte_source *source;
    if (input_open(path, &source, err) != 0)
        return -1;
    int result = table_read_csv(source, &table, NULL, &invocation->notes, err);
    byte_source_close(source);
    if (result == 0)
        result = take_samples(&table, invocation_escape(invocation, path), empirical, err);
    table_release(&table);
    return result;
}
