#include "ingest/day_order.h"

#include "base/ascii.h"
#include "base/memory.h"
#include "ingest/evidence.h"
#include "time/time_parse.h"

#include <stdlib.h>

/// How the rows lie when the day, or the month, is read first.
struct lie {
    int64_t span;
    double share;   ///< of the most common spacing, months counting as one
    bool ascending; ///< or descending, throughout
};

static int by_size(const void *left, const void *right)
{
    const int64_t *a = left;
    const int64_t *b = right;
    return *a < *b ? -1 : *a > *b;
}

/// The spacing with months of 28 to 31 days as one: -1.
static int64_t spacing_of(instant before, instant after)
{
    static const int64_t day = SECONDS_PER_DAY * INSTANT_PER_SECOND;
    int64_t spacing = after < before ? before - after : after - before;
    return spacing >= 28 * day && spacing <= 31 * day && spacing % day == 0 ? -1 : spacing;
}

/// Part of the spacings that the most common one has; `time` becomes the spacings.
static double common_share(instant *time, size_t count)
{
    size_t spacings = 0;
    for (size_t i = 1; i < count; i++)
        if (time[i] != time[i - 1])
            time[spacings++] = spacing_of(time[i - 1], time[i]);
    if (spacings == 0)
        return 0;
    qsort(time, spacings, sizeof *time, by_size);
    size_t most = 0;
    for (size_t i = 0, run = 0; i < spacings; i++) {
        run = i > 0 && time[i] == time[i - 1] ? run + 1 : 1;
        most = run > most ? run : most;
    }
    return (double)most / (double)spacings;
}

static struct lie lie_of(const struct csv_field *cells, size_t count, const struct zone *zone,
                         bool day_first)
{
    instant *time = mem_alloc(count, sizeof *time);
    size_t times = 0;
    for (size_t i = 0; i < count; i++) {
        bool could_swap = false;
        struct time_reader reader = {
            .form = time_form_detect(cells[i].text, cells[i].length, day_first, &could_swap),
            .zone = zone,
        };
        struct time_parsed parsed = {0};
        if (time_parse(&reader, cells[i].text, cells[i].length, &parsed))
            time[times++] = parsed.time;
    }
    instant low = INT64_MAX;
    instant high = INT64_MIN;
    size_t rises = 0;
    size_t falls = 0;
    for (size_t i = 0; i < times; i++) {
        low = time[i] < low ? time[i] : low;
        high = time[i] > high ? time[i] : high;
        rises += i > 0 && time[i] > time[i - 1];
        falls += i > 0 && time[i] < time[i - 1];
    }
    struct lie lie = {.span = times == 0 ? INT64_MAX : high - low,
                      .ascending = rises == 0 || falls == 0};
    lie.share = common_share(time, times);
    free(time);
    return lie;
}

/// Whether a cell proves an order, by having one reading only.
static bool proves(const struct csv_field *cell, bool *day_first, bool *swaps)
{
    bool could_swap = false;
    enum time_form day = time_form_detect(cell->text, cell->length, true, &could_swap);
    enum time_form month = time_form_detect(cell->text, cell->length, false, NULL);
    *swaps = *swaps || could_swap;
    *day_first = day == TIME_FORM_DMY;
    return day == month && (day == TIME_FORM_DMY || day == TIME_FORM_MDY);
}

static bool has_half_days(const struct csv_field *cells, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (cells[i].length > 0 && ascii_to_lower(cells[i].text[cells[i].length - 1]) == 'm')
            return true;
    return false;
}

static void weigh(struct evidence *evidence, struct reading *reading, size_t month, size_t day,
                  const struct csv_field *cells, size_t count, const struct zone *zone)
{
    struct lie lie[2];
    lie[month] = lie_of(cells, count, zone, false);
    lie[day] = lie_of(cells, count, zone, true);
    size_t closer = lie[day].span < lie[month].span ? day : month;
    if (lie[day].span != lie[month].span)
        evidence_point(evidence, closer, 1, "the rows lie closer together so");
    size_t regular = lie[day].share > lie[month].share ? day : month;
    if (lie[day].share != lie[month].share && lie[regular].share >= 0.5)
        evidence_point(evidence, regular, lie[regular].share >= 0.9 ? 2 : 1,
                       "the rows come at one interval so");
    if (lie[day].ascending != lie[month].ascending)
        evidence_point(evidence, lie[day].ascending ? day : month, 2, "the rows are in order so");
    if (has_half_days(cells, count))
        evidence_point(evidence, month, 2, "the times have AM and PM");
    if (reading->sniff->delimiter == ';')
        evidence_point(evidence, day, 0.5, "the file is delimited by semicolons");
}

struct day_order day_order_find(struct reading *reading, const struct csv_field *cells,
                                size_t count, const struct zone *zone)
{
    const struct ingest_options *options = reading->options;
    struct day_order order = {.day_first = options->day_first, .proven = true};
    if (options->day_first || options->month_first || reading->month_first)
        return order;
    for (size_t i = 0; i < count; i++)
        if (proves(&cells[i], &order.day_first, &order.swaps))
            return order;
    order.day_first = false;
    order.proven = !order.swaps;
    if (!order.swaps)
        return order;
    struct evidence evidence = {.question = "the order of day and month"};
    size_t month = evidence_reading(&evidence, "the month first");
    size_t day = evidence_reading(&evidence, "the day first");
    weigh(&evidence, reading, month, day, cells, count, zone);
    order.day_first = evidence_winner(&evidence) == day;
    evidence_note(&evidence, reading);
    reading_note(reading, NOTE_WARNING, "day and month",
                 "dates such as 03/04/2024 are read with the %s first, for %s; --day-first and "
                 "--month-first settle it",
                 order.day_first ? "day" : "month", evidence_why(&evidence));
    evidence_release(&evidence);
    return order;
}
