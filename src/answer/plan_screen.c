#include "answer/plan_screen.h"

#include "answer/plan_tiles.h"
#include "answer/plan_words.h"
#include "answer/words.h"
#include "base/memory.h"
#include "base/utf8.h"
#include "drawing/chart_axis.h"
#include "sizing/inverse.h"
#include "table/text_wrap.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL = 12, CHART_ROWS = 8, LEFT = 5 };
/// Of what is right of the scale: the value of a line. Of 22 columns 16 are of weeks to come.
enum { RIGHT = 9, EACH_COLUMN = 3, OF_COLUMNS = 22, NEXT_COLUMNS = 16 };

static size_t width_of(const struct plan_report *report)
{
    return report->width != 0 ? report->width : DOCUMENT_WIDTH;
}

/// How many columns two wide, with a space between, the chart has.
static size_t columns_of(const struct plan_report *report)
{
    return (width_of(report) - LEFT - RIGHT) / EACH_COLUMN;
}

/// How many bytes of a text have at most so many columns, cut behind a word.
static size_t fitting(const char *text, size_t columns)
{
    size_t length = strlen(text), last = 0;
    if (utf8_width(text, length) <= columns)
        return length;
    for (size_t i = 1; i < length; i++)
        if (text[i] == ' ' && utf8_width(text, i) <= columns)
            last = i;
    while (last > 0 && strchr(" ,;:.", text[last - 1]) != NULL)
        last--;
    return last;
}

/// The same, cut behind a part of a sentence where there is one in the second half.
static size_t fitting_part(const char *text, size_t columns)
{
    size_t length = fitting(text, columns), at = length;
    if (text[length] == '\0')
        return length;
    while (at > length / 3 && !(strchr(".;,", text[at]) != NULL && text[at + 1] == ' '))
        at--;
    return at > length / 3 ? at : length;
}

/// A line of a tile: its value, and of its note what has room.
static void append_tile(struct str *out, size_t width, const char *label,
                        const struct plan_tile *tile)
{
    struct str line = {0};
    str_appendf(&line, "%s; %s", tile->value, tile->note);
    if (line.length > 0 && line.data[line.length - 1] == '.')
        line.data[--line.length] = '\0';
    size_t length = fitting_part(str_text(&line), width - 2 - LABEL);
    str_appendf(out, "  %-*s%.*s\n", LABEL, label, (int)length, str_text(&line));
    str_release(&line);
}

/// A paragraph, whole.
static void append_paragraph(struct str *out, size_t width, const char *text)
{
    while (*text != '\0') {
        size_t next;
        str_append_bytes(out, text, text_wrap_line(text, width, &next));
        str_append_char(out, '\n');
        text += next;
    }
}

/// What one place of the chart stands for.
struct place {
    double value, instances;
    instant start;
    bool expected;
};

/// Columns of the chart: weeks, several in one where there are more than fit.
static size_t fill_places(const struct plan_report *report, struct place *place)
{
    const struct plan_review *review = report->review;
    const struct capacity_plan *plan = report->plan;
    const size_t columns = columns_of(report), most = columns * NEXT_COLUMNS / OF_COLUMNS;
    size_t each = (plan->weeks + most - 1) / most, count = 0;
    size_t next = (plan->weeks + each - 1) / each;
    size_t past = columns * 8 / OF_COLUMNS;
    past = columns - next < past ? columns - next : past;
    past = past * each > review->history_weeks ? review->history_weeks / each : past;
    for (size_t p = 0; p < past; p++) {
        size_t from = review->history_weeks - (past - p) * each;
        place[count] = (struct place){.value = NAN, .start = review->history[from].start};
        for (size_t w = from; w < from + each; w++)
            place[count].value = fmax(place[count].value, review->history[w].peak);
        count++;
    }
    for (size_t n = 0; n < next; n++) {
        place[count] =
            (struct place){.value = NAN, .start = plan->week[n * each].start, .expected = true};
        for (size_t w = n * each; w < (n + 1) * each && w < plan->weeks; w++) {
            place[count].value = fmax(place[count].value, plan->week[w].highest[plan->in.column]);
            place[count].instances = fmax(place[count].instances, plan->week[w].kept);
        }
        count++;
    }
    return count;
}

static const char *glyph_of(const struct place *place, double low, double step)
{
    static const char *const eighth[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    double part = (place->value - low) / step;
    if (!(part > 0))
        return " ";
    if (place->expected)
        return part >= 0.5 ? "░" : " ";
    return eighth[part >= 1 ? 8 : (size_t)(part * 8)];
}

static void append_rows(const struct plan_report *report, const struct place *place, size_t places,
                        double top, struct str *out)
{
    const struct capacity_plan *plan = report->plan;
    double step = top / CHART_ROWS;
    double max = solve_demand(&plan->in.sizing, plan->in.sizing.max);
    double today = solve_demand(&plan->in.sizing, plan->baseline);
    struct axis_unit unit = chart_axis_unit(&plan->in.history->unit, top);
    for (size_t r = 0; r < CHART_ROWS; r++) {
        double low = top - (double)(r + 1) * step;
        char label[CHART_LABEL_MAX] = "", value[CHART_LABEL_MAX] = "";
        const char *blank = " ";
        if (r % 2 == 0)
            chart_label_value(label, (low + step) / unit.worth);
        if (max > low && max <= low + step) {
            blank = "╌";
            chart_label_value(value, max / unit.worth);
        } else if (today > low && today <= low + step) {
            blank = "┄";
            chart_label_value(value, today / unit.worth);
        }
        str_appendf(out, "%*s %s", LEFT - 1, label, r % 2 == 0 ? "┤" : "│");
        for (size_t p = 0; p < places; p++) {
            const char *glyph = glyph_of(&place[p], low, step);
            const char *shown = strcmp(glyph, " ") == 0 ? blank : glyph;
            str_appendf(out, "%s%s%s", shown, shown, p + 1 < places ? blank : "");
        }
        while (value[0] == '\0' && out->length > 0 && out->data[out->length - 1] == ' ')
            out->data[--out->length] = '\0';
        str_appendf(out, "%s%s\n", value[0] != '\0' ? "  " : "", value);
    }
}

/// Dates below the columns, and the instances below those.
static void append_feet(const struct plan_report *report, const struct place *place, size_t places,
                        struct str *out)
{
    struct str dates = {0}, counts = {0};
    size_t first = 0;
    while (first < places && !place[first].expected)
        first++;
    str_appendf(out, "%*s└", LEFT, "");
    for (size_t p = 0; p < places; p++)
        str_appendf(out, "%s──", p % 4 == first % 4 ? "┬" : "─");
    str_append_char(out, '\n');
    for (size_t p = first % 4; p < places; p += 4) {
        char text[INSTANT_TEXT_MAX];
        size_t at = LEFT + 1 + 3 * p;
        instant_format_date(text, place[p].start);
        while (dates.length < at)
            str_append_char(&dates, ' ');
        str_append(&dates, text + strlen("2026-"));
    }
    str_appendf(&counts, "%*sinstances", LEFT, "");
    bool wide = false;
    for (size_t p = 0; p < places; p++)
        wide = wide || place[p].instances > 99;
    for (size_t p = first; p < places; p += wide ? 2 : 1) {
        size_t at = LEFT + 1 + 3 * p;
        while (counts.length < at)
            str_append_char(&counts, ' ');
        str_appendf(&counts, "%.0f", place[p].instances);
    }
    str_appendf(out, "%s\n%s\n", str_text(&dates), str_text(&counts));
    str_release(&dates);
    str_release(&counts);
    (void)report;
}

/// What a row of the chart stands for, at least `least`: every other row has a label, which is
/// short then.
static double row_step(double least)
{
    static const double nice[] = {1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10};
    if (!(least > 0))
        return 1.0 / CHART_ROWS;
    double power = pow(10, floor(log10(least)));
    size_t i = 0;
    while (i + 1 < sizeof nice / sizeof *nice && nice[i] * power < least * (1 - 1e-9))
        i++;
    return nice[i] * power;
}

static void append_chart(const struct plan_report *report, struct arena *arena, struct str *out)
{
    const struct capacity_plan *plan = report->plan;
    struct place *place = mem_alloc(columns_of(report) + 2, sizeof *place);
    size_t places = fill_places(report, place);
    double top = solve_demand(&plan->in.sizing, plan->baseline), highest = 0;
    for (size_t p = 0; p < places; p++)
        highest = fmax(highest, isnan(place[p].value) ? 0 : place[p].value);
    double max = solve_demand(&plan->in.sizing, plan->in.sizing.max);
    bool has_max = !isnan(plan->in.sizing.max) && max < 1.6 * highest;
    top = fmax(top < 1.6 * highest ? top : 0, highest);
    top = has_max ? fmax(top, max) : top;
    top = CHART_ROWS * row_step(top / CHART_ROWS);
    struct str key = {0};
    str_appendf(
        &key, "  %s  peak of each week: █ measured, ░ expected (%s)%s; ┄ today %s",
        plan->in.history->unit.name[0] != '\0' ? plan->in.history->unit.name : "demand",
        plan_column_name(plan->in.column),
        has_max ? arena_printf(arena, "; ╌ max %s", words_number(arena, plan->in.sizing.max)) : "",
        words_number(arena, plan->baseline));
    str_appendf(out, "%.*s\n", (int)fitting(str_text(&key), width_of(report)), str_text(&key));
    append_rows(report, place, places, top, out);
    append_feet(report, place, places, out);
    str_release(&key);
    free(place);
}

void plan_screen(const struct plan_report *report, struct str *out)
{
    static const char *const label[PLAN_TILES] = {"amount", "budget",    "do nothing", "confidence",
                                                  "driver", "decide by", "approve",    "flips at"};
    static const size_t order[] = {0, 1, 2, 3, 4, 7, 6};
    struct arena arena = {0};
    struct plan_tile tile[PLAN_TILES];
    struct plan_box box;
    plan_box_fill(&arena, report, PLAN_DATES_ISO, &box);
    plan_tiles_fill(&arena, report, PLAN_DATES_ISO, tile);
    enum document_tone tone;
    append_paragraph(out, width_of(report),
                     arena_printf(&arena, "%s. %s%s%s", box.key,
                                  words_decision(&arena, report->plan, &tone),
                                  box.doubt[0] == '\0' ? "" : " ", box.doubt));
    str_append_char(out, '\n');
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        append_tile(out, width_of(report), label[order[i]], &tile[order[i]]);
    append_chart(report, &arena, out);
    arena_release(&arena);
}

void plan_brief(const struct plan_report *report, bool one_line, struct str *out)
{
    struct arena arena = {0};
    struct plan_tile tile[PLAN_TILES];
    struct plan_box box;
    const struct capacity_plan *plan = report->plan;
    plan_box_fill(&arena, report, PLAN_DATES_ISO, &box);
    plan_tiles_fill(&arena, report, PLAN_DATES_ISO, tile);
    const size_t width = width_of(report);
    struct str line = {0};
    str_appendf(&line, "%-11s %s%s: ", plan_name(report),
                report->review->is_doubtful ? "DOUBTFUL, " : "", plan_verdict_name(plan->verdict));
    if (plan->needed_week != SIZE_MAX)
        str_appendf(&line, "%s → %s by %s", words_number(&arena, plan->baseline),
                    words_number(&arena, plan_asked_for(plan)),
                    words_time(&arena, plan->needed_at));
    else
        str_append(&line, box.ask);
    if (plan->order.order_by != INSTANT_NONE)
        str_appendf(&line, "%s %s", plan->order.status == RUNOUT_LATE ? ", was due" : ", order by",
                    words_date(&arena, plan->order.order_by));
    str_appendf(out, "%.*s\n", (int)fitting(str_text(&line), width), str_text(&line));
    for (size_t i = 0; i < 2 && !one_line; i++) {
        str_clear(&line);
        if (i == 0)
            str_appendf(&line, "  %s; budget %s; not done: %s; confidence %s", tile[0].value,
                        tile[1].value, tile[2].value, tile[3].value);
        else
            str_appendf(&line, "  %s", box.more);
        str_appendf(
            out, "%.*s\n",
            (int)(i == 0 ? fitting(str_text(&line), width) : fitting_part(str_text(&line), width)),
            str_text(&line));
    }
    str_release(&line);
    arena_release(&arena);
}
