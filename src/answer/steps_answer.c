#include "answer/steps_answer.h"

#include "advise/gate.h"
#include "answer/words.h"
#include "answer/words_outcome.h"
#include "sim/target_tracking.h"

#include <math.h>

struct step_cells {
    double lower, upper, change;
    const char *change_unit;
    double utilization_after;
};

static const struct schema_column columns[] = {
    FIELD(struct step_cells, lower, STYLE_RATIO, "share of per_instance",
          "utilization from which the step holds; missing: from 0"),
    FIELD(struct step_cells, upper, STYLE_RATIO, "share of per_instance",
          "utilization at which it ends; missing: it does not"),
    FIELD(struct step_cells, change, STYLE_PLAIN, "instances or per cent",
          "what is added, or removed where it is negative"),
    FIELD(struct step_cells, change_unit, STYLE_PLAIN, NULL, "instances, or % of the fleet"),
    FIELD(struct step_cells, utilization_after, STYLE_RATIO, "share of per_instance",
          "what the upper end (100% where there is none) becomes in the usual fleet at the same "
          "demand"),
    FIELD_END,
};

const struct schema schema_steps = {"the step table", columns, sizeof(struct step_cells)};

struct step_facts {
    const char *group;
    double target, in_below, min, max, rise, rise_most, rise_within, violation, instance_hours,
        tracking_violation, tracking_instance_hours, tried, filled;
};

static const struct schema_column fact_columns[] = {
    FIELD(struct step_facts, group, STYLE_PLAIN, NULL,
          "what the scaling group is called; the verdict is cannot be met (max is below what the "
          "highest demand fills), as good as target tracking, or worse than target tracking"),
    FIELD(struct step_facts, target, STYLE_RATIO, "share of per_instance", "where it scales out"),
    FIELD(struct step_facts, in_below, STYLE_RATIO, "share of per_instance", "where it scales in"),
    FIELD(struct step_facts, min, STYLE_INTEGER, "instances", "the least of the fleet"),
    FIELD(struct step_facts, max, STYLE_INTEGER, "instances", "the most of the fleet"),
    FIELD(struct step_facts, rise, STYLE_PLAIN, "x",
          "how demand rises until new instances serve, in 99% of the moments"),
    FIELD(struct step_facts, rise_most, STYLE_PLAIN, "x", "the same at most"),
    FIELD(struct step_facts, rise_within, STYLE_PLAIN, "s", "the time until new instances serve"),
    FIELD(struct step_facts, violation, STYLE_RATIO, "share of the time",
          "in which the steps are short of capacity"),
    FIELD(struct step_facts, instance_hours, STYLE_PLAIN, "hours", "of the steps, over the trace"),
    FIELD(struct step_facts, tracking_violation, STYLE_RATIO, "share of the time",
          "the same of target tracking"),
    FIELD(struct step_facts, tracking_instance_hours, STYLE_PLAIN, "hours", "of target tracking"),
    FIELD(struct step_facts, tried, STYLE_INTEGER, "tables", "how many were compared"),
    FIELD(struct step_facts, filled, STYLE_INTEGER, "instances",
          "that the highest demand of the trace fills"),
    FIELD_END,
};

const struct schema schema_steps_facts = {"facts of a step table", fact_columns,
                                          sizeof(struct step_facts)};

const struct step_design *steps_answer_design(const struct steps_answer *answer)
{
    return &answer->choice.trial[answer->choice.best].design;
}

bool steps_answer_is_short(const struct steps_answer *answer)
{
    return answer->filled > answer->wish.max;
}

// --- the table -----------------------------------------------------------------------------------

/// A row from `lower` to `upper` per cent; NaN: open.
static void add_row(const struct record_writer *writer, const struct step_design *design,
                    double lower, double upper, double change)
{
    double worst = isnan(upper) ? 100 : upper;
    struct step_cells cells;
    record_clear(&schema_steps, &cells);
    cells.lower = lower / 100;
    cells.upper = upper / 100;
    cells.change = change;
    cells.change_unit = design->wish.form == STEP_FORM_PERCENT ? "%" : "instances";
    cells.utilization_after = step_design_after(design, change, worst) / 100;
    record_add(writer, &cells);
}

static void fill_rows(const struct steps_answer *answer, struct table *table)
{
    const struct step_design *design = steps_answer_design(answer);
    const struct step_side *in = &design->in, *out = &design->out;
    struct record_writer writer;
    record_begin(&writer, table, &schema_steps, NULL);
    for (size_t i = in->steps; i-- > 0;)
        add_row(&writer, design, i + 1 < in->steps ? in->bound[i + 1] : (double)NAN, in->bound[i],
                in->change[i]);
    add_row(&writer, design, in->bound[0], out->bound[0], 0);
    for (size_t i = 0; i < out->steps; i++)
        add_row(&writer, design, out->bound[i],
                i + 1 < out->steps ? out->bound[i + 1] : (double)NAN, out->change[i]);
}

static void fill_facts(const struct steps_answer *found, struct answer *answer)
{
    const struct step_choice *choice = &found->choice;
    const struct step_design *design = steps_answer_design(found);
    const struct outcome *steps = &choice->trial[choice->best].outcome;
    answer->verdict = steps_answer_is_short(found) ? "cannot be met"
                      : choice->as_good            ? "as good as target tracking"
                                                   : "worse than target tracking";
    struct step_facts facts;
    record_clear(&schema_steps_facts, &facts);
    facts.group = found->names.group;
    facts.target = design->wish.target / 100;
    facts.in_below = design->low / 100;
    facts.min = design->wish.min;
    facts.max = design->wish.max;
    facts.rise = found->rise[0];
    facts.rise_most = found->rise[1];
    facts.rise_within = found->rise_within_s;
    facts.violation = steps->violation;
    facts.instance_hours = steps->instance_hours;
    facts.tracking_violation = choice->tracking.violation;
    facts.tracking_instance_hours = choice->tracking.instance_hours;
    facts.tried = (double)choice->trials;
    facts.filled = found->filled;
    answer_facts(answer, &facts);
}

// --- for people ----------------------------------------------------------------------------------

/// "9.4% more", "as many" within a thousandth.
static const char *difference(struct arena *arena, double more)
{
    if (fabs(more) < 0.001)
        return "as many";
    return arena_printf(arena, "%s %s", words_share(arena, fabs(more)),
                        more < 0 ? "fewer" : "more");
}

static void write_verdict(const struct steps_answer *answer, struct document *document)
{
    const struct step_choice *choice = &answer->choice;
    const struct step_design *design = steps_answer_design(answer);
    const struct outcome *steps = &choice->trial[choice->best].outcome;
    const struct outcome *tracking = &choice->tracking;
    struct arena *arena = &document->arena;
    double more = steps->instance_hours / tracking->instance_hours - 1;
    bool is_short = steps_answer_is_short(answer);
    if (is_short)
        document_callout(document, TONE_BAD,
                         "Cannot be met: max allows %s (%s), and the highest demand of the trace "
                         "fills %s: no steps make up for the %s that are short.",
                         words_number(arena, answer->wish.max), answer->max_from,
                         words_instances(arena, answer->filled),
                         words_number(arena, answer->filled - answer->wish.max));
    document_callout(
        document, choice->as_good && !is_short ? TONE_GOOD : TONE_CAUTION,
        "Out from %.10g%% in %zu steps, in at %.10g%%: short of capacity for %s of the "
        "time, where target tracking at %.10g%% would be for %s, with %s "
        "instance-hours.",
        design->wish.target, design->out.steps, design->low, words_share(arena, steps->violation),
        design->wish.target, words_share(arena, tracking->violation), difference(arena, more));
    if (!choice->as_good)
        document_paragraph(
            document,
            "That is worse than target tracking, and none of the %zu tables tried is as good: a "
            "step has to leave the utilization above %.10g%%, so one surge takes several steps, "
            "each after a boot of %.10g s. A lower --target starts sooner; target tracking, which "
            "goes to the target in one go, is the better policy here.",
            choice->trials, design->low, answer->names.boot_s);
    else if (more >= 0.001)
        document_paragraph(document,
                           "The additional hours are the price of the band: target tracking scales "
                           "in from %.10g%%, steps from %.10g%%.",
                           tracking_alarms(design->wish.target).low, design->low);
}

/// The terms of the question that were given, or taken for granted.
static void write_terms(const struct steps_answer *answer, struct document *document)
{
    const struct sizing_options *options = &answer->setup->sizing;
    const char *service = replay_trace_service(&answer->setup->trace);
    bool both;
    const enum option_id terms[] = {
        sizing_counts_target(options, service, &both) ? OPT_TARGET : OPT_HEADROOM,
        OPT_PER_INSTANCE,
        OPT_BOOT,
        OPT_PRICE,
    };
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        struct setting setting = sizing_setting(options, terms[i], service);
        if (setting.origin == SETTING_FILE)
            document_fact(document, option_at(terms[i])->name, "%s (%s)",
                          sizing_written(&document->arena, setting.row), setting.place);
        else if (setting.origin != SETTING_ABSENT)
            document_fact(document, option_at(terms[i])->name, "%s (%s)", setting.text,
                          setting.place);
    }
}

static void write_grounds(const struct steps_answer *answer, struct document *document)
{
    const struct step_design *design = steps_answer_design(answer);
    const struct step_wish *wish = &design->wish;
    document_heading(document, "Why these");
    write_terms(answer, document);
    document_fact(document, "fleet", "%.10g (%s) to %.10g (%s), usually %.10g", wish->min,
                  answer->min_from, wish->max, answer->max_from, wish->usual);
    document_fact(document, "rise",
                  "%.3gx within the %.10g s until new instances serve, in 99%% of the moments "
                  "(%.3gx at most); steps add for %.3gx",
                  answer->rise[0], answer->rise_within_s, answer->rise[1], wish->rise);
    document_fact(document, "out",
                  "after %d minutes; the upper end of each step comes back to %.10g%%, its lower "
                  "end stays above %.10g%%",
                  STEP_OUT_DATAPOINTS, wish->target, design->low);
    document_fact(document, "in", "after %d minutes, slowly; never back to %.10g%%",
                  STEP_IN_DATAPOINTS, wish->target);
    document_fact(document, "oscillation",
                  "none: from every fleet of %.10g to %.10g, at each of %zu demands, it comes to "
                  "rest",
                  wish->min, wish->max, step_design_demands(wish));
    if (wish->target * answer->rise[0] > 100)
        document_paragraph(document,
                           "Demand rises faster than new instances come: a fleet at %.10g%% is "
                           "overloaded before they serve. A --target below %.10g%%, a schedule or "
                           "a warm pool would do.",
                           wish->target, floor(100 / answer->rise[0]));
}

/// The measures that compare policies.
static const char *const compared[] = {"violation",      "longest_violation_s", "lost",
                                       "instances_mean", "instance_hours",      "cost_month",
                                       "changes",        "flaps_day",           NULL};

static void write_replay(const struct steps_answer *answer, struct document *document)
{
    const struct step_choice *choice = &answer->choice;
    const struct outcome *steps = &choice->trial[choice->best].outcome;
    struct table table = {0};
    for (size_t i = 0; compared[i] != NULL; i++) {
        const struct outcome_measure *measure = outcome_measure_find(compared[i]);
        if (measure == NULL || isnan(outcome_value(steps, measure)))
            continue;
        size_t row = table_add_row(&table);
        table_put_text(&table, row, "measure", measure->name);
        table_put_text(&table, row, "steps",
                       words_outcome(&document->arena, measure, outcome_value(steps, measure)));
        table_put_text(
            &table, row, "target tracking",
            words_outcome(&document->arena, measure, outcome_value(&choice->tracking, measure)));
    }
    document_heading(document, "Both replayed against the trace");
    document_table(document, &table);
    document_paragraph(document,
                       "Of %zu tables tried it is the %s. headroom simulate replays what --emit "
                       "writes against other traces and surges.",
                       choice->trials,
                       choice->as_good ? "cheapest that is as good as target tracking"
                                       : "one that is short of capacity least");
}

void steps_answer_fill(const struct steps_answer *found, struct answer *answer)
{
    struct document *document = &answer->document;
    struct table table = {0};
    fill_facts(found, answer);
    const char *broken =
        gate_broken(&found->choice.trial[found->choice.best].outcome, &answer->invocation->arena);
    if (broken != NULL)
        notes_add(&answer->invocation->notes, NOTE_WARNING, "check-gate",
                  "headroom check refuses these steps for this trace by its rule %s", broken);
    fill_rows(found, &answer->rows);
    fill_rows(found, &table);
    document_title(document, "Step scaling of %s", found->names.group);
    write_verdict(found, document);
    document_table(document, &table);
    write_grounds(found, document);
    write_replay(found, document);
}
