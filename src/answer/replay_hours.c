#include "answer/replay_hours.h"

#include "answer/answer.h"
#include "answer/words.h"

#include <math.h>

enum { DAYS = 7, HOURS = 24, HOUR_S = 3600, DAY_S = 86400 };

/// What came together in an hour of the week, a day, or an hour of the day.
struct hour_sums {
    double hours, held, waste_hours, short_demand, lost_demand;
};

struct hour_cells {
    const char *day;
    double hour, held, needed, waste_hours, waste_share, short_demand, lost_demand;
};

static const struct schema_column columns[] = {
    FIELD(struct hour_cells, day, STYLE_PLAIN, NULL, "of the week"),
    FIELD(struct hour_cells, hour, STYLE_PLAIN, NULL, "of the day, from 0"),
    FIELD(struct hour_cells, held, STYLE_PLAIN, "instances", "in service, on average"),
    FIELD(struct hour_cells, needed, STYLE_PLAIN, "instances", "of them, on average"),
    FIELD(struct hour_cells, waste_hours, STYLE_PLAIN, "instance-hours",
          "in service above the need, all together"),
    FIELD(struct hour_cells, waste_share, STYLE_RATIO, "share", "of the instances held"),
    FIELD(struct hour_cells, short_demand, STYLE_PLAIN, "demand x s",
          "above what was served well, all together"),
    FIELD(struct hour_cells, lost_demand, STYLE_PLAIN, "demand x s", "that was lost"),
    FIELD_END,
};

const struct schema schema_replay_hours = {"the hours of a replay (--hours)", columns,
                                           sizeof(struct hour_cells)};

static const char *const day_name[DAYS] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};

/// The hour of the week of a time, from Monday 0:00 UTC.
static size_t hour_of_week(instant time)
{
    int64_t second = time / INSTANT_PER_SECOND;
    int64_t day = second / DAY_S - (second % DAY_S < 0);
    int64_t hour = (second - day * DAY_S) / HOUR_S;
    // 1 January 1970 was a Thursday.
    int64_t weekday = ((day + 3) % DAYS + DAYS) % DAYS;
    return (size_t)(weekday * HOURS + hour);
}

static void add_timeline(const struct replay_run *run, struct hour_sums *week)
{
    const struct timeline *timeline = &run->workspace.timeline;
    const struct demand *demand = run->input.demand;
    double hours =
        (double)(demand->tick_ms * (int64_t)demand->ticks_a_row) / INSTANT_PER_SECOND / HOUR_S;
    for (size_t i = 0; i < timeline->count; i++) {
        const struct timeline_row *row = &timeline->row[i];
        struct hour_sums *hour = &week[hour_of_week(row->time)];
        hour->hours += hours;
        hour->held += (double)row->in_service * hours;
        hour->waste_hours += row->waste_hours;
        hour->short_demand += row->short_demand;
        hour->lost_demand += row->lost_demand;
    }
}

static void show(const struct hour_sums *sums, const char *day, double hour,
                 struct record_writer *writer)
{
    struct hour_cells cells;
    record_clear(&schema_replay_hours, &cells);
    if (!(sums->hours > 0))
        return;
    cells.day = day;
    cells.hour = hour;
    cells.held = sums->held / sums->hours;
    cells.needed = (sums->held - sums->waste_hours) / sums->hours;
    cells.waste_hours = sums->waste_hours;
    cells.waste_share = sums->held > 0 ? sums->waste_hours / sums->held : 0;
    cells.short_demand = sums->short_demand;
    cells.lost_demand = sums->lost_demand;
    record_add(writer, &cells);
}

static void join(struct hour_sums *all, const struct hour_sums *part)
{
    all->hours += part->hours;
    all->held += part->held;
    all->waste_hours += part->waste_hours;
    all->short_demand += part->short_demand;
    all->lost_demand += part->lost_demand;
}

/// The rows of one column of the week: hours of the day, or days.
static void write_part(const struct hour_sums *week, bool by_day, struct document *document)
{
    static const char *const shown[] = {"day",          "hour",        "held",
                                        "needed",       "waste_hours", "waste_share",
                                        "short_demand", "lost_demand"};
    struct table all = {0}, table = {0};
    struct record_writer writer;
    record_begin(&writer, &all, &schema_replay_hours, NULL);
    for (size_t i = 0; i < (by_day ? DAYS : HOURS); i++) {
        struct hour_sums sums = {0};
        for (size_t k = 0; k < (by_day ? HOURS : DAYS); k++)
            join(&sums, &week[by_day ? i * HOURS + k : k * HOURS + i]);
        show(&sums, by_day ? day_name[i] : NULL, by_day ? (double)NAN : (double)i, &writer);
    }
    for (size_t i = by_day ? 0 : 1; i < sizeof shown / sizeof shown[0]; i++)
        if (!by_day || i != 1)
            table_copy_column(&table, &all.column[table_find(&all, shown[i])], all.rows);
    document_heading(document, by_day ? "By the day" : "By the hour of the day (UTC)");
    document_table(document, &table);
    table_release(&all);
}

static void write_document(const struct hour_sums *week, struct document *document)
{
    struct arena *arena = &document->arena;
    struct hour_sums all = {0};
    size_t worst = 0;
    for (size_t hour = 0; hour < DAYS * HOURS; hour++)
        join(&all, &week[hour]);
    double most = -1;
    for (size_t hour = 0; hour < HOURS; hour++) {
        double waste = 0;
        for (size_t day = 0; day < DAYS; day++)
            waste += week[day * HOURS + hour].waste_hours;
        if (waste > most) {
            most = waste;
            worst = hour;
        }
    }
    document_callout(
        document, TONE_PLAIN,
        "%s of %s instance-hours in service were above the need, most of them from %zu "
        "to %zu o'clock: %s.",
        words_number(arena, all.waste_hours), words_number(arena, all.held), worst, worst + 1,
        words_number(arena, most));
    write_part(week, false, document);
    write_part(week, true, document);
}

int replay_hours_answer(const struct replay_runs *runs, struct err *err)
{
    struct hour_sums week[DAYS * HOURS] = {{0}};
    struct answer answer;
    struct record_writer writer;
    size_t courses = runs->setup->trace.count;
    // Behind the trace and its paths come surges, which are no part of a week.
    for (size_t i = 0; i < courses && i < runs->count; i++)
        add_timeline(&runs->run[i], week);
    answer_begin(&answer, runs->setup->invocation);
    answer.is_table = true;
    record_begin(&writer, &answer.rows, &schema_replay_hours, NULL);
    for (size_t hour = 0; hour < DAYS * HOURS; hour++)
        show(&week[hour], day_name[hour / HOURS], (double)(hour % HOURS), &writer);
    write_document(week, &answer.document);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}
