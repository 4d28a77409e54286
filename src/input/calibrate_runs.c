#include "input/calibrate_runs.h"

#include "base/memory.h"
#include "base/number.h"
#include "base/vec.h"
#include "ingest/load_report.h"
#include "table/csv_read.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

struct calibrate_latencies {
    const char *file; ///< for messages
    const char *run;
    const char *tool;
    size_t percentiles;
    struct report_percentile percentile[REPORT_PERCENTILES];
};

/// A path without the ending of its name: what belongs to one run is called alike.
static const char *run_of(struct invocation *invocation, const char *path)
{
    const char *name = strrchr(path, '/');
    const char *dot = strrchr(name == NULL ? path : name + 1, '.');
    int length = (int)(dot == NULL || dot == path ? strlen(path) : (size_t)(dot - path));
    return arena_printf(&invocation->arena, "%.*s", length, path);
}

static void put_percentiles(struct table *table, size_t row,
                            const struct report_percentile *percentile, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char name[32];
        name_percentile(name, percentile[i].share);
        table_put_number(table, row, name, STYLE_PLAIN, 1000 * percentile[i].latency_s);
    }
}

/// Keeps what says how soon alone until all files are read.
static void keep_latencies(struct calibrate_input *input, const char *run,
                           const struct load_report *report)
{
    struct calibrate_latencies latencies = {
        .file = input->file, .run = run, .tool = report->tool, .percentiles = report->percentiles};
    memcpy(latencies.percentile, report->percentile, sizeof latencies.percentile);
    VEC_PUSH(input->alone, input->alones, input->alone_capacity, latencies);
}

int calibrate_runs_join(struct calibrate_input *input, struct err *err)
{
    for (size_t i = 0; i < input->alones; i++) {
        const struct calibrate_latencies *latencies = &input->alone[i];
        size_t row = 0;
        size_t found = 0;
        for (size_t k = 0; k < input->table.rows; k++)
            if (input->run != NULL && strcmp(input->run[k], latencies->run) == 0) {
                row = k;
                found++;
            }
        if (found != 1)
            return err_at(err, latencies->file, 0, NULL,
                          "%s says how soon a run was, but not how much it served: give the file "
                          "of what the tool printed at its end too, of one run and the same name "
                          "but for the ending (run8.csv, run8.txt)",
                          latencies->tool);
        put_percentiles(&input->table, row, latencies->percentile, latencies->percentiles);
    }
    return 0;
}

void calibrate_runs_release(struct calibrate_input *input)
{
    free(input->alone);
    free(input->run);
}

static void add_run(struct calibrate_input *input, const char *run,
                    const struct load_report *report)
{
    struct table *table = &input->table;
    size_t row = table_add_row(table);
    input->line = mem_resize(input->line, row + 1, sizeof *input->line);
    input->line[row] = report->line;
    input->run = mem_resize(input->run, row + 1, sizeof *input->run);
    input->run[row] = run;
    if (!isnan(report->concurrency))
        table_put_number(table, row, "concurrency", STYLE_PLAIN, report->concurrency);
    if (!isnan(report->offered))
        table_put_number(table, row, "offered_per_s", STYLE_PLAIN, report->offered);
    table_put_number(table, row, "requests_per_s", STYLE_PLAIN, report->rate);
    if (!isnan(report->mean_s))
        table_put_number(table, row, "latency_mean_ms", STYLE_PLAIN, 1000 * report->mean_s);
    put_percentiles(table, row, report->percentile, report->percentiles);
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

/// What of requests that were written one by one is in no level.
static void note_levels(struct invocation *invocation, const char *file,
                        const struct load_reports *reports)
{
    char seconds[NUMBER_TEXT_MAX];
    if (reports->ramp_s > 0)
        notes_add(&invocation->notes, NOTE_INFO, "ramps",
                  "%s: %s s in which the load rose, fell or paused are in no level", file,
                  number_format_human(seconds, reports->ramp_s, 3));
    if (reports->unsteady)
        notes_add(&invocation->notes, NOTE_WARNING, "unsteady",
                  "%s: the number at work is never the same for 5 s: the run is one level, at its "
                  "mean",
                  file);
    if (reports->torn_line > 0)
        notes_add(&invocation->notes, NOTE_INFO, "torn row",
                  "%s:%zu: the last row is cut off: left out", file, reports->torn_line);
}

static int read_reports(struct invocation *invocation, struct calibrate_input *input,
                        const char *path, struct byte_source *source, struct err *err)
{
    struct load_reports reports = {.count = 0};
    const char *run = run_of(invocation, path);
    int result = load_reports_read(source, &reports, err);
    for (size_t i = 0; i < reports.count && result == 0; i++) {
        if (reports.report[i].no_rate) {
            keep_latencies(input, run, &reports.report[i]);
            continue;
        }
        add_run(input, run, &reports.report[i]);
        note_run(invocation, input->file, &reports.report[i]);
    }
    if (result == 0)
        note_levels(invocation, input->file, &reports);
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
        result = read_reports(invocation, input, path, source, err);
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
