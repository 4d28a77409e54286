#include "answer/plan_changes.h"

#include "answer/plan_words.h"
#include "answer/words.h"
#include "base/escape.h"
#include "base/file.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { PLAN_BYTES_MAX = 64 << 20 };

int plan_changes_read(const char *path, struct plan_changes *changes, struct err *err)
{
    struct str text = {0};
    if (path == NULL)
        return 0;
    int status = file_read_bounded(path, PLAN_BYTES_MAX, &text, err);
    if (status == 0)
        status = value_tree_parse(&changes->tree, path, str_text(&text), text.length, err);
    str_release(&text);
    if (status != 0)
        return -1;
    const struct node *root = changes->tree.roots == 1 ? changes->tree.root[0] : NULL;
    if (!node_is(node_get(root, "schema"), "headroom-plan/1"))
        return err_at(err, path, 0, NULL,
                      "this is no plan of this program: headroom plan ... --format json -o FILE "
                      "writes one");
    const struct node *services = node_get(root, "services");
    const bool several = services != NULL && services->kind == NODE_LIST;
    for (size_t i = 0; i < (several ? services->entries : 1); i++) {
        const struct node *weeks = node_get(several ? services->entry[i].value : root, "weeks");
        if (weeks == NULL || weeks->kind != NODE_LIST)
            return err_at(err, path, 0, NULL, "the plan has no weeks: write it again");
    }
    changes->root = root;
    return 0;
}

static const char *text_of(const struct node *map, const char *key)
{
    const struct node *node = node_get(map, key);
    return node == NULL || node->kind == NODE_NULL ? NULL : node->text;
}

static double number_of(const struct node *map, const char *key)
{
    const struct node *node = node_get(map, key);
    return node == NULL || node->kind != NODE_NUMBER ? NAN : node->number;
}

/// The same to be shown: the file may have been written by anyone.
static const char *shown_text(struct arena *arena, const struct node *map, const char *key)
{
    const char *text = text_of(map, key);
    struct str shown = {0};
    if (text == NULL)
        return NULL;
    escape_text(&shown, text);
    text = arena_strdup(arena, str_text(&shown));
    str_release(&shown);
    return text;
}

/// A time of JSON on the readers' clock.
static instant time_of(const struct plan_report *report, const struct node *map, const char *key)
{
    const char *text = text_of(map, key);
    struct civil civil = {0};
    int year, month, day, hour, minute, second;
    if (text == NULL ||
        sscanf(text, "%d-%d-%dT%d:%d:%d", &year, &month, &day, &hour, &minute, &second) != 6)
        return INSTANT_NONE;
    if (year < 1970 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
        return INSTANT_NONE;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
        return INSTANT_NONE;
    civil.year = year;
    civil.month = month;
    civil.day = day;
    civil.hour = hour;
    civil.minute = minute;
    civil.second = second;
    return civil_to_instant(&civil) + report->clock;
}

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void add(struct plan_changes *changes, const char *what, const char *before, const char *now)
{
    if (!same_text(before, now) && changes->changes < PLAN_CHANGES_MAX)
        changes->change[changes->changes++] = (struct plan_change){what, before, now};
}

static const char *time_words(struct arena *arena, instant time)
{
    return time == INSTANT_NONE ? NULL : words_time(arena, time);
}

static const char *count_words(struct arena *arena, double value)
{
    return isnan(value) ? NULL : words_number(arena, value);
}

static const char *money_words(struct arena *arena, double value)
{
    return isnan(value) ? NULL : arena_printf(arena, "%.2f", value);
}

static void compare_decisions(const struct plan_report *report, struct plan_changes *changes)
{
    const struct capacity_plan *plan = report->plan;
    const struct node *then = node_get(changes->last, "decision");
    const struct node *money = node_get(changes->last, "money");
    struct arena *arena = &changes->arena;
    add(changes, "verdict", shown_text(arena, then, "verdict"), plan_verdict_name(plan->verdict));
    add(changes, "in service", count_words(arena, number_of(then, "from")),
        count_words(arena, plan->baseline));
    add(changes, "most needed", count_words(arena, number_of(then, "needed")),
        count_words(arena, plan->needed_most));
    add(changes, "need by", time_words(arena, time_of(report, then, "need_by")),
        time_words(arena, plan->order.needed_by));
    add(changes, "order by", time_words(arena, time_of(report, then, "order_by")),
        time_words(arena, plan->order.order_by));
    add(changes, "most cost a month", money_words(arena, number_of(money, "month_most")),
        money_words(arena, plan->week[plan->largest].row.cost_month));
}

/// Whether an assumption of the last plan is of the service: those of a fleet name theirs.
static bool is_of(const struct node *assumption, const char *service)
{
    const char *name = text_of(assumption, "service");
    return name == NULL || (service != NULL && strcmp(name, service) == 0);
}

static void compare_assumptions(const struct plan_report *report, struct plan_changes *changes)
{
    const struct node *then = node_get(changes->root, "assumptions");
    const char *service = report->plan->in.history->key;
    for (size_t i = 0; i < report->assumptions; i++) {
        const char *before = NULL;
        for (size_t j = 0; then != NULL && j < then->entries && before == NULL; j++)
            if (is_of(then->entry[j].value, service) &&
                node_is(node_get(then->entry[j].value, "name"), report->assumption[i].name))
                before = shown_text(&changes->arena, then->entry[j].value, "value");
        add(changes, report->assumption[i].name, before, report->assumption[i].value);
    }
    for (size_t j = 0; then != NULL && j < then->entries; j++) {
        const char *name = shown_text(&changes->arena, then->entry[j].value, "name");
        bool stays = name == NULL || !is_of(then->entry[j].value, service);
        for (size_t i = 0; i < report->assumptions && !stays; i++)
            stays = strcmp(report->assumption[i].name, name) == 0;
        if (!stays)
            add(changes, name, shown_text(&changes->arena, then->entry[j].value, "value"), NULL);
    }
}

/// The highest measured step within a week; NaN where it is not over or was not measured.
static double measured_peak(const struct capacity_plan *plan, instant from, instant to)
{
    const struct series *history = plan->in.history;
    double peak = NAN;
    if (series_time(history, 0) > from || series_time(history, history->n) < to)
        return NAN;
    for (size_t i = 0; i < history->n; i++)
        if (series_time(history, i) >= from && series_time(history, i) < to)
            peak = fmax(peak, history->value[i]);
    return peak;
}

/// Holds the last plan's weeks against what came. Returns how many of them this plan or its history
/// has.
static size_t compare_weeks(const struct plan_report *report, struct plan_changes *changes)
{
    const struct node *weeks = node_get(changes->last, "weeks");
    const struct capacity_plan *plan = report->plan;
    size_t common = 0;
    for (size_t i = 0; i < weeks->entries; i++) {
        const struct node *week = weeks->entry[i].value;
        instant from = time_of(report, week, "time"), to = time_of(report, week, "until");
        if (from == INSTANT_NONE || to == INSTANT_NONE)
            continue;
        common += from < plan->week[plan->weeks - 1].end && to > series_time(plan->in.history, 0);
        double peak = measured_peak(plan, from, to), planned = number_of(week, "demand");
        if (isnan(peak) || isnan(planned) || changes->weeks == LAST_WEEKS_MAX)
            continue;
        changes->week[changes->weeks++] = (struct last_plan_week){from, planned, peak};
        changes->covered += peak <= planned;
    }
    return common;
}

static const char *subject_of(struct plan_changes *changes, const struct node *plan)
{
    return shown_text(&changes->arena, node_get(plan, "meta"), "subject");
}

int plan_changes_find(const struct plan_report *report, struct plan_changes *changes,
                      struct err *err)
{
    const struct node *services = node_get(changes->root, "services");
    const char *subject = NULL;
    const size_t several = services != NULL && services->kind == NODE_LIST ? services->entries : 0;
    changes->last = several > 0 ? NULL : changes->root;
    changes->changes = changes->weeks = changes->covered = 0;
    for (size_t i = 0; services != NULL && changes->last == NULL && i < several; i++) {
        const struct node *one = services->entry[i].value;
        if (same_text(subject_of(changes, one), report->subject))
            changes->last = one;
    }
    if (changes->last == NULL)
        return 1;
    subject = subject_of(changes, changes->last);
    if (!same_text(subject, report->subject))
        return err_at(err, changes->tree.file, 0, NULL,
                      "this is the plan of %s, and %s is planned: name the last plan of that",
                      subject != NULL ? subject : "nothing", report->subject);
    if (compare_weeks(report, changes) == 0)
        return err_at(err, changes->tree.file, 0, NULL,
                      "no week of it is within the history or this plan: name a later one, or read "
                      "more of the history");
    compare_decisions(report, changes);
    compare_assumptions(report, changes);
    return 0;
}

const char *plan_changes_words(const struct plan_changes *changes, struct arena *arena)
{
    if (changes->weeks == 0)
        return "No week of the last plan is over yet.";
    return arena_printf(arena,
                        "The last plan provided for the peaks of %zu of the %zu weeks that are "
                        "over.",
                        changes->covered, changes->weeks);
}

void plan_changes_revision(const struct plan_report *report, struct table *meta, size_t row)
{
    const struct plan_changes *changes = report->changes;
    const struct node *last = changes == NULL ? NULL : node_get(changes->last, "meta");
    double before = number_of(last, "revision");
    instant as_of = time_of(report, last, "as_of");
    table_put_number(meta, row, "revision", STYLE_INTEGER,
                     last == NULL ? 1 : 1 + (before >= 1 && before < 1e6 ? floor(before) : 1));
    table_put_time(meta, row, "replaces",
                   as_of == INSTANT_NONE ? INSTANT_NONE : as_of - report->clock);
}

void plan_changes_release(struct plan_changes *changes)
{
    value_tree_release(&changes->tree);
    arena_release(&changes->arena);
    *changes = (struct plan_changes){0};
}
