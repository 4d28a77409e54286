#include "cmd/recommend_input.h"

#include "base/memory.h"
#include "base/vec.h"

#include <stdlib.h>
#include <string.h>

/// As many series as a message lists.
enum { NAMES_SHOWN = 8 };

// --- every series a resource ---------------------------------------------------------------------

/// "requests_per_s", "shop/requests_per_s" of a key.
static char *full_name(const struct series *series)
{
    struct str name = {0};
    str_appendf(&name, "%s%s%s", series->key == NULL ? "" : series->key,
                series->key == NULL ? "" : "/", series->name);
    char *text = mem_strdup(str_text(&name));
    str_release(&name);
    return text;
}

static void name_resources(struct series_set *set)
{
    bool several = false;
    for (size_t i = 1; i < set->count; i++)
        several = several || strcmp(set->item[i].name, set->item[0].name) != 0;
    for (size_t i = 0; i < set->count && several; i++) {
        char *name = full_name(&set->item[i]);
        free(set->item[i].key);
        set->item[i].key = name;
    }
}

// --- the rows of a list --------------------------------------------------------------------------

/// What is read for a list.
struct matching {
    struct invocation *invocation;
    const struct resource_list *list;
    struct series_set resources; ///< so far
};

static bool is_meant(const struct series *series, const char *wanted)
{
    char *full = full_name(series);
    bool meant = strcmp(series->name, wanted) == 0 || strcmp(full, wanted) == 0 ||
                 (series->key != NULL && strcmp(series->key, wanted) == 0);
    free(full);
    return meant;
}

/// "auth, catalog, search ..."
static const char *list_names(struct invocation *invocation, const struct series_set *set)
{
    const char *names = "";
    for (size_t i = 0; i < set->count && i < NAMES_SHOWN; i++) {
        const struct series *series = &set->item[i];
        names = arena_printf(
            &invocation->arena, "%s%s%s", names, i > 0 ? ", " : "",
            invocation_escape(invocation, series->key == NULL ? series->name : series->key));
    }
    return set->count > NAMES_SHOWN ? arena_printf(&invocation->arena, "%s ...", names) : names;
}

/// The series of a row; of a file of its own with one series that one.
static const struct series *find_series(const struct matching *matching,
                                        const struct listed_resource *row,
                                        const struct series_set *set, struct err *err)
{
    struct invocation *invocation = matching->invocation;
    const char *wanted = row->series != NULL ? row->series : row->name;
    const struct series *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < set->count; i++)
        if (is_meant(&set->item[i], wanted)) {
            found = &set->item[i];
            count++;
        }
    if (count == 0 && row->series == NULL && row->file != NULL && set->count == 1)
        return &set->item[0];
    if (count == 1)
        return found;
    const char *shown = invocation_escape(invocation, wanted);
    if (count > 1)
        (void)err_at(err, matching->list->path, row->line, "series",
                     "\"%s\" is %zu series: write key/column, such as %s/%s", shown, count,
                     found->key == NULL ? shown : invocation_escape(invocation, found->key),
                     invocation_escape(invocation, found->name));
    else
        (void)err_at(err, matching->list->path, row->line, "series",
                     "no series is called \"%s\"; there %s %s", shown,
                     set->count == 1 ? "is" : "are", list_names(invocation, set));
    return NULL;
}

/// Several rows may have the same demand, so each has a copy.
static void add_resource(struct matching *matching, const struct listed_resource *row,
                         const struct series *from)
{
    struct series series;
    series_init(&series, from->name, row->name, &from->unit, from->start, from->step_s, from->n);
    memcpy(series.value, from->value, from->n * sizeof *series.value);
    memcpy(series.mark, from->mark, from->n * sizeof *series.mark);
    struct series_set *set = &matching->resources;
    VEC_PUSH(set->item, set->count, set->capacity, series);
}

static int match_row(struct matching *matching, const struct listed_resource *row,
                     const struct series_set *shared, struct err *err)
{
    const struct series *series;
    struct series_input own = {0};
    if (row->file == NULL) {
        series = find_series(matching, row, shared, err);
    } else {
        if (read_series_of(matching->invocation, &row->file, 1, &own, err) != 0)
            return -1;
        series = find_series(matching, row, &own.set, err);
    }
    if (series != NULL)
        add_resource(matching, row, series);
    series_input_release(&own);
    return series == NULL ? -1 : 0;
}

static int match_all(struct matching *matching, const struct series_set *shared, struct err *err)
{
    for (size_t i = 0; i < matching->list->count; i++)
        if (match_row(matching, &matching->list->item[i], shared, err) != 0)
            return -1;
    return 0;
}

/// Whether a row takes its demand from the command line's exports.
static bool needs_operands(const struct resource_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->item[i].file == NULL)
            return true;
    return false;
}

static int read_listed(struct invocation *invocation, const struct resource_list *list,
                       struct series_input *input, struct err *err)
{
    if (needs_operands(list)) {
        if (read_series(invocation, input, err) != 0)
            return -1;
    } else if (operand_count(invocation) > 0) {
        return err_set(err, ERR_USAGE,
                       "%s: every row has a file of its own, so %s is not needed: leave it out",
                       list->path, invocation_escape(invocation, operand_at(invocation, 0)));
    } else if (option_given(invocation, OPT_TZ) &&
               zone_open(&input->zone, option_text(invocation, OPT_TZ), err) != 0) {
        return -1;
    }
    struct matching matching = {.invocation = invocation, .list = list};
    int status = match_all(&matching, &input->set, err);
    series_set_release(&input->set);
    input->set = matching.resources;
    return status;
}

int recommend_input_read(struct invocation *invocation, struct sizing_options *options,
                         struct series_input *input, struct err *err)
{
    const char *path = option_text(invocation, OPT_RESOURCES);
    if (path == NULL) {
        if (read_series(invocation, input, err) != 0)
            return -1;
        name_resources(&input->set);
        return 0;
    }
    struct resource_list list = {0};
    int status = sizing_resources_read(options, path, &list, err);
    if (status == 0)
        status = read_listed(invocation, &list, input, err);
    resource_list_release(&list);
    return status;
}
