// What a promised availability gives back.
#include "answer/cost_answer.h"
#include "answer/service_answer.h"
#include "answer/words.h"
#include "base/memory.h"
#include "base/vec.h"
#include "input/demand_table.h"
#include "service/beside_instances.h"
#include "table/record_cells.h"
#include "table/record_read.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

enum { STEPS_MAX = 1000 };

/// A step as it is written.
struct step_cells {
    const char *availability, *credit;
};

static const struct schema_column step_columns[] = {
    FIELD(struct step_cells, availability, STYLE_PLAIN, NULL, "at least, such as 99.9%"),
    FIELD(struct step_cells, credit, STYLE_PLAIN, NULL,
          "share of the month that is given back then; below all steps all of it is"),
    FIELD_END,
};

const struct schema schema_sla = {"the steps of --sla", step_columns, sizeof(struct step_cells)};

static const struct record_kind steps_file = {
    .schema = &schema_sla, .what = "a list of steps", .example = "such as availability,credit"};

struct credit_cells {
    double availability, credit, money;
};

static const struct schema_column columns[] = {
    FIELD(struct credit_cells, availability, STYLE_RATIO, "share", "of a month"),
    FIELD(struct credit_cells, credit, STYLE_RATIO, "share", "that is given back"),
    FIELD(struct credit_cells, money, STYLE_COST_MONTH, "per month", "that is"),
    FIELD_END,
};

const struct schema schema_credits = {"the table of credits", columns, sizeof(struct credit_cells)};

struct sla_finding {
    struct sizing_options *options;
    struct arena arena;
    struct sla_step *step;
    size_t steps, capacity;
    double revenue_month;
    struct table rows;
    double months, credit; ///< the latter of all, summed up
};

static int take_step(struct sla_finding *found, const struct step_cells *cells,
                     const struct record_place *place)
{
    static const struct value_range share = {.least = 0, .most = 1};
    struct sla_step step = {(double)NAN, (double)NAN};
    if (record_quantity(place, RECORD_CELL(cells, availability), DIMENSION_RATIO, &share,
                        &step.availability) != 0 ||
        record_quantity(place, RECORD_CELL(cells, credit), DIMENSION_RATIO, &share, &step.credit) !=
            0)
        return -1;
    if (isnan(step.availability) || isnan(step.credit))
        return err_at(place->err, place->file, place->line,
                      isnan(step.credit) ? "credit" : "availability",
                      "a step has both, such as 99.9%% and 10%%");
    VEC_PUSH(found->step, found->steps, found->capacity, step);
    return 0;
}

static int read_steps(struct sla_finding *found, struct err *err)
{
    struct byte_source *source;
    struct record_file file;
    struct step_cells cells;
    if (byte_source_open(&source, option_text(found->options->invocation, OPT_SLA), err) != 0)
        return -1;
    int status = record_file_read(source, &steps_file, &found->arena, &file, err);
    byte_source_close(source);
    if (status != 0)
        return -1;
    for (size_t row = 0; status == 0 && row < file.cells.rows; row++) {
        const struct record_place place = {file.name, file.line[row], err};
        if (record_file_row(&file, row, &found->arena, &cells))
            status = found->steps == STEPS_MAX
                         ? err_at(err, file.name, place.line, NULL, "more than %d steps", STEPS_MAX)
                         : take_step(found, &cells, &place);
    }
    if (status == 0 && found->steps == 0)
        status = err_at(err, file.name, 0, NULL, "no step in it; each row below the names is one");
    record_file_release(&file);
    return status;
}

static int weigh_months(struct sla_finding *found, struct err *err)
{
    struct invocation *invocation = found->options->invocation;
    const char *column =
        option_given(invocation, OPT_DEMAND) ? option_text(invocation, OPT_DEMAND) : "availability";
    struct demand_choice choice = {.column = column};
    struct demand_table months = {0};
    struct record_writer writer;
    int status = demand_table_read(invocation, &choice, &months, err);
    record_begin(&writer, &found->rows, &schema_credits, NULL);
    for (size_t row = 0; status == 0 && row < months.table.rows; row++) {
        struct credit_cells cells = {.availability =
                                         months.table.column[months.demand].number[row]};
        if (!(cells.availability >= 0 && cells.availability <= 1)) {
            status = err_at(err, months.file, months.line[row], column,
                            "an availability is a share from 0 to 1, such as 0.9995");
            break;
        }
        cells.credit = sla_credit(found->step, found->steps, cells.availability);
        cells.money = cells.credit * found->revenue_month;
        found->credit += cells.credit;
        found->months++;
        record_add(&writer, &cells);
    }
    demand_table_release(&months);
    return status;
}

static int put_answer(struct sla_finding *found, struct err *err)
{
    struct answer answer;
    struct cost_facts facts;
    struct document *document = &answer.document;
    answer_begin(&answer, found->options->invocation);
    record_clear(&schema_cost_facts, &facts);
    double share = found->months > 0 ? found->credit / found->months : 0;
    answer.verdict = share > 0 ? "credits" : "no credits";
    facts.credit_month = share * found->revenue_month;
    answer_facts(&answer, &facts);
    answer.rows = found->rows;
    found->rows = (struct table){0};
    document_callout(document, share > 0 ? TONE_CAUTION : TONE_GOOD,
                     "%s a month are given back on average, %s of the revenue.",
                     words_money(&document->arena, facts.credit_month),
                     words_share(&document->arena, share));
    document_fact(document, "months", "%.10g", found->months);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}

int sla_answer(struct sizing_options *options, struct err *err)
{
    struct sla_finding found = {.options = options};
    const struct invocation *invocation = options->invocation;
    found.revenue_month = option_number(invocation, OPT_REVENUE) * invocation->hours_per_month;
    if (isnan(found.revenue_month))
        return err_set(err, ERR_USAGE,
                       "--sla needs --revenue: what credits are a share of, such as 10000/mo");
    int status = read_steps(&found, err);
    if (status == 0)
        status = weigh_months(&found, err);
    if (status == 0)
        status = put_answer(&found, err);
    table_release(&found.rows);
    free(found.step);
    arena_release(&found.arena);
    return status;
}
