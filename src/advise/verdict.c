#include "advise/verdict.h"

#include "base/byte_source.h"
#include "base/vec.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *verdict_status_name(enum verdict_status status)
{
    static const char *const name[] = {
        [VERDICT_PASS] = "pass",       [VERDICT_WAIVED] = "waived", [VERDICT_ADVICE] = "advice",
        [VERDICT_WARNING] = "warning", [VERDICT_FAIL] = "fail",
    };
    return name[status];
}

static const char *kept(struct arena *arena, const char *text)
{
    return arena_strdup(arena, text == NULL ? "" : text);
}

void verdicts_add(struct verdicts *verdicts, const struct verdict *verdict)
{
    struct verdict added = *verdict;
    added.rule = kept(&verdicts->arena, verdict->rule);
    added.word = verdict->word == NULL ? NULL : kept(&verdicts->arena, verdict->word);
    added.wanted = verdict->wanted == NULL ? NULL : kept(&verdicts->arena, verdict->wanted);
    added.where = kept(&verdicts->arena, verdict->where);
    added.finding = kept(&verdicts->arena, verdict->finding);
    added.remedy = kept(&verdicts->arena, verdict->remedy);
    if (verdict->origin.file != NULL)
        added.origin.file = kept(&verdicts->arena, verdict->origin.file);
    VEC_PUSH(verdicts->item, verdicts->count, verdicts->capacity, added);
}

const char *verdict_file(const struct verdict *verdict)
{
    const char *file = verdict->origin.file;
    if (file == NULL || strcmp(file, BYTE_SOURCE_STANDARD_INPUT) == 0)
        return NULL;
    while (strncmp(file, "./", 2) == 0)
        file += 2;
    return file;
}

void verdict_tell(const struct verdict *verdict, struct str *out)
{
    char at[INSTANT_TEXT_MAX];
    str_append(out, verdict->finding);
    if (verdict->at != INSTANT_NONE)
        str_appendf(out, ", worst at %s", instant_format(at, verdict->at));
    if (verdict->remedy[0] != '\0')
        str_appendf(out, ". Remedy: %s", verdict->remedy);
}

bool waiver_holds(const struct waiver *waiver, instant now, struct arena *arena, const char **words)
{
    *words = "";
    if (waiver->reason == NULL)
        return false;
    char date[INSTANT_TEXT_MAX];
    char reason[ERR_TEXT_MAX];
    char owner[ERR_TEXT_MAX];
    instant_format_date(date, waiver->expires);
    err_quote(reason, sizeof reason, waiver->reason, strlen(waiver->reason));
    err_quote(owner, sizeof owner, waiver->owner, strlen(waiver->owner));
    bool holds = now != INSTANT_NONE && now < waiver->expires;
    *words = holds
                 ? arena_printf(arena, "waived until %s by %s: %s", date, owner, reason)
                 : arena_printf(arena, "the waiver of %s (%s) expired on %s", owner, reason, date);
    return holds;
}

// --- lint ----------------------------------------------------------------------------------------

/// "asg.json:12"; "" where no file says it.
static const char *place_of(struct arena *arena, const struct policy_origin *origin)
{
    if (origin->file == NULL)
        return "";
    char file[ERR_TEXT_MAX];
    err_quote(file, sizeof file, origin->file, strlen(origin->file));
    return origin->line == 0 ? arena_strdup(arena, file)
                             : arena_printf(arena, "%s:%zu", file, origin->line);
}

static const struct waiver *find_waiver(const struct requirements *list, const char *rule)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->item[i].limit_text == NULL && strcmp(list->item[i].measure, rule) == 0)
            return &list->item[i].waiver;
    return NULL;
}

static void add_finding(struct verdicts *verdicts, const struct lint_finding *finding,
                        const struct requirements *list, instant now)
{
    static const enum verdict_status status[] = {
        [LINT_ADVICE] = VERDICT_ADVICE,
        [LINT_WARNING] = VERDICT_WARNING,
        [LINT_ERROR] = VERDICT_FAIL,
    };
    struct arena *arena = &verdicts->arena;
    const struct lint_rule *rule = finding->rule;
    struct verdict verdict = {
        .rule = rule->id,
        .source = VERDICT_LINT,
        .status = status[rule->severity],
        .actual = NAN,
        .limit = NAN,
        .where = place_of(arena, &finding->origin),
        .origin = finding->origin,
        .at = INSTANT_NONE,
        .finding = finding->text,
        .remedy = rule->remedy,
    };
    const struct waiver *waiver = find_waiver(list, rule->id);
    if (waiver != NULL) {
        const char *words;
        if (waiver_holds(waiver, now, arena, &words))
            verdict.status = VERDICT_WAIVED;
        verdict.finding = arena_printf(arena, "%s; %s", finding->text, words);
    }
    verdicts_add(verdicts, &verdict);
}

void verdicts_add_lint(struct verdicts *verdicts, const struct lint_report *report,
                       const char *group, const struct requirements *list, instant now)
{
    const size_t before = verdicts->count;
    if (lint_report_count(report, LINT_ERROR) == 0) {
        const struct verdict none = {
            .rule = "lint",
            .source = VERDICT_LINT,
            .status = VERDICT_PASS,
            .actual = 0,
            .limit = 0,
            .at = INSTANT_NONE,
            .finding = arena_printf(&verdicts->arena, "none of %zu rules finds an error",
                                    lint_rule_count()),
        };
        verdicts_add(verdicts, &none);
    }
    for (size_t i = 0; i < report->count; i++)
        add_finding(verdicts, &report->finding[i], list, now);
    for (size_t i = before; i < verdicts->count && group != NULL; i++)
        verdicts->item[i].group = kept(&verdicts->arena, group);
}

size_t verdicts_count(const struct verdicts *verdicts, enum verdict_status status, int source)
{
    size_t count = 0;
    for (size_t i = 0; i < verdicts->count; i++)
        if (verdicts->item[i].status == status &&
            (source < 0 || (int)verdicts->item[i].source == source))
            count++;
    return count;
}

void verdicts_release(struct verdicts *verdicts)
{
    arena_release(&verdicts->arena);
    free(verdicts->item);
    *verdicts = (struct verdicts){0};
}
