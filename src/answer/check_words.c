#include "answer/check_words.h"

#include "answer/words.h"

#include <math.h>

const char *check_words_value(struct arena *arena, enum limit_kind kind, double value)
{
    char text[UNIT_NAME_MAX];
    if (isnan(value))
        return "";
    if (isinf(value))
        return "endless";
    switch (kind) {
    case LIMIT_SHARE:
        return value > 0 && value < 0.001 ? arena_printf(arena, "%.2g%%", 100 * value)
                                          : words_share(arena, value);
    case LIMIT_PERCENT:
        return check_words_value(arena, LIMIT_SHARE, value / 100);
    case LIMIT_DURATION:
        return value < 10 ? arena_printf(arena, "%.3gs", value)
                          : arena_strdup(arena, duration_format(text, round(value)));
    case LIMIT_MONEY_HOUR:
        return words_price(arena, value);
    case LIMIT_MONEY_MONTH:
        return words_money(arena, value);
    case LIMIT_DAYS:
        return arena_printf(arena, "%s days", words_number(arena, value));
    case LIMIT_TIME:
        return words_time(arena, (instant)value);
    case LIMIT_RATE:
        return arena_printf(arena, "%s/s", words_at_most(arena, value));
    case LIMIT_MULTIPLE:
        return arena_printf(arena, "%sx", words_at_most(arena, value));
    case LIMIT_WORD:
    case LIMIT_NUMBER:
        break;
    }
    return words_number(arena, value);
}

/// "12.5% is not at most 5%".
static const char *failure_words(struct arena *arena, const struct requirement *rule,
                                 const struct verdict *verdict)
{
    static const char *const wanted[] = {
        [REQUIRE_AT_MOST] = "at most", [REQUIRE_BELOW] = "below", [REQUIRE_AT_LEAST] = "at least",
        [REQUIRE_ABOVE] = "above",     [REQUIRE_EQUAL] = "",      [REQUIRE_UNEQUAL] = "other than",
    };
    bool timed = verdict->kind == LIMIT_TIME;
    const char *actual = isnan(verdict->actual)
                             ? "nothing"
                             : check_words_value(arena, verdict->kind, verdict->actual);
    const char *than = timed && rule->comparison == REQUIRE_AT_LEAST  ? "not before"
                       : timed && rule->comparison == REQUIRE_AT_MOST ? "not after"
                                                                      : wanted[rule->comparison];
    return arena_printf(arena, "%s is %s, and is to be %s%s%s", rule->measure, actual, than,
                        than[0] == '\0' ? "" : " ",
                        check_words_value(arena, verdict->kind, verdict->limit));
}

/// Adds the verdict on a rule that does not hold for the reason `failure`.
static void add_failure(const struct requirement *rule, instant now, const char *failure,
                        struct verdicts *verdicts, struct verdict *verdict)
{
    const char *waiver;
    bool waived = waiver_holds(&rule->waiver, now, &verdicts->arena, &waiver);
    verdict->status = waived ? VERDICT_WAIVED : VERDICT_FAIL;
    verdict->finding =
        waiver[0] == '\0' ? failure : arena_printf(&verdicts->arena, "%s; %s", failure, waiver);
    verdicts_add(verdicts, verdict);
}

void check_words_judge_word(const struct requirement *rule, const char *word, instant now,
                            struct verdicts *verdicts, struct verdict *verdict)
{
    struct arena *arena = &verdicts->arena;
    verdict->status = VERDICT_PASS;
    if (requirement_holds_word(rule, word))
        verdicts_add(verdicts, verdict);
    else
        add_failure(rule, now,
                    arena_printf(arena, "%s is %s, and is to be %s%s", rule->measure,
                                 word == NULL ? "nothing" : word,
                                 rule->comparison == REQUIRE_EQUAL ? "" : "other than ",
                                 rule->limit_text),
                    verdicts, verdict);
}

void check_words_judge(const struct requirement *rule, instant now, struct verdicts *verdicts,
                       struct verdict *verdict)
{
    verdict->status = VERDICT_PASS;
    if (requirement_holds(rule, verdict->actual))
        verdicts_add(verdicts, verdict);
    else
        add_failure(rule, now, failure_words(&verdicts->arena, rule, verdict), verdicts, verdict);
}
