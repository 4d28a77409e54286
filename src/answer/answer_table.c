// The answer that is a table alone, for people too: its main figures drawn over time, and its first
// rows.
#include "answer/answer.h"
#include "base/memory.h"
#include "table/table_condense.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LAYERS_MAX = 4, ROWS_SHOWN = 200 };

static size_t first_of(const struct table *table, enum column_type type)
{
    size_t c = 0;
    while (c < table->columns && table->column[c].type != type)
        c++;
    return c;
}

/// One layer: the rows from `from` on that have the same text and go on in one step of time.
static size_t take_layer(const struct table *table, size_t from, struct chart_layer *layer)
{
    size_t time = first_of(table, COLUMN_TIME), value = first_of(table, COLUMN_NUMBER);
    size_t text = first_of(table, COLUMN_TEXT);
    const instant *at = table->column[time].time;
    const char *name = text < table->columns ? table->column[text].text[from] : NULL;
    instant step = from + 1 < table->rows ? at[from + 1] - at[from] : 0;
    size_t n = 1;
    while (from + n < table->rows && at[from + n] - at[from + n - 1] == step &&
           (name == NULL || (table->column[text].text[from + n] != NULL &&
                             strcmp(table->column[text].text[from + n], name) == 0)))
        n++;
    *layer = (struct chart_layer){
        .name = name != NULL ? name : table->column[value].name,
        .texture = CHART_DOTTED,
        .start = at[from],
        .step_s = step / INSTANT_PER_SECOND,
        .n = n,
        .high = table->column[value].number + from,
    };
    return n;
}

static void add_chart(struct document *document, const struct table *table)
{
    struct chart_layer layers[LAYERS_MAX];
    struct chart chart = {.layer = layers, .now = INSTANT_NONE};
    if (first_of(table, COLUMN_TIME) == table->columns ||
        first_of(table, COLUMN_NUMBER) == table->columns)
        return;
    chart.y_title = table->column[first_of(table, COLUMN_NUMBER)].name;
    for (size_t row = 0; row < table->rows && chart.layers < LAYERS_MAX; chart.layers++) {
        row += take_layer(table, row, &layers[chart.layers]);
        if (layers[chart.layers].step_s <= 0)
            return; // no grid: there is no line to draw
        // Lines of several cover each other less than areas.
        if (chart.layers > 0)
            layers[chart.layers].texture = CHART_LINE;
    }
    if (chart.layers > 0)
        document_chart(document, &chart, "The first column of numbers over time.");
}

/// A page shows the first rows; they all stand in CSV.
static void add_first_rows(struct document *document, const struct table *rows)
{
    struct table shown = {0};
    size_t count = rows->rows < ROWS_SHOWN ? rows->rows : ROWS_SHOWN;
    if (rows->rows > ROWS_SHOWN)
        document_paragraph(document, "The first %d of %zu rows; --format csv writes them all.",
                           ROWS_SHOWN, rows->rows);
    for (size_t i = 0; i < rows->columns; i++)
        table_copy_column(&shown, &rows->column[i], count);
    document_rows(document, &shown);
}

/// People read a row an hour, a day or a week in place of thousands, below a chart of all.
static bool add_condensed_rows(struct document *document, const struct table *rows)
{
    enum { ROWS_OF_A_STRETCH = 62 }; // two months of days
    int64_t length_s = table_condense_length(rows, ROWS_OF_A_STRETCH);
    if (length_s == 0)
        return false;
    struct table shown = {0};
    table_condense(rows, length_s, &shown);
    add_chart(document, rows);
    document_paragraph(document, "A row %s; -v shows all %zu, --format csv writes them.",
                       length_s < SECONDS_PER_DAY    ? "an hour"
                       : length_s == SECONDS_PER_DAY ? "a day"
                                                     : "a week",
                       rows->rows);
    document_rows(document, &shown);
    return true;
}

/// Whether a text was staged in which the rows are condensed; the table is released then.
static bool put_condensed(struct invocation *invocation, struct table *table, int *status,
                          struct err *err)
{
    struct answer answer;
    answer_begin(&answer, invocation);
    bool condensed = answer_in_brief(invocation) && !output_is_shaped(invocation) &&
                     add_condensed_rows(&answer.document, table);
    if (condensed) {
        answer.rows = *table;
        *table = (struct table){0};
        *status = answer_put(&answer, err);
    }
    answer_release(&answer);
    return condensed;
}

int answer_put_table(struct invocation *invocation, struct table *table, struct err *err)
{
    enum output_format format = output_format(invocation);
    struct answer answer;
    int status;
    if (put_condensed(invocation, table, &status, err))
        return status;
    if (format != OUTPUT_HTML && format != OUTPUT_SVG)
        return output_table(invocation, table, err);
    answer_begin(&answer, invocation);
    document_title(&answer.document, "%s", invocation->command->summary);
    add_chart(&answer.document, table);
    answer.rows = *table;
    *table = (struct table){0};
    add_first_rows(&answer.document, &answer.rows);
    status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}
