#include "terms/terms.h"

#include "sizing/scaling_equation.h"
#include "terms/latency_terms.h"
#include "terms/limit_terms.h"
#include "terms/term_table.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const struct option_use options_sizing[] = {
    {.id = OPT_PER_INSTANCE},
    {.id = OPT_HEADROOM},
    {.id = OPT_TARGET},
    {.id = OPT_SPARE},
    {.id = OPT_ZONES},
    {.id = OPT_MIN},
    {.id = OPT_MAX},
    {.id = OPT_MAX_UNAVAILABLE},
    {.id = OPT_PRICE},
    {.id = OPT_BUDGET},
    {.id = OPT_HOURS_PER_MONTH},
    {.id = OPT_CURRENCY},
    {.id = OPT_ASSUME},
    {.id = OPT_NONE},
};

// --- one term ------------------------------------------------------------------------------------

/// Reads the value as typed, or the default, with the meaning that the catalogue gives it.
static void take_option_value(const struct sizing_options *options, struct setting *setting)
{
    const struct invocation *invocation = options->invocation;
    const struct option *option = option_at(setting->id);
    struct quantity quantity;
    if (option_choice_of(setting->id, setting->text) >= 0) {
        setting->word = setting->text;
    } else if (option->kind == OPTION_WHOLE) {
        setting->value = (double)option_whole(invocation, setting->id, 0);
        setting->dimension = DIMENSION_COUNT;
    } else if (option_quantity(invocation, setting->id, &quantity)) {
        setting->value = quantity.value;
        setting->dimension = quantity.dimension;
        setting->bare = quantity.bare;
    } else {
        setting->word = setting->text;
    }
}

const char *sizing_written(struct arena *arena, const struct assumption *row)
{
    enum dimension dimension = row->quantity.dimension;
    // "6 instances", "3 zones": the name says it already.
    if (row->unit == NULL || dimension == DIMENSION_COUNT)
        return row->value;
    bool close = row->unit[0] == '%' || row->unit[0] == '/' || dimension == DIMENSION_DURATION;
    return arena_printf(arena, "%s%s%s", row->value, close ? "" : " ", row->unit);
}

struct setting sizing_row_setting(const struct sizing_options *options, enum option_id id,
                                  const struct assumption *row)
{
    struct arena *arena = &options->invocation->arena;
    return (struct setting){
        .id = id,
        .origin = SETTING_FILE,
        .value = row->quantity.value,
        .dimension = row->quantity.dimension,
        .bare = row->quantity.bare,
        .word = row->word,
        .text = sizing_written(arena, row),
        .place = arena_printf(arena, "%s:%zu", row->file, row->line),
        .row = row,
    };
}

struct setting sizing_setting(const struct sizing_options *options, enum option_id id,
                              const char *service)
{
    struct invocation *invocation = options->invocation;
    struct setting setting = {.id = id, .value = NAN};
    const char *name = option_at(id)->assumption;
    const struct assumption *row =
        name == NULL ? NULL : assumptions_find(&options->assumptions, name, service);
    if (!options->files_only && option_given(invocation, id)) {
        char spelling[OPTION_TEXT_MAX];
        setting.origin = SETTING_OPTION;
        setting.text = option_text(invocation, id);
        setting.place = arena_strdup(&invocation->arena, option_spelling(spelling, id));
        take_option_value(options, &setting);
    } else if (row != NULL) {
        return sizing_row_setting(options, id, row);
    } else if (command_option_initial(invocation->command, id) != NULL) {
        setting.origin = SETTING_DEFAULT;
        setting.text = command_option_initial(invocation->command, id);
        setting.place = "default";
        take_option_value(options, &setting);
    }
    return setting;
}

/// Whether the command goes by the term; see term_table.h.
static bool terms_obeys(const struct sizing_options *options, enum option_id id)
{
    const struct term *term = term_of(id);
    unsigned asked = term_asked_by(options->invocation->command->name);
    return term == NULL || asked == 0 || term->kind == TERM_BESIDE || (term->obeyed & asked) != 0;
}

struct setting terms_setting(const struct sizing_options *options, enum option_id id,
                             const char *service)
{
    if (!terms_obeys(options, id))
        return (struct setting){.id = id, .origin = SETTING_ABSENT, .value = NAN};
    return sizing_setting(options, id, service);
}

// --- all terms -----------------------------------------------------------------------------------

const char *sizing_said(const struct sizing_options *options, const struct setting *setting)
{
    struct arena *arena = &options->invocation->arena;
    char shown[ERR_TEXT_MAX];
    err_quote(shown, sizeof shown, setting->text, strlen(setting->text));
    if (setting->origin != SETTING_FILE)
        return arena_printf(arena, "%s %s", setting->place, shown);
    return arena_printf(arena, "%s: %s %s", setting->place, setting->row->name, shown);
}

enum err_kind sizing_blame(const struct setting *setting)
{
    return setting->origin == SETTING_FILE ? ERR_DATA : ERR_USAGE;
}

bool sizing_counts_target(const struct sizing_options *options, const char *service, bool *both)
{
    struct setting headroom = sizing_setting(options, OPT_HEADROOM, service);
    struct setting target = sizing_setting(options, OPT_TARGET, service);
    *both = false;
    if (headroom.origin != SETTING_FILE || target.origin != SETTING_FILE)
        return target.origin != SETTING_ABSENT &&
               (headroom.origin == SETTING_ABSENT || target.origin < headroom.origin);
    bool own = target.row->service != NULL;
    *both = own == (headroom.row->service != NULL);
    return own;
}

/// Whether the command sizes a fleet, and does not replay what a policy makes of it.
static bool sizes_fleet(const struct sizing_options *options)
{
    return terms_obeys(options, OPT_HEADROOM);
}

static int settle_headroom(const struct sizing_options *options, const char *service,
                           double *headroom, struct err *err)
{
    struct setting spelt = sizing_setting(options, OPT_HEADROOM, service);
    struct setting target = sizing_setting(options, OPT_TARGET, service);
    bool both;
    bool by_target = sizing_counts_target(options, service, &both);
    if (both)
        return err_set(err, ERR_DATA,
                       "%s: target: %s gives headroom, which says the same thing "
                       "(headroom = 1/target - 1); keep one of them",
                       target.place, spelt.place);
    if (!by_target && spelt.word != NULL) {
        *headroom = options->automatic;
        if (isnan(*headroom))
            return err_set(err, sizing_blame(&spelt),
                           "%s: only headroom size finds it, by --history; write a share, such as "
                           "50%%",
                           sizing_said(options, &spelt));
        return 0;
    }
    *headroom = by_target ? 1 / target.value - 1 : spelt.value;
    return 0;
}

static void settle_spare(const struct sizing_options *options, const char *service,
                         struct sizing *sizing)
{
    struct setting spare = sizing_setting(options, OPT_SPARE, service);
    sizing->spare_kind = SPARE_INSTANCES;
    sizing->spare = spare.value;
    if (spare.word != NULL) {
        sizing->spare_kind = strcmp(spare.word, "zone") == 0 ? SPARE_ZONE : SPARE_REGION;
        sizing->spare = 0;
    }
}

/// Fills the fields that one term fills alone.
static void settle_fields(const struct sizing_options *options, const char *service,
                          struct sizing *sizing)
{
    const struct term *row;
    size_t rows = term_table(&row);
    for (size_t i = 0; i < rows; i++) {
        struct setting setting = terms_setting(options, row[i].id, service);
        double value = isnan(setting.value) ? row[i].absent : setting.value;
        bool is_share = setting.dimension == DIMENSION_RATIO;
        char *field = (char *)sizing + row[i].offset;
        switch (row[i].kind) {
        case TERM_NUMBER:
            *(double *)(void *)field = value;
            break;
        case TERM_MONTHLY:
            *(double *)(void *)field = value * sizing->hours_per_month;
            break;
        case TERM_BATCH:
            *(struct deploy_batch *)(void *)field =
                (struct deploy_batch){.count = is_share ? 0 : value, .share = is_share ? value : 0};
            break;
        case TERM_UNDECIDED:
        case TERM_BESIDE:
        case TERM_JOINT:
            break;
        }
    }
}

bool demand_unit_takes(const struct demand_unit *demand, enum dimension dimension)
{
    if (demand->unit.dimension == DIMENSION_UNKNOWN)
        return demand->unit.name[0] == '\0' || dimension == DIMENSION_COUNT;
    return demand->unit.dimension == dimension;
}

const char *demand_unit_words(struct arena *arena, const struct demand_unit *demand)
{
    char shown[ERR_TEXT_MAX];
    if (demand->unit.dimension != DIMENSION_UNKNOWN)
        return arena_printf(arena, "a %s", dimension_name(demand->unit.dimension));
    return arena_printf(
        arena, "in %s",
        err_quote(shown, sizeof shown, demand->unit.name, strlen(demand->unit.name)));
}

/// per_instance in the unit of the demand: one of them without a unit takes the other's, which is
/// noted. With a latency target it need not be given. Errors: it is missing, or does not fit.
static int sizing_per_instance(const struct sizing_options *options, const char *service,
                               const struct demand_unit *demand,
                               const struct latency_target *latency, double *per_instance,
                               struct err *err)
{
    struct notes *notes = &options->invocation->notes;
    struct setting setting = sizing_setting(options, OPT_PER_INSTANCE, service);
    *per_instance = 1;
    if (setting.origin == SETTING_ABSENT && options->unknown == OPT_PER_INSTANCE)
        return 0;
    if (setting.origin == SETTING_ABSENT && latency->limit_s != 0) {
        *per_instance = latency_saturation(latency);
        return 0;
    }
    if (setting.origin == SETTING_ABSENT && limits_are_given(options, service)) {
        *per_instance = INFINITY;
        return 0;
    }
    if (setting.origin == SETTING_ABSENT)
        return err_set(err, ERR_USAGE,
                       "--per-instance is missing%s%s: the demand that one instance serves well, "
                       "such as 500/s; it may also be the row per_instance of --assume FILE",
                       service == NULL ? "" : " for ", service == NULL ? "" : service);
    *per_instance = setting.value;
    if (setting.bare || setting.dimension == DIMENSION_UNKNOWN) {
        if (demand->unit.name[0] != '\0')
            notes_add(notes, NOTE_INFO, "per-instance-unit",
                      "%s has no unit and takes that of %s: %s", sizing_said(options, &setting),
                      demand->name, demand->unit.name);
        return 0;
    }
    if (!demand_unit_takes(demand, setting.dimension))
        return err_set(
            err, sizing_blame(&setting),
            "%s is a %s, but %s is %s: give both in one unit; a number without one takes "
            "the other's",
            sizing_said(options, &setting), dimension_name(setting.dimension), demand->name,
            demand_unit_words(&options->invocation->arena, demand));
    if (demand->unit.name[0] == '\0')
        notes_add(notes, NOTE_INFO, "demand-unit",
                  "%s has no unit that is known and takes that of per-instance %s (%s)",
                  demand->name, setting.text, setting.place);
    if (demand->unit.dimension == DIMENSION_UNKNOWN)
        return 0;
    *per_instance /= demand->unit.scale;
    return 0;
}

int sizing_for_service(const struct sizing_options *options, const char *service,
                       const struct demand_unit *demand, struct sizing *sizing, struct err *err)
{
    *sizing = sizing_defaults();
    sizing->hours_per_month = options->invocation->hours_per_month;
    sizing->latency_as_rate = options->latency_as_rate;
    settle_fields(options, service, sizing);
    if (latency_settle(options, service, demand, &sizing->latency, err) != 0 ||
        sizing_per_instance(options, service, demand, &sizing->latency, &sizing->per_instance,
                            err) != 0)
        return -1;
    if (sizes_fleet(options)) {
        if (settle_headroom(options, service, &sizing->headroom, err) != 0)
            return -1;
        settle_spare(options, service, sizing);
    }
    if (limits_settle(options, service, demand, sizing, err) != 0)
        return -1;
    if (!isnan(sizing->budget_month) && isnan(sizing->price_hour) &&
        options->unknown != OPT_PRICE && !options->of_types)
        return err_set(err, ERR_USAGE,
                       "--budget needs --price: what one instance costs, such as 0.0832/h");
    return sizing_check(sizing, err);
}

double sizing_cache_hit(const struct sizing_options *options, const char *service)
{
    struct setting setting = terms_setting(options, OPT_CACHE_HIT, service);
    return isnan(setting.value) ? 0 : setting.value;
}

// --- reading the files ---------------------------------------------------------------------------

/// What an assumptions file may say is what the catalogue of options takes from one.
static size_t list_kinds(struct assumption_kind kinds[OPT_COUNT])
{
    size_t count = 0;
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        const struct option *option = option_at(id);
        if (option->assumption == NULL)
            continue;
        kinds[count++] = (struct assumption_kind){
            .name = option->assumption,
            .dimension = option->kind == OPTION_WHOLE ? DIMENSION_COUNT : option->dimension,
            .whole = option->kind == OPTION_WHOLE,
            .range = option->range,
            .share_range = option->share_range,
            .repeatable = option->repeatable,
            .any_text = option->kind == OPTION_QUANTITY_OR_COLUMN || option->kind == OPTION_TEXT,
            .words = option->choices[0] == NULL ? NULL : option->choices,
            .only_words = option->kind == OPTION_WORD,
        };
    }
    return count;
}

static int read_file(struct sizing_options *options, const char *path,
                     const struct assumption_names *names, struct err *err)
{
    struct byte_source *source;
    if (input_open(path, &source, err) != 0)
        return -1;
    int result =
        assumptions_read(source, names, &options->assumptions, &options->invocation->notes, err);
    byte_source_close(source);
    return result;
}

/// The first row of each term that the command goes on without, by the reason: "headroom
/// (web.csv:3), spare (web.csv:4)"; NULL for none.
static const char *list_unused(const struct sizing_options *options, unsigned asked,
                               const char *reason)
{
    const struct assumptions *assumptions = &options->assumptions;
    const struct term *term;
    size_t terms = term_table(&term);
    const char *list = NULL;
    for (size_t t = 0; t < terms; t++) {
        if ((term[t].said & asked) == 0 || strcmp(term[t].instead, reason) != 0)
            continue;
        const char *name = option_at(term[t].id)->assumption;
        size_t i = 0;
        while (i < assumptions->count && strcmp(assumptions->item[i].name, name) != 0)
            i++;
        if (i < assumptions->count)
            list = arena_printf(&options->invocation->arena, "%s%s%s (%s:%zu)",
                                list == NULL ? "" : list, list == NULL ? "" : ", ", name,
                                assumptions->item[i].file, assumptions->item[i].line);
    }
    return list;
}

/// Says which rows have no part in the answer, once for each reason.
static void note_unused(const struct sizing_options *options, unsigned asked)
{
    struct invocation *invocation = options->invocation;
    const struct term *term;
    size_t terms = term_table(&term);
    for (size_t t = 0; t < terms; t++) {
        bool first = (term[t].said & asked) != 0;
        for (size_t before = 0; before < t && first; before++)
            first = (term[before].said & asked) == 0 ||
                    strcmp(term[before].instead, term[t].instead) != 0;
        const char *list = first ? list_unused(options, asked, term[t].instead) : NULL;
        if (list != NULL)
            notes_add(&invocation->notes, NOTE_INFO,
                      arena_printf(&invocation->arena, "terms-unused-%zu", t),
                      "%s: no part in the answer of %s, which headroom size goes by: %s", list,
                      invocation->command->name, term[t].instead);
    }
}

/// Rows that change a count are obeyed, or refused, or it is said that they are not.
static int check_rows(const struct sizing_options *options, struct err *err)
{
    const struct assumptions *assumptions = &options->assumptions;
    unsigned asked = term_asked_by(options->invocation->command->name);
    for (size_t i = 0; i < assumptions->count; i++) {
        const struct assumption *row = &assumptions->item[i];
        const struct term *term = term_of(option_by_assumption(row->name));
        if (term != NULL && (term->refused & asked) != 0)
            return err_at(err, row->file, row->line, row->name, "%s does not go by it: %s",
                          options->invocation->command->name, term->instead);
    }
    note_unused(options, asked);
    return 0;
}

int sizing_options_read(struct invocation *invocation, struct sizing_options *options,
                        struct err *err)
{
    options->invocation = invocation;
    options->automatic = NAN;
    struct assumption_kind kinds[OPT_COUNT];
    struct assumption_names names = {
        .kind = kinds,
        .count = list_kinds(kinds),
        .hours_per_month = invocation->hours_per_month,
        .hours_fixed = option_given(invocation, OPT_HOURS_PER_MONTH),
    };
    const char *const *paths;
    size_t files = option_all(invocation, OPT_ASSUME, &paths);
    const char *team = team_assumptions();
    if (team != NULL) {
        if (read_file(options, team, &names, err) != 0)
            return -1;
        notes_add(&invocation->notes, NOTE_INFO, "assume-variable",
                  "%s is taken for what is not said otherwise (" ASSUME_VARIABLE ")",
                  invocation_escape(invocation, team));
    }
    for (size_t i = 0; i < files; i++)
        if (read_file(options, paths[i], &names, err) != 0)
            return -1;
    if (!names.hours_fixed) {
        const struct assumption *hours =
            assumptions_find(&options->assumptions, "hours_per_month", NULL);
        if (hours != NULL)
            invocation->hours_per_month = hours->quantity.value;
    }
    return check_rows(options, err);
}

int sizing_resources_read(struct sizing_options *options, enum resource_list_kind kind,
                          const char *path, struct resource_list *list, struct err *err)
{
    struct invocation *invocation = options->invocation;
    struct assumption_kind kinds[OPT_COUNT];
    const struct assumption_names names = {
        .kind = kinds,
        .count = list_kinds(kinds),
        .hours_per_month = invocation->hours_per_month,
        .hours_fixed = option_given(invocation, OPT_HOURS_PER_MONTH),
    };
    struct byte_source *source;
    if (input_open(path, &source, err) != 0)
        return -1;
    int result = resource_list_read(source, kind, &names, &options->assumptions, list,
                                    &invocation->notes, err);
    byte_source_close(source);
    return result != 0 ? -1 : check_rows(options, err);
}

// --- before data are read ------------------------------------------------------------------------
// The terms of the scaling equation are settled once before data are read: what no data make right
// is said at once, and not after millions of rows.

/// A demand of any unit.
static const struct demand_unit any = {.unit = {.scale = 1}, .name = "the demand"};

static int settle_all(const struct sizing_options *options, const char *service, struct err *err)
{
    struct sizing sizing;
    return sizing_for_service(options, service, &any, &sizing, err);
}

/// What would be noted comes later, when it is settled for the demand that there is.
static int settle_quietly(const struct sizing_options *options, const char *service,
                          struct err *err)
{
    struct invocation *invocation = options->invocation;
    struct notes notes = invocation->notes;
    // Samples may come through a pipe, which is read once.
    if (option_given(invocation, OPT_SERVICE_SAMPLES))
        return 0;
    invocation->notes = (struct notes){0};
    int result = settle_all(options, service, err);
    notes_release(&invocation->notes);
    invocation->notes = notes;
    return result;
}

int precheck_terms(const struct sizing_options *options, struct err *err)
{
    const struct invocation *invocation = options->invocation;
    const struct assumptions *assumptions = &options->assumptions;
    struct sizing_options trial = *options;
    bool services = false;
    if (command_option(invocation->command, OPT_HISTORY) != NULL)
        trial.automatic = 0;
    // The data need not have every service of the file: the first error counts when all have one.
    for (size_t i = 0; i < assumptions->count; i++) {
        const char *service = assumptions->item[i].service;
        struct err later;
        if (service == NULL)
            continue;
        if (settle_quietly(&trial, service, services ? &later : err) == 0)
            return 0;
        services = true;
    }
    return services ? -1 : settle_quietly(&trial, NULL, err);
}

void sizing_options_release(struct sizing_options *options)
{
    assumptions_release(&options->assumptions);
}

const char *sizing_currency(const struct sizing_options *options)
{
    struct setting setting = sizing_setting(options, OPT_CURRENCY, NULL);
    return setting.origin == SETTING_ABSENT || setting.text[0] == '\0'
               ? NULL
               : invocation_escape(options->invocation, setting.text);
}
