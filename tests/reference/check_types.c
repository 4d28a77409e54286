// The reference tables of which instance type to take.
#include "reference/check_reference.h"
#include "sizing/scaling_equation.h"
#include "sizing/type_choice.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TYPES_MAX = 16, NAME_MAX_BYTES = 32 };

struct listed {
    char name[TYPES_MAX][NAME_MAX_BYTES];
    struct type_offer offer[TYPES_MAX];
    size_t count;
};

/// The types of cost/inputs/types.csv with the rate that each takes in the row's case.
static void read_types(struct reference_table *table, struct listed *listed)
{
    struct reference_table rows;
    double request_mib = reference_number(table, "request_mib"),
           time_s = reference_number(table, "time_s"),
           fixed = reference_number(table, "memory_fixed_gib");
    listed->count = 0;
    if (!reference_open(&rows, table->folder, "cost/inputs/types.csv")) {
        table->broken = true;
        return;
    }
    while (reference_next(&rows) && listed->count < TYPES_MAX) {
        double rate = 90 * reference_number(&rows, "vcpu") * reference_number(&rows, "speed");
        if (request_mib > 0)
            rate = fmin(rate, (reference_number(&rows, "memory_gib") - fixed) * 1024 /
                                  (time_s * request_mib));
        snprintf(listed->name[listed->count], NAME_MAX_BYTES, "%s", reference_text(&rows, "name"));
        listed->offer[listed->count++] = (struct type_offer){
            fmax(0, rate), reference_number(&rows, "price"), reference_number(&rows, "max")};
    }
    reference_close(&rows);
}

static void name_near(struct tally *tally, const char *what, const char *got, const char *want)
{
    if (strcmp(got, want) != 0)
        printf("# %s:%zu: %s is %s, not %s\n", tally->table, tally->line, what, got, want);
    tally_near(tally, what, strcmp(got, want) == 0 ? 1 : 0, 1, 0);
}

/// "m=3 arm=1", in the order of the list.
static void mix_text(const struct listed *listed, const struct type_pair *pair, char *text,
                     size_t size)
{
    size_t a = pair->first, b = pair->second;
    double units_a = pair->first_units, units_b = pair->second_units;
    if (b < a) {
        a = pair->second;
        b = pair->first;
        units_a = pair->second_units;
        units_b = pair->first_units;
    }
    snprintf(text, size, "%s=%.0f %s=%.0f", listed->name[a], units_a, listed->name[b], units_b);
}

void check_catalogue_choice(struct reference_table *table, struct tally *tally)
{
    struct listed listed;
    struct type_choice choice;
    struct sizing sizing = sizing_defaults();
    char mix[100];
    read_types(table, &listed);
    sizing.headroom = reference_number(table, "headroom");
    sizing.spare = reference_number(table, "spare");
    sizing.min = reference_number(table, "min");
    type_choice_make(&sizing, reference_number(table, "demand"), listed.offer, listed.count, 0,
                     &choice);
    name_near(tally, "type", listed.name[choice.cheapest], reference_text(table, "type"));
    tally_near(tally, "instances", choice.row[choice.cheapest].instances,
               reference_number(table, "instances"), 0);
    tally_near(tally, "cost_hour", choice.row[choice.cheapest].cost_hour,
               reference_number(table, "cost_hour"), 1e-8);
    if (sizing.min == 1) {
        bool mixed = choice.pair.first != SIZE_MAX;
        tally_near(tally, "mix_cost_hour", mixed ? choice.pair.cost_hour : (double)NAN,
                   reference_number(table, "mix_cost_hour"), 1e-8);
        if (mixed) {
            mix_text(&listed, &choice.pair, mix, sizeof mix);
            name_near(tally, "mix", mix, reference_text(table, "mix"));
        }
    }
    const char *single = choice.single == SIZE_MAX ? "" : listed.name[choice.single];
    name_near(tally, "single", single, reference_text(table, "single"));
    tally_near(tally, "single_ceiling_demand", choice.single_demand,
               reference_number(table, "single_ceiling_demand"), 1e-8);
    type_choice_release(&choice);
}

/// 10,000/s at 500/s an instance now, 50 % headroom, one spare.
void check_architecture(struct reference_table *table, struct tally *tally)
{
    double now = reference_number(table, "price_now"),
           other = reference_number(table, "price_other");
    struct type_offer offer[] = {
        {500, now, INFINITY}, {500 * reference_number(table, "relative_speed"), other, INFINITY}};
    struct sizing sizing = sizing_defaults();
    struct type_choice choice;
    type_choice_make(&sizing, 10000, offer, 2, 0, &choice);
    tally_near(tally, "break_even_speed", type_break_even_speed(&offer[0], &offer[1]),
               reference_number(table, "break_even_speed"), 1e-8);
    tally_near(tally, "instances_now", choice.row[0].instances,
               reference_number(table, "instances_now"), 0);
    tally_near(tally, "cost_now", choice.row[0].cost_hour, reference_number(table, "cost_now"),
               1e-8);
    tally_near(tally, "instances_other", choice.row[1].instances,
               reference_number(table, "instances_other"), 0);
    tally_near(tally, "cost_other", choice.row[1].cost_hour, reference_number(table, "cost_other"),
               1e-8);
    tally_near(tally, "saving_frac", 1 - choice.row[1].cost_hour / choice.row[0].cost_hour,
               reference_number(table, "saving_frac"), 1e-8);
    type_choice_release(&choice);
}
