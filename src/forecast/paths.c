#include "forecast/paths.h"

#include "base/memory.h"
#include "base/number.h"
#include "maths/distribution.h"

#include <math.h>
#include <stdlib.h>

enum { HOUR_S = 3600, LANES = PATHS_TOGETHER };

/// Scores of the series' steps from those of its hours: what an hour shares, and what its steps
/// have for themselves.
static void spread_hours(const struct path_source *source, size_t paths, struct random *random,
                         double *score)
{
    size_t last_s = source->first_in_hour + (source->steps - 1) * source->step_s;
    size_t hours = last_s / HOUR_S + 1;
    double *hour = mem_alloc(hours * LANES, sizeof *hour);
    double *normal = mem_alloc(source->steps * LANES, sizeof *normal);
    error_process_draw(&source->errors, hours, paths, random, hour);
    for (size_t j = 0; j < paths; j++)
        random_normals(&random[j], source->steps, normal + j, LANES);
    const double kept = source->within_hour, fresh = sqrt(1 - kept * kept);
    double own[LANES] = {0};
    for (size_t i = 0; i < source->steps; i++) {
        const double *shared = hour + (source->first_in_hour + i * source->step_s) / HOUR_S * LANES;
        const double of_hour = sqrt(source->hour_share[i]);
        const double of_step = sqrt(1 - source->hour_share[i]);
        for (size_t j = 0; j < LANES; j++) {
            const double drawn = normal[i * LANES + j];
            own[j] = i > 0 ? kept * own[j] + fresh * drawn : drawn;
            score[i * LANES + j] = of_hour * shared[j] + of_step * own[j];
        }
    }
    free(hour);
    free(normal);
}

void path_scores_draw(const struct path_source *source, uint64_t seed, size_t first, size_t paths,
                      double *score)
{
    struct random random[LANES];
    for (size_t j = 0; j < paths; j++) {
        struct random series;
        // A generator a series, and from it one a path: neither depends on what else is drawn.
        random_seed(&series, seed, source->stream);
        random_seed(&random[j], random_bits(&series), first + j + 1);
    }
    if (source->hour_share != NULL)
        spread_hours(source, paths, random, score);
    else
        error_process_draw(&source->errors, source->steps, paths, random, score);
}

double path_value(const struct path_source *source, size_t step, double score)
{
    return predictive_quantile(source->quantile + step * PREDICTIVE_LEVELS, normal_cdf(score));
}

void forecast_draw_paths(const struct forecast *forecast, uint64_t seed, size_t first, size_t paths,
                         double *value)
{
    const struct path_source *source = forecast->paths;
    double *score = mem_alloc(source->steps * LANES, sizeof *score);
    path_scores_draw(source, seed, first, paths, score);
    for (size_t j = 0; j < paths; j++)
        for (size_t h = 0; h < source->steps; h++)
            value[j * source->steps + h] = path_value(source, h, score[h * LANES + j]);
    free(score);
}

int paths_check(size_t paths, size_t steps, size_t series, size_t most, struct err *err)
{
    double values = (double)paths * (double)steps * (double)series;
    char asked[NUMBER_TEXT_MAX];
    char limit[NUMBER_TEXT_MAX];
    if (values <= (double)most)
        return 0;
    return err_set(err, ERR_USAGE,
                   "--paths: %zu paths of %zu steps for %zu series are %s values, at most %s; ask "
                   "for fewer paths, a shorter --horizon or a longer --step",
                   paths, steps, series, number_format_human(asked, values, 10),
                   number_format_human(limit, (double)most, 10));
}

uint64_t path_stream(const char *key, const char *name)
{
    // Fowler, Noll and Vo's hash, 1a, of both texts with a byte between that neither has.
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    const char *text[] = {key == NULL ? "" : key, name};
    for (size_t i = 0; i < 2; i++) {
        for (const char *c = text[i]; *c != '\0'; c++)
            hash = (hash ^ (unsigned char)*c) * UINT64_C(0x100000001b3);
        hash = (hash ^ 0xff) * UINT64_C(0x100000001b3);
    }
    return hash;
}

void path_source_release(struct path_source *source)
{
    if (source == NULL)
        return;
    error_process_release(&source->errors);
    free(source->quantile);
    free(source->hour_share);
    free(source);
}
