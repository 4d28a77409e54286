// What an answer of size says of the instance's limits, cells, a cold cache and the platform.
#include "answer/words.h"
#include "cmd/size_question.h"
#include "sizing/platform_ramp.h"
#include "sizing/scaling_equation.h"
#include "terms/limit_terms.h"

#include <math.h>

static const char *with_unit(const struct size_question *question, double value)
{
    struct arena *arena = &question->invocation->arena;
    return words_measure(arena, value, words_figure, &question->unit.unit);
}

/// "throughput 500/s, memory 546/s, connections 333/s an instance".
static void write_limits(const struct size_question *question, struct document *document)
{
    const struct instance_limits *limits = &question->sizing.limits;
    const struct {
        const char *name;
        double value;
    } limit[] = {{"throughput", limits->throughput},
                 {"memory", limits->memory},
                 {"connections", limits->connections}};
    struct arena *arena = &document->arena;
    const char *text = NULL;
    if (isinf(limits->memory) && isinf(limits->connections))
        return;
    for (size_t i = 0; i < sizeof limit / sizeof *limit; i++)
        if (!isinf(limit[i].value))
            text =
                arena_printf(arena, "%s%s%s %s", text == NULL ? "" : text, text == NULL ? "" : ", ",
                             limit[i].name, with_unit(question, limit[i].value));
    document_fact(document, "limits", "of an instance: %s; %s decides", text,
                  bound_by_name(question->sizing.rate_by));
}

static void write_cells(const struct size_question *question, const struct plan_row *row,
                        struct document *document)
{
    struct arena *arena = &document->arena;
    const struct sizing *sizing = &question->sizing;
    if (!(sizing->cells > 1))
        return;
    struct sizing one = *sizing;
    struct plan_row whole;
    one.cells = 0;
    size_demand(&one, question->demand, &whole);
    document_fact(document, "cells", "%s of %s; a single fleet would be %s",
                  words_number(arena, sizing->cells),
                  words_instances(arena, row->instances / sizing->cells),
                  words_instances(arena, whole.instances));
}

/// After a flush the cache answers nothing, and the instances see all of the demand.
static void write_cold_cache(const struct size_question *question, const struct plan_row *row,
                             struct document *document)
{
    struct arena *arena = &document->arena;
    struct plan_row cold;
    if (!(question->cache_hit > 0))
        return;
    struct sizing bare = question->sizing;
    bare.headroom = 0;
    size_demand(&bare, question->asked, &cold);
    double busy = row->base / (1 - question->cache_hit) / row->instances;
    document_fact(document, "cold cache",
                  "after a flush the instances see %s: %s busy; without "
                  "headroom that takes %s",
                  with_unit(question, question->asked), words_share(arena, busy),
                  words_instances(arena, cold.instances));
}

/// How long all that come at one moment wait for a platform with a quota and a ramp.
static void write_platform(const struct size_question *question, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct sizing_options *options = question->options;
    double quota = sizing_setting(options, OPT_QUOTA, NULL).value;
    double per_second = sizing_setting(options, OPT_RAMP, NULL).value;
    double duration = terms_setting(options, OPT_DURATION, NULL).value;
    if (isnan(quota) && isnan(per_second))
        return;
    struct platform_ramp ramp = {
        .quota = isnan(quota) ? INFINITY : quota,
        .per_second = isnan(per_second) ? INFINITY : per_second,
    };
    // What may come at the first moment: the quota, but no more than ten seconds of the ramp.
    ramp.start = fmin(ramp.quota, isinf(ramp.per_second) ? INFINITY : 10 * ramp.per_second);
    double at_once = limits_at_once(options, &question->unit, question->demand);
    document_fact(document, "at once", "%s are there at once; the platform serves %s of them",
                  words_number(arena, at_once),
                  words_number(arena, fmin(at_once, platform_at_once(&ramp, 0))));
    double begun = platform_begun_s(&ramp, at_once, duration);
    char text[UNIT_NAME_MAX];
    document_fact(document, "quota",
                  "%s come at one moment: the last begins after %s, is done after "
                  "%s",
                  words_number(arena, at_once),
                  arena_strdup(arena, duration_format(text, ceil(begun))),
                  arena_strdup(arena, duration_format(text, ceil(begun + duration))));
    if (isinf(ramp.per_second) || at_once <= ramp.start)
        return;
    document_fact(
        document, "unthrottled", "with a quota of %s, after %s of ramp",
        words_number(arena, at_once),
        arena_strdup(arena, duration_format(text, ceil((at_once - ramp.start) / ramp.per_second))));
}

int size_check_platform(const struct sizing_options *options, struct err *err)
{
    static const enum option_id terms[] = {OPT_QUOTA, OPT_RAMP};
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct setting setting = sizing_setting(options, terms[i], NULL);
        if (setting.origin == SETTING_ABSENT)
            continue;
        if (!(setting.value > 0))
            return err_set(err, sizing_blame(&setting), "%s: it must be more than 0",
                           sizing_said(options, &setting));
        if (isnan(terms_setting(options, OPT_DURATION, NULL).value))
            return err_set(err, ERR_USAGE,
                           "%s needs --duration: how long each is served, such as 30s",
                           sizing_said(options, &setting));
    }
    return 0;
}

void size_write_limits(const struct size_question *question, const struct plan_row *row,
                       struct document *document)
{
    struct arena *arena = &document->arena;
    const struct sizing *sizing = &question->sizing;
    write_limits(question, document);
    if (!isnan(question->options->automatic))
        document_fact(document, "headroom", "%s", question->options->automatic_why);
    if (sizing->limits.imbalance > 0)
        document_fact(document, "imbalance", "the fullest instance gets %s more than its share",
                      words_share(arena, sizing->limits.imbalance));
    write_cells(question, row, document);
    if (sizing->spare_kind == SPARE_AVAILABLE)
        document_fact(document, "availability",
                      "an instance is up %.6g%% of the time; enough of them %.6g%%",
                      100 * sizing->instance_up, 100 * sizing->availability);
    write_cold_cache(question, row, document);
    write_platform(question, document);
}
