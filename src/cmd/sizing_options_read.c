#include "cmd/sizing_options.h"

#include <math.h>

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
            .positive = option->positive,
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
    for (size_t i = 0; i < files; i++)
        if (read_file(options, paths[i], &names, err) != 0)
            return -1;
    if (!names.hours_fixed) {
        const struct assumption *hours =
            assumptions_find(&options->assumptions, "hours_per_month", NULL);
        if (hours != NULL)
            invocation->hours_per_month = hours->quantity.value;
    }
    return 0;
}

int sizing_resources_read(struct sizing_options *options, const char *path,
                          struct resource_list *list, struct err *err)
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
    int result =
        resource_list_read(source, &names, &options->assumptions, list, &invocation->notes, err);
    byte_source_close(source);
    return result;
}
