#include "cmd/check_words.h"

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
        [REQUIRE_AT_MOST] = "at most",
        [REQUIRE_BELOW] = "below",
        [REQUIRE_AT_LEAST] = "at least",
        [REQUIRE_ABOVE] = "above",
    };
    const char *actual = isnan(verdict->actual)
                             ? "nothing"
                             : check_words_value(arena, verdict->kind, verdict->actual);
    return arena_printf(arena, "%s is %s, and is to be %s %s", rule->measure, actual,
                        wanted[rule->comparison],
                        check_words_value(arena, verdict->kind, verdict->limit));
}

void check_words_judge(const struct requirement *rule, instant now, struct verdicts *verdicts,
                       struct verdict *verdict)
{
    struct arena *arena = &verdicts->arena;
    verdict->status = VERDICT_PASS;
    if (!requirement_holds(rule, verdict->actual)) {
        const char *waiver;
        bool waived = waiver_holds(&rule->waiver, now, arena, &waiver);
        const char *failure = failure_words(arena, rule, verdict);
        verdict->status = waived ? VERDICT_WAIVED : VERDICT_FAIL;
        verdict->finding =
            waiver[0] == '\0' ? failure : arena_printf(arena, "%s; %s", failure, waiver);
    }
    verdicts_add(verdicts, verdict);
}
