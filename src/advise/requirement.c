#include "advise/requirement.h"

#include "base/ascii.h"
#include "base/unit.h"
#include "base/vec.h"
#include "time/time_parse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 256 };

/// Of the limit: what sums of decimal numbers miss by.
#define ROUNDING 1e-9

static const char *const signs[] = {
    [REQUIRE_AT_MOST] = "<=", [REQUIRE_BELOW] = "<", [REQUIRE_AT_LEAST] = ">=",
    [REQUIRE_ABOVE] = ">",    [REQUIRE_EQUAL] = "=", [REQUIRE_UNEQUAL] = "!=",
};

// --- taking it apart -----------------------------------------------------------------------------

/// The text between two places without blanks around it; NULL when nothing is left.
static const char *trimmed(struct arena *arena, const char *from, const char *to)
{
    while (from < to && ascii_is_space(*from))
        from++;
    while (to > from && ascii_is_space(to[-1]))
        to--;
    return from == to ? NULL : arena_strndup(arena, from, (size_t)(to - from));
}

/// Finds the comparison; *after is behind it. NULL when there is none.
static const char *find_comparison(const char *text, enum requirement_comparison *comparison,
                                   const char **after)
{
    const char *at = strpbrk(text, "<>=!");
    if (at == NULL || (*at == '!' && at[1] != '='))
        return NULL;
    if (*at == '=' || *at == '!') {
        *comparison = *at == '=' ? REQUIRE_EQUAL : REQUIRE_UNEQUAL;
        *after = at + (at[1] == '=' ? 2 : 1); // == is = too
        return at;
    }
    bool inclusive = at[1] == '=';
    *comparison = *at == '<' ? (inclusive ? REQUIRE_AT_MOST : REQUIRE_BELOW)
                             : (inclusive ? REQUIRE_AT_LEAST : REQUIRE_ABOVE);
    *after = at + strlen(signs[*comparison]);
    return at;
}

void requirements_push(struct requirements *list, const struct requirement *requirement)
{
    VEC_PUSH(list->item, list->count, list->capacity, *requirement);
}

int requirements_add(struct requirements *list, const char *place, const char *text,
                     struct err *err)
{
    struct requirement added = {.limit = NAN, .waiver.expires = INSTANT_NONE};
    char shown[SHOWN_MAX];
    err_quote(shown, sizeof shown, text, strlen(text));
    const char *after = NULL;
    const char *sign = find_comparison(text, &added.comparison, &after);
    if (sign == NULL)
        return err_set(err, ERR_USAGE,
                       "%s: \"%s\" compares nothing: write MEASURE<=LIMIT in quotes, as in "
                       "'violation<=0.1%%' (<= < >= > = !=)",
                       place, shown);
    const char *colon = memchr(text, ':', (size_t)(sign - text));
    added.measure = trimmed(&list->arena, colon == NULL ? text : colon + 1, sign);
    added.limit_text = trimmed(&list->arena, after, after + strlen(after));
    if (added.measure == NULL)
        return err_set(err, ERR_USAGE,
                       "%s: \"%s\" names no measure in front of %s, such as violation or "
                       "cost_month",
                       place, shown, signs[added.comparison]);
    if (added.limit_text == NULL)
        return err_set(err, ERR_USAGE, "%s: \"%s\" names no limit behind %s, such as 0.1%% or 2000",
                       place, shown, signs[added.comparison]);
    if (colon != NULL && (added.scenario = trimmed(&list->arena, text, colon)) == NULL)
        return err_set(err, ERR_USAGE,
                       "%s: \"%s\" names no scenario in front of \":\", such as 10x or trace",
                       place, shown);
    added.place = arena_strdup(&list->arena, place);
    added.text = trimmed(&list->arena, text, text + strlen(text));
    requirements_push(list, &added);
    return 0;
}

// --- limits --------------------------------------------------------------------------------------

static int refuse_limit(const struct requirement *requirement, const char *wanted, struct err *err)
{
    char measure[SHOWN_MAX];
    char limit[SHOWN_MAX];
    return err_set(
        err, ERR_USAGE, "%s: %s cannot be compared with \"%s\": %s", requirement->place,
        err_quote(measure, sizeof measure, requirement->measure, strlen(requirement->measure)),
        err_quote(limit, sizeof limit, requirement->limit_text, strlen(requirement->limit_text)),
        wanted);
}

static bool is_money(enum limit_kind kind)
{
    return kind == LIMIT_MONEY_HOUR || kind == LIMIT_MONEY_MONTH;
}

/// In what unit a limit is read where it is not a bare number.
static enum dimension dimension_of(enum limit_kind kind)
{
    switch (kind) {
    case LIMIT_SHARE:
    case LIMIT_PERCENT:
        return DIMENSION_RATIO;
    case LIMIT_DURATION:
    case LIMIT_DAYS:
        return DIMENSION_DURATION;
    case LIMIT_MONEY_HOUR:
    case LIMIT_MONEY_MONTH:
        return DIMENSION_MONEY_RATE;
    case LIMIT_RATE:
        return DIMENSION_RATE;
    case LIMIT_MULTIPLE:
        return DIMENSION_MULTIPLE;
    case LIMIT_NUMBER:
    case LIMIT_TIME:
    case LIMIT_WORD:
        break;
    }
    return DIMENSION_COUNT;
}

/// A limit that is no quantity: a time, or a word.
static int settle_text(struct requirement *requirement, enum limit_kind kind, struct err *err)
{
    bool equals =
        requirement->comparison == REQUIRE_EQUAL || requirement->comparison == REQUIRE_UNEQUAL;
    if (kind == LIMIT_WORD)
        return equals ? 0 : refuse_limit(requirement, "it is a word: compare it with = or !=", err);
    instant time;
    struct err reason = {0};
    if (time_parse_option(requirement->place, requirement->limit_text, NULL, &time, &reason) != 0)
        return refuse_limit(requirement, "it is a time: write it such as 2026-06-01", err);
    requirement->limit = (double)time;
    return 0;
}

int requirement_settle(struct requirement *requirement, enum limit_kind kind,
                       double hours_per_month, struct err *err)
{
    if (kind == LIMIT_TIME || kind == LIMIT_WORD)
        return settle_text(requirement, kind, err);
    const char *text = requirement->limit_text;
    bool bare = text[strlen(text) - 1] >= '0' && text[strlen(text) - 1] <= '9';
    bool counts = bare && (is_money(kind) || kind == LIMIT_PERCENT || kind == LIMIT_DAYS);
    enum dimension dimension = counts ? DIMENSION_COUNT : dimension_of(kind);
    struct quantity quantity;
    struct err reason = {0};
    if (quantity_parse(requirement->measure, text, dimension, hours_per_month, &quantity,
                       &reason) != 0) {
        static const char *const wanted[] = {
            [LIMIT_NUMBER] = "write a number without a unit, such as 2 or 10k",
            [LIMIT_SHARE] = "it is a share: write it such as 0.1%",
            [LIMIT_PERCENT] = "it is a share: write it such as 5%",
            [LIMIT_DURATION] = "it is a time: write it with a unit, such as 200ms or 5m",
            [LIMIT_MONEY_HOUR] = "it is money an hour: write it such as 2.5/h",
            [LIMIT_MONEY_MONTH] = "it is money a month: write it such as 2000 or 2000/mo",
            [LIMIT_DAYS] = "it is a number of days: write it such as 30d or 6w",
            [LIMIT_RATE] = "it is a rate: write it such as 30k/s, or 2x for twice the demand",
            [LIMIT_MULTIPLE] = "it is a multiple of the demand: write it such as 2x",
        };
        return refuse_limit(requirement, wanted[kind], err);
    }
    double limit = quantity.value;
    if (kind == LIMIT_PERCENT && !bare)
        limit *= 100;
    if (kind == LIMIT_DAYS && !bare)
        limit /= SECONDS_PER_DAY;
    if (kind == LIMIT_MONEY_MONTH && !bare)
        limit *= hours_per_month;
    requirement->limit = limit;
    return 0;
}

// --- judging -------------------------------------------------------------------------------------

static bool wants_little(const struct requirement *requirement)
{
    return requirement->comparison == REQUIRE_AT_MOST || requirement->comparison == REQUIRE_BELOW;
}

bool requirement_holds(const struct requirement *requirement, double actual)
{
    double limit = requirement->limit;
    double slack = ROUNDING * fabs(limit);
    switch (requirement->comparison) {
    case REQUIRE_AT_MOST:
        return actual <= limit + slack;
    case REQUIRE_BELOW:
        return actual < limit - slack;
    case REQUIRE_AT_LEAST:
        return actual >= limit - slack;
    case REQUIRE_ABOVE:
        return actual > limit + slack;
    case REQUIRE_EQUAL:
        return fabs(actual - limit) <= slack;
    case REQUIRE_UNEQUAL:
        return fabs(actual - limit) > slack;
    }
    return false;
}

bool requirement_holds_word(const struct requirement *requirement, const char *word)
{
    bool same = word != NULL && strcmp(word, requirement->limit_text) == 0;
    return same == (requirement->comparison == REQUIRE_EQUAL);
}

bool requirement_is_worse(const struct requirement *requirement, double actual, double than)
{
    if (isnan(actual) || isnan(than))
        return isnan(actual) && !isnan(than);
    if (requirement->comparison == REQUIRE_EQUAL)
        return fabs(actual - requirement->limit) > fabs(than - requirement->limit);
    if (requirement->comparison == REQUIRE_UNEQUAL)
        return fabs(actual - requirement->limit) < fabs(than - requirement->limit);
    return wants_little(requirement) ? actual > than : actual < than;
}

void requirements_release(struct requirements *list)
{
    arena_release(&list->arena);
    free(list->item);
    *list = (struct requirements){0};
}
