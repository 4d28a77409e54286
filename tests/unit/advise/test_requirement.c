#include "advise/requirement.h"
#include "base/file.h"
#include "tap.h"

#include <math.h>
#include <string.h>

static struct requirement *add(struct requirements *list, const char *text)
{
    struct err err = {0};
    if (requirements_add(list, "--require", text, &err) != 0) {
        ok(false, "%s: %s", text, err.text);
        return NULL;
    }
    return &list->item[list->count - 1];
}

static void refuses(const char *text, const char *message)
{
    struct requirements list = {0};
    struct err err = {0};
    is_int(requirements_add(&list, "--require", text, &err), -1, text);
    has_text(err.text, message, "the message");
    requirements_release(&list);
}

static double limit_of(const char *text, enum limit_kind kind)
{
    struct requirements list = {0};
    struct err err = {0};
    struct requirement *rule = add(&list, text);
    is_int(requirement_settle(rule, kind, 730, &err), 0, text);
    double limit = rule->limit;
    requirements_release(&list);
    return limit;
}

static void refuses_limit(const char *text, enum limit_kind kind, const char *message)
{
    struct requirements list = {0};
    struct err err = {0};
    is_int(requirement_settle(add(&list, text), kind, 730, &err), -1, text);
    is_text(err.text, message, "the message");
    requirements_release(&list);
}

static void test_parts(void)
{
    struct requirements list = {0};
    const struct requirement *rule = add(&list, " 10x : violation <= 5% ");
    is_text(rule->scenario, "10x", "scenario");
    is_text(rule->measure, "violation", "measure");
    is_text(rule->limit_text, "5%", "limit");
    is_text(rule->text, "10x : violation <= 5%", "as written");
    is_int(rule->comparison, REQUIRE_AT_MOST, "<=");
    rule = add(&list, "instances_min>=2");
    ok(rule->scenario == NULL, "no scenario");
    is_int(rule->comparison, REQUIRE_AT_LEAST, ">=");
    is_int(add(&list, "cost<2")->comparison, REQUIRE_BELOW, "<");
    is_int(add(&list, "cost>2")->comparison, REQUIRE_ABOVE, ">");
    requirements_release(&list);
    refuses("violation", "\"violation\" compares nothing: write MEASURE<=LIMIT in quotes, as in "
                         "'violation<=0.1%'");
    refuses("<=5%", "names no measure in front of <=");
    refuses("violation<=", "names no limit behind <=");
    refuses(":violation<=5%", "names no scenario in front of \":\"");
}

static void test_limits(void)
{
    near(limit_of("violation<=0.1%", LIMIT_SHARE), 0.001, 1e-15, "a share");
    near(limit_of("violation<=0.001", LIMIT_SHARE), 0.001, 1e-15, "without a sign");
    near(limit_of("theta_over<=5%", LIMIT_PERCENT), 5, 1e-15, "a measure in per cent");
    near(limit_of("theta_over<=5", LIMIT_PERCENT), 5, 1e-15, "without a sign");
    near(limit_of("latency_p99_s<=200ms", LIMIT_DURATION), 0.2, 1e-15, "a time in seconds");
    near(limit_of("cost_month<=2000", LIMIT_MONEY_MONTH), 2000, 1e-15, "money a month");
    near(limit_of("cost_month<=2000/mo", LIMIT_MONEY_MONTH), 2000, 1e-12, "with its unit");
    near(limit_of("cost_month<=2/h", LIMIT_MONEY_MONTH), 1460, 1e-12, "2 an hour are 1460 a month");
    near(limit_of("cost_hour<=730/mo", LIMIT_MONEY_HOUR), 1, 1e-12, "730 a month are 1 an hour");
    near(limit_of("worst_shortfall<=1k", LIMIT_NUMBER), 1000, 1e-15, "a thousand");
    refuses_limit("violation<=5", LIMIT_SHARE,
                  "--require: violation cannot be compared with \"5\": it is a share: write it "
                  "such as 0.1%");
    refuses_limit("violation<=5/s", LIMIT_SHARE,
                  "--require: violation cannot be compared with \"5/s\": it is a share: write it "
                  "such as 0.1%");
    refuses_limit("longest_violation_s<=5", LIMIT_DURATION,
                  "--require: longest_violation_s cannot be compared with \"5\": it is a time: "
                  "write it with a unit, such as 200ms or 5m");
    refuses_limit("changes<=5%", LIMIT_NUMBER,
                  "--require: changes cannot be compared with \"5%\": write a number without a "
                  "unit, such as 2 or 10k");
}

static void test_judging(void)
{
    struct requirement rule = {.comparison = REQUIRE_AT_MOST, .limit = 0.3};
    ok(requirement_holds(&rule, 0.1 + 0.2), "0.1 + 0.2 is at most 0.3");
    ok(!requirement_holds(&rule, 0.31), "0.31 is not");
    ok(!requirement_holds(&rule, (double)NAN), "nothing is not");
    ok(requirement_is_worse(&rule, 2, 1), "the more the worse");
    rule.comparison = REQUIRE_BELOW;
    ok(!requirement_holds(&rule, 0.3), "0.3 is not below 0.3");
    rule.comparison = REQUIRE_AT_LEAST;
    ok(requirement_holds(&rule, 0.3) && !requirement_holds(&rule, 0.29), "at least");
    ok(requirement_is_worse(&rule, 1, 2), "the less the worse");
    rule.comparison = REQUIRE_ABOVE;
    ok(!requirement_holds(&rule, 0.1 + 0.2), "0.1 + 0.2 is not above 0.3");
}

static int read_text(const char *text, struct requirements *list, struct err *err)
{
    struct byte_source *source = byte_source_memory(text, strlen(text));
    int status = requirements_read(source, NULL, list, err);
    byte_source_close(source);
    return status;
}

static void refuses_file(const char *text, const char *message)
{
    struct requirements list = {0};
    struct err err = {0};
    is_int(read_text(text, &list, &err), -1, "a file that is refused");
    has_text(err.text, message, message);
    requirements_release(&list);
}

static void test_file(void)
{
    struct requirements list = {0};
    struct err err = {0};
    is_int(read_text("rule,limit,reason,owner,expires\n"
                     "violation,0.1%,,,\n"
                     "10x:violation,5%,launch is capped,web team,2026-07-01\n"
                     "instances_min,>=2,,,\n"
                     ",,,,\n"
                     "no-dead-band,,known,ops,2026-08-01\n",
                     &list, &err),
           0, "a rules file");
    is_text(err.text, "", "without an error");
    is_int((long)list.count, 4, "four rules");
    is_text(list.item[0].text, "violation<=0.1%", "a limit is the most that may be");
    ok(list.item[0].waiver.reason == NULL, "without a waiver");
    is_text(list.item[1].scenario, "10x", "of a surge");
    is_text(list.item[1].waiver.owner, "web team", "owner");
    // 2026-07-01 is day 20635 since 1970: date -u -d 2026-07-01 +%s gives 1782864000.
    ok(list.item[1].waiver.expires == INT64_C(1782864000000), "expiry");
    is_int(list.item[2].comparison, REQUIRE_AT_LEAST, "a comparison of its own");
    ok(list.item[3].limit_text == NULL, "a rule of lint has no limit");
    requirements_release(&list);

    refuses_file("rule\nviolation\n", "no column \"limit\"");
    refuses_file("rule,limit,expire\nviolation,5%,\n",
                 "there is no column \"expire\" in a rules file; did you mean \"expires\"?");
    refuses_file("rule,limit\n", "no rule in it");
    refuses_file("rule,limit\n,5%\n", ":2: rule: the row has none");
    refuses_file("rule,limit\nviolation,\n", ":2: limit: violation has none");
    refuses_file("rule,limit,reason,owner,expires\nviolation,5%,because,,2026-01-01\n",
                 ":2: owner: a waiver needs a reason, an owner and a date on which it expires");
    refuses_file("rule,limit,reason,owner,expires\nviolation,5%,because,me,soon\n",
                 ":2: expires: \"soon\" is no time");
    refuses_file("rule,limit\noscillation,\n", ":2: reason: oscillation always holds");
}

/// Rules of run-out dates and plans: words, days, dates.
static void test_words_and_dates(void)
{
    struct requirements list = {0};
    struct requirement *rule = add(&list, "status!=late");
    is_int(rule->comparison, REQUIRE_UNEQUAL, "!=");
    is_text(rule->limit_text, "late", "the word");
    ok(!requirement_holds_word(rule, "late"), "late is late");
    ok(requirement_holds_word(rule, "ok") && requirement_holds_word(rule, NULL), "all else is not");
    rule = add(&list, "status == not reached");
    is_text(rule->limit_text, "not reached", "== is =, and a word may hold blanks");
    ok(requirement_holds_word(rule, "not reached") && !requirement_holds_word(rule, NULL), "equal");
    rule = add(&list, "instances=3");
    rule->limit = 3;
    ok(requirement_holds(rule, 3) && !requirement_holds(rule, 4), "a number that is equal");
    ok(requirement_is_worse(rule, 9, 4) && !requirement_is_worse(rule, 3, 4), "farther is worse");
    rule = add(&list, "instances!=3");
    rule->limit = 3;
    ok(requirement_holds(rule, 4) && !requirement_holds(rule, 3), "a number that is not");
    near(limit_of("days_left>=30d", LIMIT_DAYS), 30, 1e-12, "days");
    near(limit_of("days_left>=6w", LIMIT_DAYS), 42, 1e-12, "weeks are days");
    near(limit_of("days_left>=30", LIMIT_DAYS), 30, 1e-12, "a bare number is days");
    near(limit_of("earliest>=1970-01-02", LIMIT_TIME), 86400e3, 1e-12, "a date");
    refuses_limit("status<late", LIMIT_WORD,
                  "--require: status cannot be compared with \"late\": it is a word: compare it "
                  "with = or !=");
    refuses_limit("earliest>=soon", LIMIT_TIME,
                  "--require: earliest cannot be compared with \"soon\": it is a time: write it "
                  "such as 2026-06-01");
    refuses_limit("days_left>=5%", LIMIT_DAYS,
                  "--require: days_left cannot be compared with \"5%\": it is a number of days: "
                  "write it such as 30d or 6w");
    refuses("status!late", "compares nothing");
    requirements_release(&list);
}

int main(void)
{
    test_parts();
    test_limits();
    test_judging();
    test_words_and_dates();
    test_file();
    return done();
}
