#include "input/calibrate_runs.h"

#include "base/memory.h"
#include "base/number.h"
#include "ingest/load_report.h"
#include "table/csv_read.h"

#include <math.h>
#include <stdio.h>

/// Failures of more than this share of a run's requests are a warning.
#define FAILURES_MOST 0.01

/// "latency_p99_9_ms" of 0.999.
static void name_percentile(char name[32], double share)
{
    char text[NUMBER_TEXT_MAX];
    number_format(text, 100 * share);
    for (char *c = text; *c != '\0'; c++)
        if (*c == '.')
            *c = '_';
    snprintf(name, 32, "latency_p%.16s_ms", text);
}

static void add_run(struct calibrate_input *input, const struct load_report *report)
{
    struct table *table = &input->table;
    size_t row = table_add_row(table);
    input->line = mem_resize(input->line, row + 1, sizeof *input->line);
    input->line[row] = report->line;
    if (!isnan(report->concurrency))
        table_put_number(table, row, "concurrency", STYLE_PLAIN, report->concurrency);
    if (!isnan(report->offered))
        table_put_number(table, row, "offered_per_s", STYLE_PLAIN, report->offered);
    table_put_number(table, row, "requests_per_s", STYLE_PLAIN, report->rate);
    if (!isnan(report->mean_s))
        table_put_number(table, row, "latency_mean_ms", STYLE_PLAIN, 1000 * report->mean_s);
    for (size_t i = 0; i < report->percentiles; i++) {
        char name[32];
        name_percentile(name, report->percentile[i].share);
        table_put_number(table, row, name, STYLE_PLAIN, 1000 * report->percentile[i].latency_s);
    }
}

/// What of a run was not as the numbers alone say.
static void note_run(struct invocation *invocation, const char *file,
                     const struct load_report *report)
{
    double failures = load_report_failures(report);
    char percent[NUMBER_TEXT_MAX];
    if (failures > 0)
        notes_add(&invocation->notes, failures > FAILURES_MOST ? NOTE_WARNING : NOTE_INFO,
                  failures > FAILURES_MOST ? "failures" : "few failures",
                  "%s: %s%% of the requests of a run failed; the rate is of those that were served",
                  file, number_format(percent, round(1e4 * failures) / 100));
    if (report->little)
        notes_add(&invocation->notes, NOTE_INFO, "little",
                  "%s: %s prints no number of connections: it is taken as rate times mean latency "
                  "(Little's law)",
                  file, report->tool);
}

static int read_reports(struct invocation *invocation, struct calibrate_input *input,
                        struct byte_source *source, struct err *err)
{
    struct load_reports reports = {.count = 0};
    int result = load_reports_read(source, &reports, err);
    for (size_t i = 0; i < reports.count && result == 0; i++) {
        add_run(input, &reports.report[i]);
        note_run(invocation, input->file, &reports.report[i]);
    }
    load_reports_release(&reports);
    return result;
}

int calibrate_runs_read(struct invocation *invocation, struct calibrate_input *input,
                        const char *path, size_t files, struct err *err)
{
    struct byte_source *source;
    if (input_open(path, &source, err) != 0)
        return -1;
    input->file =
        arena_strdup(&invocation->arena, invocation_escape(invocation, byte_source_name(source)));
    int result = 0;
    if (load_report_is(source, err))
        result = read_reports(invocation, input, source, err);
    else if (err->kind != ERR_NONE)
        result = -1;
    else if (files > 1)
        result = err_at(err, input->file, 0, NULL,
                        "no report of a load generator, of which several files may be given; put "
                        "the rows of several tables into one");
    else
        result = table_read_csv(source, &input->table, &input->line, &invocation->notes, err);
    byte_source_close(source);
    return result;
}
