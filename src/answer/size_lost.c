// The answer of headroom size --request-value: how many instances, when demand that is not served
// costs money.
#include "answer/size_question.h"
#include "answer/words.h"
#include "base/memory.h"
#include "input/demand_table.h"
#include "maths/quantile.h"
#include "maths/whole_instances.h"
#include "sizing/lost_demand.h"
#include "sizing/scaling_equation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STRATA = 200, PART_MAX = 64 };
static const double instances_max = 1e7, usual_confidence = 0.9;

struct lost_finding {
    struct size_question *question;
    struct lost_demand lost;
    double *demand; ///< equally likely, ascending
    double median;
    bool is_interval;
    struct lost_demand_cost at_median, own, expected, minimax;
};

struct lost_cells {
    const char *choice;
    double instances, capacity_hour, lost_hour, total_hour, regret, short_share, lost_share,
        headroom;
};

static const struct schema_column columns[] = {
    FIELD(struct lost_cells, choice, STYLE_PLAIN, NULL,
          "at the median: just what it takes; your headroom: --headroom above it; least expected; "
          "least largest regret"),
    FIELD(struct lost_cells, instances, STYLE_PLAIN, "instances", "without a spare"),
    FIELD(struct lost_cells, capacity_hour, STYLE_COST_HOUR, "per hour", "of the instances"),
    FIELD(struct lost_cells, lost_hour, STYLE_COST_HOUR, "per hour",
          "value of the demand that is not served, on average"),
    FIELD(struct lost_cells, total_hour, STYLE_COST_HOUR, "per hour", "both"),
    FIELD(struct lost_cells, regret, STYLE_COST_HOUR, "per hour",
          "the largest cost above what would have been best for one of the demands"),
    FIELD(struct lost_cells, short_share, STYLE_RATIO, "share", "of the time: demand is beyond it"),
    FIELD(struct lost_cells, lost_share, STYLE_RATIO, "share", "of the demand that is not served"),
    FIELD(struct lost_cells, headroom, STYLE_RATIO, "share", "above the median"),
    FIELD_END,
};

const struct schema schema_lost = {"the table of what is lost", columns, sizeof(struct lost_cells)};

// --- which demands -------------------------------------------------------------------------------

/// One of low..mid..high; those without a unit take that of the last.
static int parse_part(const char *part, size_t length, const char *unit, struct quantity *quantity,
                      struct err *err)
{
    char text[PART_MAX];
    if (length == 0 || length + strlen(unit) >= sizeof text)
        return err_set(err, ERR_USAGE,
                       "--demand: an interval is low..mid..high, such as 8k/s..10k/s..15k/s");
    memcpy(text, part, length);
    text[length] = '\0';
    if (strchr(text, '/') == NULL)
        memcpy(text + length, unit, strlen(unit) + 1);
    return quantity_parse("--demand", text, DIMENSION_UNKNOWN, UNIT_HOURS_PER_MONTH, quantity, err);
}

static int parse_interval(const char *text, struct quantity part[3], struct err *err)
{
    const char *second = strstr(text, ".."), *third = strstr(second + 2, "..");
    if (third == NULL)
        return err_set(err, ERR_USAGE,
                       "--demand %s: an interval is low..mid..high, with the median in the middle, "
                       "such as 8k/s..10k/s..15k/s",
                       text);
    const char *slash = strchr(third, '/');
    const char *unit = slash == NULL ? "" : slash;
    if (parse_part(text, (size_t)(second - text), unit, &part[0], err) != 0 ||
        parse_part(second + 2, (size_t)(third - second - 2), unit, &part[1], err) != 0 ||
        parse_part(third + 2, strlen(third + 2), unit, &part[2], err) != 0)
        return -1;
    if (!(part[0].value > 0))
        return err_set(err, ERR_USAGE, "--demand %s: low must be more than 0", text);
    if (part[0].value > part[1].value || part[1].value > part[2].value)
        return err_set(err, ERR_USAGE, "--demand %s: %s; write low..mid..high, rising", text,
                       part[0].value > part[1].value ? "low is above mid" : "mid is above high");
    return 0;
}

static int take_interval(struct lost_finding *found, const char *text, struct err *err)
{
    struct size_question *question = found->question;
    struct quantity part[3];
    if (parse_interval(text, part, err) != 0)
        return -1;
    if (part[0].dimension == DIMENSION_RATE || part[2].dimension == DIMENSION_RATE)
        unit_parse("/s", strlen("/s"), &question->unit.unit);
    if (sizing_for_service(question->options, NULL, &question->unit, &question->sizing, err) != 0)
        return -1;
    double confidence = option_number(question->invocation, OPT_CONFIDENCE);
    found->is_interval = true;
    found->demand = mem_alloc(STRATA, sizeof *found->demand);
    found->lost.n = STRATA;
    demand_interval(part[0].value, part[1].value, part[2].value,
                    isnan(confidence) ? usual_confidence : confidence, found->demand, STRATA);
    found->median = sizing_reaching(&question->sizing, part[1].value);
    return 0;
}

/// A row of the file is a demand as likely as the others.
static int take_rows(struct lost_finding *found, const char *column, struct err *err)
{
    struct size_question *question = found->question;
    struct demand_table table = {0};
    struct demand_choice choice = sizing_demand_choice(question->options, column);
    choice.instead = "--demand 8k/s..10k/s..15k/s says between which it will be";
    int status = demand_table_read(question->invocation, &choice, &table, err);
    if (status == 0) {
        demand_table_unit(&table, 0, &question->unit.unit);
        question->unit.name = table.table.column[table.demand].name;
        status =
            sizing_for_service(question->options, NULL, &question->unit, &question->sizing, err);
    }
    found->demand = mem_alloc(table.table.rows + 1, sizeof *found->demand);
    for (size_t i = 0; status == 0 && i < table.table.rows; i++) {
        double value = table.table.column[table.demand].number[i];
        if (!isnan(value))
            found->demand[found->lost.n++] = value;
    }
    demand_table_release(&table);
    if (status == 0 && found->lost.n == 0)
        status = err_set(err, ERR_DATA, "no row has a demand");
    return status;
}

static int check_question(const struct lost_finding *found, struct err *err)
{
    const struct sizing *sizing = &found->question->sizing;
    const struct unit *unit = &found->question->unit.unit;
    if (!(sizing->price_hour > 0))
        return err_set(err, ERR_USAGE,
                       "--request-value needs --price: what an instance costs, such as 0.0832/h");
    if (sizing->latency.limit_s != 0)
        return err_set(err, ERR_USAGE,
                       "--request-value weighs demand beyond --per-instance: give the rate within "
                       "the latency target instead of --latency (headroom calibrate finds it)");
    if (unit->dimension != DIMENSION_UNKNOWN && unit->dimension != DIMENSION_RATE)
        return err_set(err, ERR_USAGE,
                       "--request-value is of demand that is a rate, such as 10k/s");
    if (found->lost.demand[found->lost.n - 1] / sizing->per_instance > instances_max)
        return err_set(err, ERR_USAGE,
                       "the largest demand takes more than 10^7 instances: give demand and "
                       "--per-instance in one unit");
    return 0;
}

static int read_demands(struct lost_finding *found, const char *demand, struct err *err)
{
    struct size_question *question = found->question;
    bool interval = demand != NULL && strstr(demand, "..") != NULL;
    if (interval && operand_count(question->invocation) > 0)
        return err_set(err, ERR_USAGE,
                       "--demand %s is an interval, and there is a file too: name the column of "
                       "the file, or leave it out",
                       demand);
    if ((interval ? take_interval(found, demand, err) : take_rows(found, demand, err)) != 0)
        return -1;
    sort_values(found->demand, found->lost.n);
    for (size_t i = 0; i < found->lost.n; i++)
        found->demand[i] = sizing_reaching(&question->sizing, found->demand[i]);
    if (!interval)
        found->median = quantile_sorted(found->demand, found->lost.n, 0.5);
    const struct unit *unit = &question->unit.unit;
    double seconds = unit->dimension == DIMENSION_RATE ? unit->scale : 1;
    found->lost.demand = found->demand;
    found->lost.per_instance = question->sizing.per_instance;
    found->lost.price_hour = question->sizing.price_hour;
    found->lost.request_value = option_number(question->invocation, OPT_REQUEST_VALUE) * seconds;
    return check_question(found, err);
}

static void weigh(struct lost_finding *found)
{
    const struct sizing *sizing = &found->question->sizing;
    double base = found->median / sizing->per_instance;
    found->at_median = lost_demand_at(&found->lost, instances_up(base));
    found->own = lost_demand_at(&found->lost, instances_up(base * (1 + sizing->headroom)));
    found->expected = lost_demand_expected(&found->lost);
    found->minimax = lost_demand_minimax(&found->lost);
}

// --- the answer ----------------------------------------------------------------------------------

static double headroom_of(const struct lost_finding *found, const struct lost_demand_cost *cost)
{
    return found->median > 0 ? cost->instances * found->lost.per_instance / found->median - 1
                             : (double)NAN;
}

static void add_choice(const struct lost_finding *found, const char *name,
                       const struct lost_demand_cost *cost, struct record_writer *writer)
{
    struct lost_cells cells = {.choice = name,
                               .instances = cost->instances,
                               .capacity_hour = cost->capacity_hour,
                               .lost_hour = cost->lost_hour,
                               .total_hour = cost->total_hour,
                               .regret = cost->regret,
                               .short_share = cost->short_share,
                               .lost_share = cost->lost_share,
                               .headroom = headroom_of(found, cost)};
    record_add(writer, &cells);
}

static void fill_rows(const struct lost_finding *found, struct table *table)
{
    struct record_writer writer;
    record_begin(&writer, table, &schema_lost, NULL);
    add_choice(found, "at the median", &found->at_median, &writer);
    add_choice(found, "your headroom", &found->own, &writer);
    add_choice(found, "least expected", &found->expected, &writer);
    add_choice(found, "least largest regret", &found->minimax, &writer);
}

static bool is_met(const struct lost_finding *found)
{
    return !(found->expected.instances > found->question->sizing.max);
}

static void write_decision(const struct lost_finding *found, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct lost_demand_cost *best = &found->expected;
    if (best->instances == 0)
        document_callout(
            document, TONE_BAD,
            "None: serving costs more than it earns, %s an hour of an instance for "
            "at most %s.",
            words_price(arena, found->lost.price_hour),
            words_price(arena, 3600 * found->lost.request_value * found->lost.per_instance));
    else
        document_callout(document, is_met(found) ? TONE_GOOD : TONE_BAD,
                         "%s%s: %s an hour with what is lost, the least to expect.",
                         words_instances(arena, best->instances),
                         is_met(found) ? ""
                                       : arena_printf(arena, ", more than max, %.10g",
                                                      found->question->sizing.max),
                         words_price(arena, best->total_hour));
}

static void write_facts(const struct lost_finding *found, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct unit *unit = &found->question->unit.unit;
    document_fact(document, "demand", "%s to %s, the median %s%s",
                  words_measure(arena, found->demand[0], words_figure, unit),
                  words_measure(arena, found->demand[found->lost.n - 1], words_figure, unit),
                  words_measure(arena, found->median, words_figure, unit),
                  found->is_interval ? "; larger ones, one in 400, are not weighed" : "");
    document_fact(document, "serve", "%s of the time, as far as one more instance pays",
                  words_share(arena, lost_demand_quantile(&found->lost)));
    if (found->expected.instances == 0)
        return;
    document_fact(document, "headroom",
                  "%s above the median is the cheapest; yours of %s costs %s an hour more; spare "
                  "instances come on top",
                  words_share(arena, headroom_of(found, &found->expected)),
                  words_share(arena, found->question->sizing.headroom),
                  words_price(arena, found->own.total_hour - found->expected.total_hour));
}

static void write_table(const struct lost_finding *found, struct document *document)
{
    static const char *const shown[] = {"choice",    "instances",  "capacity_hour",
                                        "lost_hour", "total_hour", "regret"};
    struct table all = {0}, table = {0};
    fill_rows(found, &all);
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++)
        table_copy_column(&table, &all.column[table_find(&all, shown[i])], all.rows);
    document_table(document, &table);
    table_release(&all);
}

static int put_answer(struct lost_finding *found, struct err *err)
{
    struct answer answer;
    struct size_facts facts;
    const struct size_question *question = found->question;
    answer_begin(&answer, question->invocation);
    answer_assume_terms(&answer, question->options);
    answer.verdict = is_met(found) ? "met" : "cannot be met";
    record_clear(&schema_size_facts, &facts);
    facts.demand = found->median;
    facts.unit = question->unit.unit.name[0] == '\0' ? NULL : question->unit.unit.name;
    facts.per_instance = found->lost.per_instance;
    facts.instances = found->expected.instances;
    facts.cost_hour = found->expected.capacity_hour;
    facts.cost_month = found->expected.capacity_hour * question->sizing.hours_per_month;
    facts.lost_hour = found->expected.lost_hour;
    facts.total_hour = found->expected.total_hour;
    facts.regret = found->expected.regret;
    answer_facts(&answer, &facts);
    fill_rows(found, &answer.rows);
    write_decision(found, &answer.document);
    write_facts(found, &answer.document);
    write_table(found, &answer.document);
    answer_write_assumptions(&answer);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}

bool size_is_interval(const struct setting *demand)
{
    return demand->word != NULL && strstr(demand->word, "..") != NULL;
}

int size_lost(struct sizing_options *options, const struct setting *demand, struct err *err)
{
    struct invocation *invocation = options->invocation;
    struct size_question question = {
        .invocation = invocation,
        .options = options,
        .unit = {.unit = {.dimension = DIMENSION_UNKNOWN, .scale = 1}, .name = "--demand"}};
    struct lost_finding found = {.question = &question};
    if (!option_given(invocation, OPT_REQUEST_VALUE))
        return err_set(err, ERR_USAGE,
                       "--demand %s is an interval, and needs --request-value: what one request "
                       "that is not served costs, such as 0.00001",
                       demand->word);
    if (demand->origin != SETTING_ABSENT && demand->word == NULL)
        return err_set(err, ERR_USAGE,
                       "--request-value needs to know what demand may be: --demand "
                       "8k/s..10k/s..15k/s, or a file with a demand a row");
    int status = read_demands(&found, demand->word, err);
    if (status == 0) {
        weigh(&found);
        status = put_answer(&found, err);
    }
    free(found.demand);
    if (status != 0)
        return -1;
    return is_met(&found) ? 0 : 1;
}
