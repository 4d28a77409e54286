#include "terms/headroom_auto.h"

#include "base/number.h"
#include "maths/quantile.h"
#include "sizing/burst.h"
#include "table/csv_read.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// The share of the moments that are covered where no prices say which is the cheapest.
#define USUAL_QUANTILE 0.99

/// Below so many moments with a future a quantile says little.
enum { MOMENTS_MIN = 100 };

/// A history as it was read.
struct history {
    struct table table;
    const char *file;
    size_t time, value;
    double step_s;
};

static int find_columns(struct history *history, struct err *err)
{
    const struct table *table = &history->table;
    history->time = table_find(table, "time");
    history->value = SIZE_MAX;
    for (size_t i = 0; i < table->columns; i++) {
        bool value =
            table->column[i].type == COLUMN_NUMBER && strcmp(table->column[i].name, "filled") != 0;
        if (value && history->value != SIZE_MAX)
            return err_at(err, history->file, 0, table->column[i].name,
                          "a second column of numbers: keep one, the demand, with headroom clean "
                          "--value");
        if (value)
            history->value = i;
    }
    if (history->value == SIZE_MAX || history->time == SIZE_MAX ||
        table->column[history->time].type != COLUMN_TIME)
        return err_at(err, history->file, 0, NULL,
                      "no column %s: headroom clean makes such a table of an export",
                      history->value == SIZE_MAX ? "of numbers" : "\"time\" of times");
    return 0;
}

static int check_steps(struct history *history, struct err *err)
{
    const struct table *table = &history->table;
    const instant *time = table->column[history->time].time;
    if (table->rows < MOMENTS_MIN)
        return err_at(
            err, history->file, 0, NULL,
            "%zu steps are too few for --headroom auto; at least %d are needed, weeks are "
            "good",
            table->rows, MOMENTS_MIN);
    for (size_t i = 1; i < table->rows; i++)
        if (time[i] <= time[i - 1] || time[i] - time[i - 1] != time[1] - time[0])
            return err_at(err, history->file, i + 2, "time",
                          "its step is not that of the rows before; headroom clean makes the "
                          "series regular");
    history->step_s = (double)(time[1] - time[0]) / (double)INSTANT_PER_SECOND;
    return 0;
}

static int read_history(struct sizing_options *options, struct history *history, struct err *err)
{
    struct byte_source *source;
    const char *path = option_text(options->invocation, OPT_HISTORY);
    if (path == NULL)
        return err_set(err, ERR_USAGE,
                       "--headroom auto needs --history: the demand so far, as headroom clean "
                       "writes it");
    history->file = invocation_escape(options->invocation, path);
    if (input_open(path, &source, err) != 0)
        return -1;
    int result = table_read_csv(source, &history->table, NULL, &options->invocation->notes, err);
    byte_source_close(source);
    if (result != 0 || find_columns(history, err) != 0)
        return -1;
    return check_steps(history, err);
}

/// The share of the moments to cover: the cheapest one, by what too little and too much costs.
static int find_quantile(const struct sizing_options *options, double *quantile, const char **why,
                         struct err *err)
{
    struct setting miss = sizing_setting(options, OPT_MISS_PRICE, NULL);
    struct setting idle = sizing_setting(options, OPT_PRICE, NULL);
    *quantile = USUAL_QUANTILE;
    *why = "the usual share";
    if (miss.origin == SETTING_ABSENT)
        return 0;
    if (!(miss.value > 0) || !(idle.value > 0))
        return err_set(err, ERR_USAGE,
                       "--miss-price needs --price, both more than 0: what an hour of an instance "
                       "too few and of one too many costs");
    *quantile = cheapest_quantile(miss.value, idle.value);
    *why = "the cheapest: miss / (miss + price)";
    return 0;
}

static const char *share_words(struct arena *arena, double share)
{
    char text[NUMBER_TEXT_MAX];
    return arena_strdup(arena, percent_format(text, share, 3));
}

static const char *duration_words(struct arena *arena, double seconds)
{
    char text[UNIT_NAME_MAX];
    return arena_strdup(arena, duration_format(text, seconds));
}

/// How long the headroom has to do: until new instances serve, or what is known of it, the step in
/// which the rise is measured and the time that an instance takes to come.
static int find_reaction(const struct sizing_options *options, const struct history *history,
                         double *reaction, struct err *err)
{
    double boot = sizing_setting(options, OPT_BOOT, NULL).value;
    *reaction = sizing_setting(options, OPT_REACTION, NULL).value;
    if (isnan(*reaction) && boot >= 0)
        *reaction = history->step_s + boot;
    if (*reaction > 0)
        return 0;
    return err_set(err, ERR_USAGE,
                   "--headroom auto needs --reaction, more than 0: from a rise in demand until new "
                   "instances serve it, such as 5m; or --boot, what an instance takes to come");
}

static int find_growth(struct sizing_options *options, const struct history *history,
                       struct err *err)
{
    struct arena *arena = &options->invocation->arena;
    double reaction, quantile;
    const char *why;
    if (find_reaction(options, history, &reaction, err) != 0 ||
        find_quantile(options, &quantile, &why, err) != 0)
        return -1;
    const double *value = history->table.column[history->value].number;
    size_t rows = history->table.rows;
    double steps = ceil(reaction / history->step_s - 1e-9);
    size_t usable = rows - MOMENTS_MIN / 2;
    if (steps > (double)usable)
        return err_set(err, ERR_USAGE, "--reaction of %s is longer than the history of %s",
                       duration_words(arena, reaction), history->file);
    double growth = growth_headroom(value, rows, (size_t)steps, quantile);
    double dispersion = sizing_setting(options, OPT_DISPERSION, NULL).value;
    double mean = quantile_present(value, rows, 0.5);
    double burst = 0;
    if (dispersion > 1 && mean > 0) // what exceeds Poisson's own unrest, which queues know of
        burst = (burst_count(mean, dispersion, history->step_s, quantile) -
                 burst_count(mean, 1, history->step_s, quantile)) /
                mean;
    if (isnan(growth))
        return err_at(err, history->file, 0, NULL, "no two steps in a row have demand");
    options->automatic = (1 + fmax(growth, 0)) * (1 + fmax(burst, 0)) - 1;
    options->automatic_why = arena_printf(
        arena,
        "%s: at %.4g%% of the moments of %s (%s) demand rises by no more than %s within %s%s",
        share_words(arena, options->automatic), 100 * quantile, history->file, why,
        share_words(arena, growth), duration_words(arena, reaction),
        burst > 0 ? arena_printf(arena, "; bursts of a second within a step add %s",
                                 share_words(arena, burst))
                  : "");
    return 0;
}

int headroom_auto_find(struct sizing_options *options, struct err *err)
{
    struct history history = {0};
    options->automatic = NAN;
    if (command_option(options->invocation->command, OPT_HISTORY) == NULL ||
        sizing_setting(options, OPT_HEADROOM, NULL).word == NULL)
        return 0;
    int result = read_history(options, &history, err);
    if (result == 0)
        result = find_growth(options, &history, err);
    table_release(&history.table);
    if (result == 0)
        notes_add(&options->invocation->notes, NOTE_INFO, "headroom-auto", "headroom is %s",
                  options->automatic_why);
    return result;
}
