#include "series/series_product.h"

#include "base/memory.h"
#include "base/str.h"
#include "series/series_name.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// The names that the multiplier's streams got as series.
static bool is_named_as(const struct series *series, const struct samples *samples,
                        const char *column)
{
    bool same = false;
    for (size_t i = 0; i < samples->streams && !same; i++) {
        if (strcmp(samples->stream[i].metric, column) != 0)
            continue;
        struct str name = {0};
        struct unit unit;
        double factor = 1;
        series_name(&samples->stream[i], &name, &unit, &factor);
        same = strcmp(str_text(&name), series->name) == 0;
        str_release(&name);
    }
    return same;
}

static const struct series *multiplier_of(const struct series *series, const struct series *factor,
                                          size_t factors)
{
    for (size_t i = 0; i < factors; i++) {
        bool same_key = factor[i].key == NULL ||
                        (series->key != NULL && strcmp(series->key, factor[i].key) == 0);
        if (same_key)
            return &factor[i];
    }
    return NULL;
}

static void rename_product(struct series *series)
{
    if (series->unit.dimension != DIMENSION_RATIO)
        return;
    static const char *const endings[] = {"_percent", "_ratio"};
    size_t length = strlen(series->name);
    for (size_t i = 0; i < 2; i++) {
        size_t ending = strlen(endings[i]);
        if (length > ending && strcmp(series->name + length - ending, endings[i]) == 0)
            length -= ending;
    }
    struct str name = {0};
    str_append_bytes(&name, series->name, length);
    str_append(&name, "_busy");
    free(series->name);
    series->name = name.data;
    for (size_t i = 0; i < series->n; i++)
        series->value[i] *= series->unit.scale;
    series->unit = (struct unit){.dimension = DIMENSION_COUNT, .scale = 1};
}

static int multiply(struct series *series, const struct series *factor, struct err *err)
{
    if (series->step_s != factor->step_s ||
        (series->start - factor->start) % (series->step_s * INSTANT_PER_SECOND) != 0)
        return err_set(err, ERR_DATA,
                       "--multiply-by: \"%s\" and \"%s\" do not have the same steps; --step brings "
                       "them together",
                       series->name, factor->name);
    int64_t shift = (series->start - factor->start) / (series->step_s * INSTANT_PER_SECOND);
    for (size_t i = 0; i < series->n; i++) {
        int64_t k = (int64_t)i + shift;
        bool there = k >= 0 && k < (int64_t)factor->n;
        series->value[i] *= there ? factor->value[k] : (double)NAN;
        if (isnan(series->value[i]))
            series->mark[i] = MARK_ABSENT;
    }
    rename_product(series);
    return 0;
}

int series_multiply(struct series_set *set, const struct samples *samples, const char *column,
                    struct notes *notes, struct err *err)
{
    struct series_set factors = {0};
    struct series_set rest = {0};
    factors.item = mem_alloc(set->count + 1, sizeof *factors.item);
    rest.item = mem_alloc(set->count + 1, sizeof *rest.item);
    for (size_t i = 0; i < set->count; i++) {
        struct series_set *to = is_named_as(&set->item[i], samples, column) ? &factors : &rest;
        to->item[to->count++] = set->item[i];
    }
    free(set->item);
    *set = rest;
    int result = 0;
    if (factors.count == 0)
        result = err_set(err, ERR_USAGE, "--multiply-by: no column \"%s\"", column);
    else if (rest.count == 0)
        result =
            err_set(err, ERR_USAGE, "--multiply-by: nothing beside \"%s\" to multiply", column);
    for (size_t i = 0; i < set->count && result == 0; i++) {
        const struct series *factor = multiplier_of(&set->item[i], factors.item, factors.count);
        if (factor == NULL)
            result = err_set(err, ERR_DATA, "--multiply-by: no \"%s\" for \"%s\"", column,
                             set->item[i].key == NULL ? set->item[i].name : set->item[i].key);
        else
            result = multiply(&set->item[i], factor, err);
    }
    if (result == 0)
        notes_add(notes, NOTE_INFO, "product", "values are multiplied by \"%s\"", column);
    series_set_release(&factors);
    return result;
}
