// Tasks as containers, or packed on instances.
#include "answer/cost_answer.h"
#include "answer/price_age.h"
#include "answer/service_answer.h"
#include "answer/words.h"
#include "base/memory.h"
#include "service/beside_instances.h"
#include "service/instance_types.h"
#include "service/service_prices.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 8 };
static const double gib = 1073741824.0;

struct container_finding {
    struct sizing_options *options;
    struct instance_types types;
    struct service_prices prices;
    const struct service_price *vcpu, *memory;
    struct container_task task;
    struct task_packing *packing; ///< of each type
    size_t best;                  ///< the cheapest a task when it is full; SIZE_MAX: none
};

struct packing_cells {
    const char *name, *chosen;
    double tasks_fit, task_hour, task_month, cheaper_from, of_container;
    instant date;
    const char *source;
};

static const struct schema_column columns[] = {
    FIELD(struct packing_cells, name, STYLE_PLAIN, NULL, "container, or the instance type"),
    FIELD(struct packing_cells, chosen, STYLE_PLAIN, NULL, "yes for the cheapest when it is full"),
    FIELD(struct packing_cells, tasks_fit, STYLE_PLAIN, "tasks", "on one instance"),
    FIELD(struct packing_cells, task_hour, STYLE_PLAIN, "per hour", "of one task, on a full one"),
    FIELD(struct packing_cells, task_month, STYLE_COST_MONTH, "per month", "of one task"),
    FIELD(struct packing_cells, cheaper_from, STYLE_PLAIN, "tasks",
          "on it from which the instance is cheaper; missing: never"),
    FIELD(struct packing_cells, of_container, STYLE_RATIO, "ratio",
          "of what a container costs, when it is full"),
    FIELD(struct packing_cells, date, STYLE_PLAIN, NULL, "of which day the price is"),
    FIELD(struct packing_cells, source, STYLE_PLAIN, NULL, "where the price is from"),
    FIELD_END,
};

const struct schema schema_packing = {"the table of tasks on instances", columns,
                                      sizeof(struct packing_cells)};

static int read_question(struct container_finding *found, struct err *err)
{
    struct invocation *invocation = found->options->invocation;
    const char *catalogue = option_text(invocation, OPT_CATALOGUE);
    if (!option_given(invocation, OPT_TASK_VCPU) || !option_given(invocation, OPT_TASK_MEMORY))
        return err_set(err, ERR_USAGE,
                       "--containers needs --task-vcpu and --task-memory: what one task takes, "
                       "such as 0.25 and 512MiB");
    found->task = (struct container_task){option_number(invocation, OPT_TASK_VCPU),
                                          option_number(invocation, OPT_TASK_MEMORY) / gib};
    if (service_prices_open(option_text(invocation, OPT_SERVICE_PRICES), &found->prices, err) !=
            0 ||
        service_prices_find(&found->prices, "container_vcpu_hour", &found->vcpu, err) != 0 ||
        service_prices_find(&found->prices, "container_gib_hour", &found->memory, err) != 0)
        return -1;
    return instance_types_open(catalogue == NULL ? "default:aws" : catalogue, &found->types,
                               &invocation->notes, err);
}

static int pack_all(struct container_finding *found, struct err *err)
{
    double reserved = option_number(found->options->invocation, OPT_RESERVED);
    found->best = SIZE_MAX;
    found->packing = mem_alloc(found->types.count, sizeof *found->packing);
    for (size_t i = 0; i < found->types.count; i++) {
        const struct instance_type *type = &found->types.type[i];
        struct container_task whole = {type->vcpu, type->memory_bytes / gib};
        if (isnan(whole.vcpu) || isnan(whole.gib))
            return err_at(err, found->types.file, type->line, isnan(whole.vcpu) ? "vcpu" : "memory",
                          "%s has none, and tasks take both; write it", type->name);
        found->packing[i] = task_packing_of(&found->task, found->vcpu->price, found->memory->price,
                                            &whole, reserved, type->price_hour);
        // A burstable one gives all its vCPU only for a while.
        if (!type->is_burstable && found->packing[i].fit >= 1 &&
            (found->best == SIZE_MAX ||
             found->packing[i].instance_each < found->packing[found->best].instance_each))
            found->best = i;
    }
    return 0;
}

static double task_price(const struct container_finding *found)
{
    return found->task.vcpu * found->vcpu->price + found->task.gib * found->memory->price;
}

static void fill_rows(const struct container_finding *found, struct table *table)
{
    double month = found->options->invocation->hours_per_month;
    struct record_writer writer;
    struct packing_cells cells;
    record_begin(&writer, table, &schema_packing, NULL);
    record_clear(&schema_packing, &cells);
    cells.name = "container";
    cells.task_hour = task_price(found);
    cells.task_month = cells.task_hour * month;
    cells.of_container = 1;
    cells.date = found->vcpu->date;
    cells.source = found->vcpu->source;
    record_add(&writer, &cells);
    for (size_t i = 0; i < found->types.count; i++) {
        const struct task_packing *packing = &found->packing[i];
        record_clear(&schema_packing, &cells);
        cells.name = found->types.type[i].name;
        cells.chosen =
            i == found->best && packing->instance_each < task_price(found) ? "yes" : NULL;
        cells.tasks_fit = packing->fit;
        cells.task_hour = packing->instance_each;
        cells.task_month = packing->instance_each * month;
        cells.cheaper_from = packing->cheaper_from;
        cells.of_container = packing->instance_each / packing->price_of_task;
        cells.date = found->types.type[i].date;
        cells.source = found->types.type[i].source;
        record_add(&writer, &cells);
    }
}

static void write_document(const struct container_finding *found, struct document *document)
{
    struct arena *arena = &document->arena;
    double month = found->options->invocation->hours_per_month;
    const struct task_packing *best = found->best == SIZE_MAX ? NULL : &found->packing[found->best];
    if (best == NULL || !(best->instance_each < best->price_of_task)) {
        document_callout(
            document, TONE_GOOD,
            "Containers: %s a month for one task; no type of the catalogue is cheaper.",
            words_money(arena, task_price(found) * month));
        return;
    }
    document_callout(document, TONE_GOOD,
                     "%s: %s tasks on one, %s a month each when it is full; a container costs %s.",
                     found->types.type[found->best].name, words_number(arena, best->fit),
                     words_money(arena, best->instance_each * month),
                     words_money(arena, best->price_of_task * month));
    document_fact(document, "crossing", "containers are cheaper below %s tasks on it, %s busy",
                  words_number(arena, best->cheaper_from),
                  words_share(arena, best->cheaper_from / best->fit));
}

static int note_prices(const struct container_finding *found, struct err *err)
{
    struct invocation *invocation = found->options->invocation;
    struct price_age oldest = {.date = INSTANT_NONE};
    instant now;
    if (option_instant(invocation, OPT_AS_OF, NULL, &now, err) != 0)
        return -1;
    price_age_add(&oldest, found->vcpu->name, found->vcpu->source, found->vcpu->date);
    if (found->best != SIZE_MAX) {
        const struct instance_type *type = &found->types.type[found->best];
        price_age_add(&oldest, type->name, type->source, type->date);
    }
    price_age_note(&oldest, now, &invocation->notes);
    return 0;
}

static int put_answer(struct container_finding *found, struct err *err)
{
    struct answer answer;
    struct cost_facts facts;
    answer_begin(&answer, found->options->invocation);
    record_clear(&schema_cost_facts, &facts);
    double month = found->options->invocation->hours_per_month, price = task_price(found);
    bool packed = found->best != SIZE_MAX && found->packing[found->best].instance_each < price;
    answer.verdict = packed ? "instances" : "containers";
    facts.cost_month = month * (packed ? found->packing[found->best].instance_each : price);
    if (packed) {
        facts.units = found->packing[found->best].fit;
        facts.cheaper_from = found->packing[found->best].cheaper_from;
    }
    answer_facts(&answer, &facts);
    fill_rows(found, &answer.rows);
    write_document(found, &answer.document);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}

int container_answer(struct sizing_options *options, struct err *err)
{
    struct container_finding found = {.options = options};
    int status = read_question(&found, err);
    if (status == 0)
        status = pack_all(&found, err);
    if (status == 0)
        status = note_prices(&found, err);
    if (status == 0)
        status = put_answer(&found, err);
    instance_types_release(&found.types);
    service_prices_release(&found.prices);
    free(found.packing);
    return status;
}
