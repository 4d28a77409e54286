// The reference tables of Google Cloud and Azure: sizes, recommendations, schedules, runs,
// profiles, and which rules of lint a policy breaks.
#include "base/arena.h"
#include "base/str.h"
#include "policy/azure/azure_decision.h"
#include "policy/azure/azure_parts.h"
#include "policy/azure/windows_zones.h"
#include "policy/core/lint.h"
#include "policy/core/policy_read.h"
#include "policy/gcp/mig_decision.h"
#include "reference/check_reference.h"
#include "time/time_parse.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { LIST_MAX = 64 };

/// Cuts a copy of `text` at each `sign`; empty members are left out.
static size_t cut(struct arena *arena, const char *text, char sign, const char *part[LIST_MAX])
{
    size_t count = 0;
    char *copy = arena_strdup(arena, text);
    for (char *rest = copy; rest != NULL && count < LIST_MAX;) {
        char *end = strchr(rest, sign);
        if (end != NULL)
            *end++ = '\0';
        while (*rest == ' ')
            rest++;
        if (*rest != '\0')
            part[count++] = rest;
        rest = end;
    }
    return count;
}

static double number_of(const char *text)
{
    return text[0] == '\0' || strcmp(text, "-") == 0 ? (double)NAN : strtod(text, NULL);
}

static void expect_text(struct tally *tally, const char *what, const char *got, const char *want)
{
    tally_near(tally, what, strcmp(got, want) == 0 ? 1 : 0, 1, 0);
    if (strcmp(got, want) != 0)
        printf("# %s:%zu: %s is %s, not %s\n", tally->table, tally->line, what, got, want);
}

static instant time_of(struct reference_table *table, const char *column)
{
    const char *text = reference_text(table, column);
    struct time_reader reader = {.form = TIME_FORM_ISO};
    struct time_parsed parsed = {0};
    if (!time_parse(&reader, text, strlen(text), &parsed))
        table->broken = true;
    return parsed.time;
}

// --- Google Cloud --------------------------------------------------------------------------------

void check_mig_signal_size(struct reference_table *table, struct tally *tally)
{
    double value = reference_number(table, "value"), target = reference_number(table, "target");
    bool assigned = strcmp(reference_text(table, "kind"), "assignment") == 0;
    tally_near(tally, "size",
               assigned ? mig_size_for_assignment(value, target)
                        : mig_size_for_target(reference_number(table, "instances"), value, target),
               reference_number(table, "expected_size"), 0);
}

void check_mig_initialization(struct reference_table *table, struct tally *tally)
{
    struct arena arena = {0};
    const char *age[LIST_MAX];
    const char *cpu[LIST_MAX];
    size_t count = cut(&arena, reference_text(table, "ages_s"), ';', age);
    double initialized = 0, all = 0;
    if (cut(&arena, reference_text(table, "cpu"), ';', cpu) != count)
        table->broken = true;
    for (size_t i = 0; i < count; i++) {
        all += number_of(cpu[i]);
        if (number_of(age[i]) >= reference_number(table, "cool_down_period_sec"))
            initialized += number_of(cpu[i]);
    }
    tally_near(tally, "size",
               mig_size_for_cpu(initialized, all, reference_number(table, "target"),
                                reference_number(table, "current")),
               reference_number(table, "expected_size"), 0);
    arena_release(&arena);
}

/// "age:size;age:size"
static size_t past_of(struct arena *arena, const char *text, struct mig_past past[LIST_MAX])
{
    const char *part[LIST_MAX];
    size_t count = cut(arena, text, ';', part);
    for (size_t i = 0; i < count; i++)
        past[i] = (struct mig_past){number_of(part[i]), number_of(strchr(part[i], ':') + 1)};
    return count;
}

void check_mig_recommend(struct reference_table *table, struct tally *tally)
{
    struct arena arena = {0};
    struct mig_past asked[LIST_MAX];
    struct mig_past before[LIST_MAX];
    size_t count = past_of(&arena, reference_text(table, "instant_sizes"), asked);
    size_t befores = past_of(&arena, reference_text(table, "recommended_before"), before);
    const struct mig_bounds bounds = {
        .min = reference_number(table, "min"),
        .max = reference_number(table, "max"),
        .per_instance = true,
        .stabilization_s = reference_number(table, "stabilization_sec"),
        .control_fixed = reference_number(table, "max_scaled_in_fixed"),
        .control_percent = reference_number(table, "max_scaled_in_percent"),
        .control_window_s = reference_number(table, "time_window_sec"),
    };
    tally_near(
        tally, "recommended",
        mig_recommend(&bounds, asked, count, before, befores, reference_number(table, "current")),
        reference_number(table, "expected_recommended"), 0);
    arena_release(&arena);
}

void check_mig_signals(struct reference_table *table, struct tally *tally)
{
    struct arena arena = {0};
    const char *part[LIST_MAX];
    double current = reference_number(table, "current"), most = 0;
    bool per_instance = false;
    size_t count = cut(&arena, reference_text(table, "signals"), ';', part);
    for (size_t i = 0; i < count; i++) {
        double size = number_of(strchr(part[i], ':') + 1);
        most = fmax(most, isnan(size) ? current : size);
        per_instance =
            per_instance || strncmp(part[i], "cpu", 3) == 0 || strncmp(part[i], "lb", 2) == 0;
    }
    size_t schedules = cut(&arena, reference_text(table, "active_schedules"), ';', part);
    for (size_t i = 0; i < schedules; i++)
        most = fmax(most, number_of(part[i]));
    const struct mig_bounds bounds = {.min = reference_number(table, "min"),
                                      .max = reference_number(table, "max"),
                                      .per_instance = per_instance,
                                      .control_fixed = NAN,
                                      .control_percent = NAN};
    const struct mig_past now = {0, count + schedules > 0 ? most : current};
    const char *mode = reference_text(table, "mode");
    double size = mig_recommend(&bounds, &now, 1, NULL, 0, current);
    tally_near(tally, "recommended", size, reference_number(table, "expected_recommended"), 0);
    tally_near(tally, "target",
               mig_apply_mode(strcmp(mode, "OFF") == 0  ? MIG_OFF
                              : strcmp(mode, "ON") == 0 ? MIG_ON
                                                        : MIG_ONLY_SCALE_OUT,
                              current, size),
               reference_number(table, "expected_target"), 0);
    arena_release(&arena);
}

void check_mig_schedule(struct reference_table *table, struct tally *tally)
{
    const struct mig_schedule schedule = {.recurrence = reference_text(table, "schedule"),
                                          .zone = reference_text(table, "time_zone")};
    struct cron cron;
    struct zone *zone = NULL;
    struct err err;
    if (mig_schedule_parse(&schedule, &cron, &zone, &err) != 0) {
        printf("# %s\n", err.text);
        table->broken = true;
        return;
    }
    bool holds = mig_schedule_holds(&cron, zone, reference_number(table, "duration_sec"),
                                    time_of(table, "at_utc"));
    tally_near(tally, "active", holds ? 1 : 0, reference_number(table, "expected_active"), 0);
    zone_close(zone);
}

// --- Azure ---------------------------------------------------------------------------------------

static int word_of(struct reference_table *table, const struct field_word *words, size_t count,
                   const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(words[i].word, text) == 0)
            return words[i].value;
    table->broken = true;
    return words[0].value;
}

void check_azure_observe(struct reference_table *table, struct tally *tally)
{
    struct arena arena = {0};
    const char *part[LIST_MAX];
    double sample[LIST_MAX];
    size_t count = cut(&arena, reference_text(table, "samples"), ';', part);
    for (size_t i = 0; i < count; i++)
        sample[i] = number_of(part[i]);
    enum azure_aggregation aggregation = (enum azure_aggregation)word_of(
        table, FIELD_LIST(azure_aggregations), reference_text(table, "time_aggregation"));
    enum azure_operator operator=(enum azure_operator)
        word_of(table, FIELD_LIST(azure_operators), reference_text(table, "operator"));
    bool divides = reference_number(table, "divide_per_instance") > 0;
    double value = azure_observe(aggregation, sample, count,
                                 divides ? reference_number(table, "instances") : 1);
    tally_near(tally, "value", value, number_of(reference_text(table, "expected_value")), 1e-8);
    bool fires = azure_fires(operator, value, reference_number(table, "threshold"));
    expect_text(tally, "result",
                isnan(value) ? "Unknown"
                : fires      ? "Triggered"
                             : "NotTriggered",
                reference_text(table, "expected_result"));
    arena_release(&arena);
}

void check_azure_action(struct reference_table *table, struct tally *tally)
{
    double count =
        azure_candidate(reference_number(table, "current"),
                        (enum azure_direction)word_of(table, FIELD_LIST(azure_directions),
                                                      reference_text(table, "direction")),
                        (enum azure_change)word_of(table, FIELD_LIST(azure_change_types),
                                                   reference_text(table, "type")),
                        reference_number(table, "value"));
    count =
        fmax(reference_number(table, "minimum"), fmin(reference_number(table, "maximum"), count));
    tally_near(tally, "count", count, reference_number(table, "expected_count"), 0);
}

void check_azure_flapping(struct reference_table *table, struct tally *tally)
{
    struct arena arena = {0};
    const char *rule[LIST_MAX];
    struct azure_sight sight[LIST_MAX];
    size_t count = cut(&arena, reference_text(table, "scale_out_rules"), ';', rule);
    for (size_t i = 0; i < count; i++) {
        const char *word[LIST_MAX];
        if (cut(&arena, rule[i], ' ', word) != 4)
            table->broken = true;
        sight[i] = (struct azure_sight){
            .direction = AZURE_INCREASE,
            .observed = number_of(word[0]),
            .operator=(enum azure_operator) word_of(table, FIELD_LIST(azure_operators), word[1]),
            .threshold = number_of(word[2]),
            .per_instance = strcmp(word[3], "instance") == 0,
        };
    }
    tally_near(tally, "count",
               azure_without_flapping(reference_number(table, "current"),
                                      reference_number(table, "intended"), sight, count),
               reference_number(table, "expected_count"), 0);
    arena_release(&arena);
}

/// "Increase ChangeCount 1 when GreaterThan 75 instance cool 300"
static void read_sight(struct reference_table *table, struct arena *arena, const char *text,
                       const char *observed, struct azure_sight *sight)
{
    const char *word[LIST_MAX];
    if (cut(arena, text, ' ', word) != 9) {
        table->broken = true;
        return;
    }
    *sight = (struct azure_sight){
        .direction = (enum azure_direction)word_of(table, FIELD_LIST(azure_directions), word[0]),
        .change = (enum azure_change)word_of(table, FIELD_LIST(azure_change_types), word[1]),
        .value = number_of(word[2]),
        .operator=(enum azure_operator) word_of(table, FIELD_LIST(azure_operators), word[4]),
        .threshold = number_of(word[5]),
        .per_instance = strcmp(word[6], "instance") == 0,
        .cooldown_s = number_of(word[8]),
        .observed = number_of(observed),
    };
}

void check_azure_decide(struct reference_table *table, struct tally *tally)
{
    struct arena arena = {0};
    const char *rule[LIST_MAX];
    const char *observed[LIST_MAX];
    struct azure_sight sight[LIST_MAX];
    size_t count = cut(&arena, reference_text(table, "rules"), ';', rule);
    if (cut(&arena, reference_text(table, "observed"), ';', observed) != count)
        table->broken = true;
    for (size_t i = 0; i < count && !table->broken; i++)
        read_sight(table, &arena, rule[i], observed[i], &sight[i]);
    struct azure_decision decision =
        azure_decide(reference_number(table, "current"), reference_number(table, "minimum"),
                     reference_number(table, "maximum"), reference_number(table, "default"), sight,
                     count, number_of(reference_text(table, "last_action_age_s")));
    tally_near(tally, "count", decision.count, reference_number(table, "expected_count"), 0);
    expect_text(tally, "reason", azure_reason_name(decision.reason),
                reference_text(table, "expected_reason"));
    arena_release(&arena);
}

static struct civil civil_of(const char *text)
{
    struct civil civil = {0};
    if (sscanf(text, "%d-%d-%dT%d:%d:%d", &civil.year, &civil.month, &civil.day, &civil.hour,
               &civil.minute, &civil.second) != 6)
        printf("# %s is no time\n", text);
    return civil;
}

/// "NAME|default", "NAME|fixed|ZONE|START|END", "NAME|week|ZONE|DAYS|HH:MM"
static void read_profile(struct arena *arena, const char *text, struct azure_profile *profile,
                         struct zone **zone)
{
    static const char *const names[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                        "Thursday", "Friday", "Saturday"};
    const char *part[LIST_MAX];
    const char *day[LIST_MAX];
    size_t parts = cut(arena, text, '|', part);
    *profile = (struct azure_profile){.name = part[0]};
    if (parts < 5)
        return;
    bool known = false;
    struct err err;
    const char *iana = windows_zone_iana(part[2], &known);
    if (iana == NULL || zone_open(zone, iana, &err) != 0)
        printf("# no zone %s\n", part[2]);
    profile->when = strcmp(part[1], "fixed") == 0 ? AZURE_FIXED : AZURE_WEEKLY;
    if (profile->when == AZURE_FIXED) {
        profile->start = civil_of(part[3]);
        profile->end = civil_of(part[4]);
        profile->has_range = true;
        return;
    }
    profile->days = cut(arena, part[3], ',', day);
    profile->day = arena_alloc(arena, (profile->days + 1) * sizeof *profile->day);
    for (size_t i = 0; i < profile->days; i++)
        for (size_t k = 0; k < 7; k++)
            if (strncmp(day[i], names[k], 3) == 0)
                profile->day[i] = names[k];
    profile->hours = profile->minutes = 1;
    profile->hour = arena_alloc(arena, sizeof *profile->hour);
    profile->minute = arena_alloc(arena, sizeof *profile->minute);
    profile->hour[0] = number_of(part[4]);
    profile->minute[0] = number_of(strchr(part[4], ':') + 1);
}

void check_azure_profile(struct reference_table *table, struct tally *tally)
{
    struct arena arena = {0};
    const char *part[LIST_MAX];
    struct azure_profile profile[LIST_MAX];
    struct zone *zone[LIST_MAX] = {0};
    size_t count = cut(&arena, reference_text(table, "profiles"), ';', part);
    for (size_t i = 0; i < count; i++)
        read_profile(&arena, part[i], &profile[i], &zone[i]);
    const struct autoscale_setting setting = {.profile = profile, .profiles = count};
    size_t place = azure_profile_at(&setting, zone, time_of(table, "at_utc"));
    expect_text(tally, "profile", place == POLICY_NONE ? "" : profile[place].name,
                reference_text(table, "expected_profile"));
    for (size_t i = 0; i < count; i++)
        zone_close(zone[i]);
    arena_release(&arena);
}

// --- lint ----------------------------------------------------------------------------------------

static bool holds_rule(const char *const *rule, size_t count, const char *id)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(rule[i], id) == 0)
            return true;
    return false;
}

/// The rules that a policy breaks are those expected and no others.
static void check_rules(struct reference_table *table, struct tally *tally, const char *key,
                        const char *json)
{
    struct arena arena = {0};
    struct str text = {0};
    struct policy_set set;
    struct notes notes = {0};
    struct err err = {0};
    const struct lint_facts facts = {NAN, NAN, NAN, NAN};
    const char *expected[LIST_MAX];
    struct lint_report report = {0};
    size_t count = cut(&arena, reference_text(table, "expected_rules"), ';', expected);
    str_appendf(&text, "{\"name\": \"web\", \"%s\": ", key);
    str_append(&text, json);
    str_append_char(&text, '}');
    const struct policy_text file = {"table", str_text(&text), text.length};
    if (policy_read_texts(&file, 1, NULL, &set, &notes, &err) != 0) {
        printf("# %s:%zu: %s\n", tally->table, tally->line, err.text);
        table->broken = true;
    } else {
        size_t found = 0;
        policy_lint(&set, &facts, &report);
        for (size_t i = 0; i < report.count; i++)
            if (!holds_rule(expected, count, report.finding[i].rule->id)) {
                printf("# %s:%zu: %s: %s\n", tally->table, tally->line, report.finding[i].rule->id,
                       report.finding[i].text);
                tally_near(tally, "rules", 1, 0, 0);
            }
        for (size_t k = 0; k < count; k++)
            for (size_t i = 0, one = 1; i < report.count; i++)
                if (one > 0 && strcmp(report.finding[i].rule->id, expected[k]) == 0) {
                    found++;
                    one = 0;
                }
        tally_near(tally, "expected rules", (double)found, (double)count, 0);
        policy_set_release(&set);
    }
    lint_report_release(&report);
    notes_release(&notes);
    str_release(&text);
    arena_release(&arena);
}

void check_mig_lint(struct reference_table *table, struct tally *tally)
{
    check_rules(table, tally, "autoscalingPolicy", reference_text(table, "autoscaling_policy"));
}

void check_azure_lint(struct reference_table *table, struct tally *tally)
{
    check_rules(table, tally, "properties", reference_text(table, "properties"));
}
