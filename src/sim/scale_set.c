#include "sim/scale_set.h"

#include "base/memory.h"
#include "maths/whole_instances.h"
#include "policy/azure/azure_decision.h"
#include "policy/azure/windows_zones.h"

#include <math.h>
#include <stdlib.h>

/// Settings are looked at every 30 to 60 s.
#define DECIDE_MS INT64_C(60000)
#define GRAIN_S 60.0
#define WINDOW_S 600.0

/// A rule at work.
struct working {
    const struct azure_rule *rule;
    size_t feed;
    int64_t grain_ms;
    size_t samples; ///< in its window
};

struct scale_set {
    const struct autoscale_setting *setting;
    struct zone **zone; ///< one for each profile
    struct working *working;
    size_t *first; ///< rule of each profile
    size_t rules;
    struct azure_sight *sight; ///< scratch: for the rules of one profile
    double *sample;            ///< scratch: of one window
    double min, max;           ///< of the only profile, where there is one
    size_t profile;
    int64_t boot_ms;
    instant last_action, busy_until, next;
};

static double first_known(double said, double otherwise)
{
    return isnan(said) ? otherwise : said;
}

static double min_of_profile(const struct scale_set *set, size_t profile)
{
    return set->setting->profiles == 1 ? set->min : set->setting->profile[profile].min;
}

static double max_of_profile(const struct scale_set *set, size_t profile)
{
    return set->setting->profiles == 1 ? set->max : set->setting->profile[profile].max;
}

// --- start ---------------------------------------------------------------------------------------

static int start_rule(struct scale_set *set, const struct azure_rule *rule,
                      const struct replay_environment *environment, struct metric_feeds *feeds,
                      struct notes *notes, struct err *err)
{
    struct metric_binding binding;
    struct metric_terms terms = *environment->terms;
    const struct metric_timing *timing = &environment->timing;
    struct working *working = &set->working[set->rules++];
    double grain_s = fmax(first_known(rule->grain_s, GRAIN_S), 1);
    double window_s = fmax(first_known(rule->window_s, WINDOW_S), grain_s);
    terms.sample_s = grain_s;
    if (metric_bind(&rule->metric, "the autoscale setting", &terms, &binding, notes, err) != 0)
        return -1;
    int64_t grain_ms = (int64_t)(grain_s * (double)INSTANT_PER_SECOND);
    int64_t window_ms = (int64_t)(window_s * (double)INSTANT_PER_SECOND);
    int64_t point_ms = grain_ms < timing->point_ms ? grain_ms : timing->point_ms;
    *working = (struct working){
        .rule = rule,
        .feed = metric_feeds_find(feeds, &binding, rule->metric.statistic, point_ms,
                                  timing->delay_ms, window_ms),
        .grain_ms = grain_ms,
        .samples = (size_t)(window_ms / grain_ms),
    };
    return 0;
}

static int open_zone(const struct azure_profile *profile, struct zone **zone, struct err *err)
{
    bool known = true;
    if (profile->zone == NULL)
        return 0;
    const char *iana = windows_zone_iana(profile->zone, &known);
    struct err inner;
    if (iana == NULL)
        return err_at(err, profile->origin.file, profile->origin.line, "timeZone",
                      "%s is no time zone of Windows that is known here", profile->zone);
    if (zone_open(zone, iana, &inner) != 0)
        return err_at(err, profile->origin.file, profile->origin.line, "timeZone", "%s",
                      inner.text);
    return 0;
}

static void say_assumptions(const struct autoscale_setting *setting, struct notes *notes)
{
    notes_add(notes, NOTE_DETAIL, "azure-assumed",
              "not documented by Azure, and assumed: a look every 60 s; only instances that serve "
              "are in an average; an action runs until its instances serve; limits do not wait for "
              "a cooldown; percentages are rounded up on the way out and down on the way in; the "
              "flapping check takes the smallest count that would not scale out");
    if (!setting->enabled)
        notes_add(notes, NOTE_WARNING, "azure-disabled",
                  "the autoscale setting is not enabled: nothing is scaled");
    if (setting->prediction != NULL)
        notes_add(notes, NOTE_INFO, "azure-prediction",
                  "predictive autoscale (%s) is left out of the replay: it only adds instances "
                  "ahead of a rise",
                  setting->prediction);
    for (size_t i = 0; i < setting->profiles; i++)
        if (setting->profile[i].hours > 1 || setting->profile[i].minutes > 1)
            notes_add(notes, NOTE_WARNING, "azure-several",
                      "of several hours or minutes of a recurrence the first one is taken");
}

static int start_profiles(struct scale_set *set, const struct replay_environment *environment,
                          struct metric_feeds *feeds, struct notes *notes, struct err *err)
{
    const struct autoscale_setting *setting = set->setting;
    size_t rules = 0, most = 0, samples = 1;
    for (size_t i = 0; i < setting->profiles; i++) {
        rules += setting->profile[i].rules;
        most = setting->profile[i].rules > most ? setting->profile[i].rules : most;
    }
    set->zone = mem_alloc(setting->profiles + 1, sizeof *set->zone);
    set->first = mem_alloc(setting->profiles + 1, sizeof *set->first);
    set->working = mem_alloc(rules + 1, sizeof *set->working);
    set->sight = mem_alloc(most + 1, sizeof *set->sight);
    for (size_t i = 0; i < setting->profiles; i++) {
        const struct azure_profile *profile = &setting->profile[i];
        set->first[i] = set->rules;
        if (open_zone(profile, &set->zone[i], err) != 0)
            return -1;
        for (size_t k = 0; k < profile->rules; k++)
            if (start_rule(set, &profile->rule[k], environment, feeds, notes, err) != 0)
                return -1;
    }
    for (size_t i = 0; i < set->rules; i++)
        samples = set->working[i].samples > samples ? set->working[i].samples : samples;
    set->sample = mem_alloc(samples, sizeof *set->sample);
    return 0;
}

static int start(void *state, const struct replay_environment *environment,
                 struct metric_feeds *feeds, struct notes *notes, struct err *err)
{
    struct scale_set *set = state;
    const struct policy_set *policy = environment->set;
    *set = (struct scale_set){
        .setting = autoscale_setting_of(policy),
        .min = policy->group.min,
        .max = policy->group.max,
        .boot_ms = environment->boot_ms,
        .last_action = INSTANT_NONE,
        .busy_until = INSTANT_NONE,
        .next = environment->start + DECIDE_MS,
    };
    const struct policy_origin *origin = &set->setting->origin;
    if (set->setting->profiles == 0)
        return err_at(err, origin->file, origin->line, NULL,
                      "a setting without a profile scales nothing");
    say_assumptions(set->setting, notes);
    if (start_profiles(set, environment, feeds, notes, err) != 0)
        return -1;
    set->profile = azure_profile_at(set->setting, set->zone, environment->start);
    return 0;
}

static double steady(const void *state, const struct metric_feeds *feeds, double demand)
{
    const struct scale_set *set = state;
    double most = 0;
    for (size_t i = 0; i < set->rules; i++) {
        const struct azure_rule *rule = set->working[i].rule;
        const struct metric_binding *binding = &feeds->feed[set->working[i].feed].binding;
        bool load = binding->source == BINDING_ARRIVALS || binding->source == BINDING_WORK;
        bool high = rule->operator== AZURE_GREATER || rule->operator== AZURE_GREATER_OR_EQUAL;
        if (load && high && rule->per_instance && rule->direction != AZURE_DECREASE &&
            rule->threshold > 0)
            most = fmax(most, instances_up(binding->factor * demand / rule->threshold));
    }
    return most;
}

// --- each minute ---------------------------------------------------------------------------------

/// What a rule sees at `now`.
static double see(const struct scale_set *set, const struct working *working,
                  const struct metric_feeds *feeds, instant now, double instances)
{
    const struct metric_feed *feed = &feeds->feed[working->feed];
    size_t visible = metric_feed_visible(feed, now);
    size_t points = (size_t)(working->grain_ms / feed->point_ms);
    size_t count = visible / points < working->samples ? visible / points : working->samples;
    for (size_t i = 0; i < count; i++)
        set->sample[count - 1 - i] =
            metric_feed_value(feed, visible - 1 - i * points, working->grain_ms);
    bool divides =
        working->rule->per_instance && working->rule->metric.aggregation == AGGREGATION_TOTAL;
    return azure_observe(working->rule->aggregation, set->sample, count, divides ? instances : 1);
}

static struct azure_decision look(struct scale_set *set, const struct metric_feeds *feeds,
                                  instant now, double current)
{
    const struct azure_profile *profile = &set->setting->profile[set->profile];
    double since_s = set->last_action == INSTANT_NONE
                         ? (double)NAN
                         : (double)(now - set->last_action) / (double)INSTANT_PER_SECOND;
    for (size_t i = 0; i < profile->rules; i++) {
        const struct working *working = &set->working[set->first[set->profile] + i];
        const struct azure_rule *rule = working->rule;
        set->sight[i] = (struct azure_sight){
            .direction = rule->direction,
            .change = rule->change,
            .value = rule->value,
            .operator= rule->operator,
            .threshold = rule->threshold,
            .per_instance = rule->per_instance,
            .cooldown_s = first_known(rule->cooldown_s, 0),
            .observed = see(set, working, feeds, now, current),
        };
    }
    return azure_decide(current, min_of_profile(set, set->profile),
                        max_of_profile(set, set->profile), profile->otherwise, set->sight,
                        profile->rules, since_s);
}

static void decide(void *state, const struct metric_feeds *feeds, struct fleet *fleet,
                   struct event_log *log)
{
    struct scale_set *set = state;
    instant now = set->next;
    set->next += DECIDE_MS;
    set->profile = azure_profile_at(set->setting, set->zone, now);
    if (!set->setting->enabled || set->profile == POLICY_NONE || now < set->busy_until)
        return;
    struct azure_decision decision = look(set, feeds, now, (double)fleet->desired);
    int64_t wanted = (int64_t)decision.count;
    if (wanted == fleet->desired)
        return;
    bool limits = decision.rule == POLICY_NONE;
    struct scaling_event event =
        scaling_event_of(limits ? CAUSE_BOUNDS : CAUSE_ALARM, now, fleet->desired, wanted);
    if (!limits) {
        const struct working *working = &set->working[set->first[set->profile] + decision.rule];
        event.source = working->rule->metric.name;
        event.value = set->sight[decision.rule].observed;
        event.threshold = working->rule->threshold;
        event.published = now;
    }
    if (wanted > fleet->desired)
        set->busy_until = now + set->boot_ms;
    set->last_action = now;
    fleet_scale_to(fleet, wanted, now, 0, event_log_add(log, &event));
}

// --- what the replay asks ------------------------------------------------------------------------

static int64_t min_of(const void *state)
{
    const struct scale_set *set = state;
    return set->profile == POLICY_NONE ? 0 : (int64_t)min_of_profile(set, set->profile);
}

static int64_t max_of(const void *state)
{
    const struct scale_set *set = state;
    return set->profile == POLICY_NONE ? INT32_MAX : (int64_t)max_of_profile(set, set->profile);
}

static instant next_of(const void *state)
{
    return ((const struct scale_set *)state)->next;
}

static void release(void *state)
{
    struct scale_set *set = state;
    for (size_t i = 0; set->zone != NULL && i < set->setting->profiles; i++)
        zone_close(set->zone[i]);
    free(set->zone);
    free(set->first);
    free(set->working);
    free(set->sight);
    free(set->sample);
}

const struct autoscaler_class scale_set_class = {
    .size = sizeof(struct scale_set),
    .start = start,
    .min = min_of,
    .max = max_of,
    .steady = steady,
    .next = next_of,
    .decide = decide,
    .release = release,
};
