#include "forecast/local_clock_forecast.h"

#include "base/memory.h"
#include "base/number.h"
#include "base/unit.h"
#include "forecast/changepoint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// The last so many local steps are fitted: more than two years of hours, and years of days.
enum { LONGEST_HISTORY = 20000 };

/// A gap at the end of the data is forecast over, up to this many steps.
enum { LONGEST_LEAD = 1000000 };

static void copy_step(const struct predictive_table *from, size_t i, struct predictive_table *to,
                      size_t j)
{
    to->centre[j] = from->centre[i];
    to->low[j] = from->low[i];
    to->high[j] = from->high[i];
    to->mean[j] = from->mean[i];
    memcpy(to->quantile + j * PREDICTIVE_LEVELS, from->quantile + i * PREDICTIVE_LEVELS,
           PREDICTIVE_LEVELS * sizeof(double));
}

/// "2024-03-01T10:00:00Z" of a local step, by the clock at the start.
static const char *step_text(const struct ladder_input *input, size_t step,
                             char text[INSTANT_TEXT_MAX])
{
    return instant_format(text, input->start + (instant)step * input->step_s * INSTANT_PER_SECOND);
}

static void note_left_out(const struct ladder_input *input, const struct history *history,
                          const struct ladder_report *report, size_t first, struct notes *notes)
{
    char text[INSTANT_TEXT_MAX];
    if (history->outages > 0)
        notes_add(
            notes, NOTE_INFO, "outages",
            "%zu steps look like outages (under a tenth of the usual) and are left out of the "
            "fit, the first about %s",
            history->outages, step_text(input, first + history->first_outage, text));
    if (history->ends_in_outage)
        notes_add(notes, NOTE_WARNING, "ends-in-outage",
                  "the data end in what looks like an outage: the forecast takes it to be over");
    if (report->outliers > 0)
        notes_add(notes, NOTE_INFO, "outliers",
                  "%zu values are outliers and are left out of the fit, the first about %s",
                  report->outliers, step_text(input, first + report->first_outlier, text));
}

/// A copy of the values, those before a step times the factor; NULL of NULL.
static double *moved_before(const double *value, size_t n, size_t before, double factor)
{
    if (value == NULL)
        return NULL;
    double *moved = mem_alloc(n, sizeof *moved);
    for (size_t i = 0; i < n; i++)
        moved[i] = value[i] * (i < before ? factor : 1);
    return moved;
}

/// How far ahead the trials look that decide about a shift of level.
enum { TRIED_DAYS = 2, DAY_S = 86400 };

/// Moves the values before a shift of level to where it led, or leaves `history` as it is.
static bool move_level(struct history *history, const struct calendar *calendar,
                       const struct ladder_input *input, size_t before)
{
    size_t first;
    struct history moved;
    double *value = moved_before(input->value, input->n, before, input->change.factor);
    double *usual = moved_before(input->usual, input->n, before, input->change.factor);
    history_init(&moved, calendar, value, usual, input->n, LONGEST_HISTORY, &first);
    free(value);
    free(usual);
    size_t change = calendar_local(calendar, before);
    moved.change = change > first ? change - first : 0;
    moved.change_factor = input->change.factor;
    size_t steps = (size_t)(TRIED_DAYS * DAY_S / input->step_s);
    bool is_better = !input->change.is_tried || moved_level_is_better(&moved, history, steps);
    struct history other = is_better ? *history : moved;
    if (is_better)
        *history = moved;
    history_release(&other);
    return is_better;
}

/// The history of the values, those before a shift of level moved where that is the better.
static bool take_history(struct history *history, const struct calendar *calendar,
                         const struct ladder_input *input, size_t *first)
{
    int64_t step_ms = input->step_s * INSTANT_PER_SECOND;
    size_t before = 0;
    if (input->change.factor > 0 && input->change.time > input->start)
        before = (size_t)((input->change.time - input->start + step_ms - 1) / step_ms);
    history_init(history, calendar, input->value, input->usual, input->n, LONGEST_HISTORY, first);
    return before > 0 && before < input->n && history->measured >= LADDER_FEWEST_VALUES &&
           move_level(history, calendar, input, before);
}

/// `first` is the local step of the history's first value.
static void note_fresh_shift(const struct ladder_input *input, const struct history *history,
                             const struct fresh_shift *fresh, size_t first, struct notes *notes)
{
    char text[INSTANT_TEXT_MAX];
    char span[UNIT_NAME_MAX];
    char factor[NUMBER_TEXT_MAX];
    if (fresh->steps == 0)
        return;
    duration_format(span, (double)fresh->steps * (double)input->step_s);
    step_text(input, first + history->n - fresh->steps, text);
    number_format_human(factor, fresh->factor, 2);
    notes_add(notes, NOTE_WARNING, "fresh-shift",
              "the last %s, from %s on, stand at %s times what was to be expected: a new level or "
              "an excursion that ends; %s, and --changepoint %s fits the new level alone",
              span, text, factor,
              fresh->is_mixed && fresh->factor > 1 ? "the bounds reach both"
              : fresh->is_mixed                    ? "the lower bounds reach both"
                                                   : "the bounds are those of the old level",
              text);
}

bool local_clock_forecast(const struct ladder_input *input, struct predictive_table *outlook,
                          struct ladder_report *report, struct notes *notes)
{
    struct calendar calendar;
    struct history history;
    size_t first;
    calendar_init(&calendar, input->start, input->step_s, input->zone);
    bool is_moved = take_history(&history, &calendar, input, &first);
    if (history.measured < LADDER_FEWEST_VALUES) {
        history_release(&history);
        return false;
    }
    history.nonnegative = history.nonnegative && !input->may_be_negative;
    history.is_capped = input->is_capped;
    history.is_settled = input->is_settled;
    size_t next = first + history.n; // local step of the model's first forecast
    size_t last = calendar_local(&calendar, input->n + input->steps - 1);
    size_t steps = last >= next ? last - next + 1 : 1;
    if (steps > input->steps + LONGEST_LEAD)
        steps = input->steps + LONGEST_LEAD;
    struct predictive_table local;
    method_ladder_forecast(&history, input->step_s, steps, &local, report, notes);
    report->is_moved = is_moved;
    predictive_init(outlook, input->steps);
    for (size_t i = 0; i < input->steps; i++) {
        size_t step = calendar_local(&calendar, input->n + i);
        step = step < next ? 0 : step - next;
        copy_step(&local, step < steps ? step : steps - 1, outlook, i);
    }
    note_left_out(input, &history, report, first, notes);
    note_fresh_shift(input, &history, &report->fresh, first, notes);
    predictive_release(&local);
    history_release(&history);
    return true;
}
