#include "terms/latency_terms.h"

#include "base/memory.h"
#include "base/number.h"
#include "table/csv_read.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

const struct option_use options_latency[] = {
    {.id = OPT_LATENCY},         {.id = OPT_SERVICE_TIME}, {.id = OPT_SERVICE_SHAPE},
    {.id = OPT_SERVICE_SAMPLES}, {.id = OPT_SCV},          {.id = OPT_WORKERS},
    {.id = OPT_DISCIPLINE},      {.id = OPT_BALANCE},      {.id = OPT_NONE},
};

bool latency_has_term(enum option_id id)
{
    for (const struct option_use *use = options_latency; use->id != OPT_NONE; use++)
        if (use->id == id)
            return true;
    return id == OPT_QUEUE_LIMIT || id == OPT_WEIGHTS;
}

bool latency_is_asked(const struct sizing_options *options, const char *service)
{
    return command_option(options->invocation->command, OPT_LATENCY) != NULL &&
           sizing_setting(options, OPT_LATENCY, service).origin != SETTING_ABSENT;
}

// --- the target as it is written
// ------------------------------------------------------------------

/// Reads "p99" of the "p99=200ms" that `text` begins with, `length` characters long: 99 into
/// *percent. Returns what follows the "=", or NULL where it is written in another way.
static const char *latency_words_percent(const char *text, size_t length, double *percent)
{
    const char *equals = memchr(text, '=', length);
    if (length == 0 || text[0] != 'p' || equals == NULL ||
        !number_parse(text + 1, (size_t)(equals - text) - 1, percent))
        return NULL;
    return equals + 1;
}

int latency_words_read(const struct latency_words *words, double *percentile, double *limit_s,
                       struct err *err)
{
    const size_t mean = strlen("mean=");
    double percent = NAN;
    const char *time = words->mean_too && strncmp(words->text, "mean=", mean) == 0
                           ? words->text + mean
                           : latency_words_percent(words->text, strlen(words->text), &percent);
    if (time == NULL)
        return err_set(err, words->blame,
                       "%s is no latency target: write the percentile and its time, such as "
                       "p99=200ms%s",
                       words->said, words->mean_too ? ", or mean=80ms" : "");
    struct quantity limit;
    if (quantity_parse(words->place, time, DIMENSION_DURATION, words->hours_per_month, &limit,
                       NULL) != 0)
        return err_set(err, words->blame,
                       "%s is no latency target: the time needs its unit, such as %.*s200ms",
                       words->said, (int)(time - words->text), words->text);
    if (!(limit.value > 0))
        return err_set(err, words->blame, "%s: the time must be more than 0", words->said);
    *percentile = percent / 100;
    *limit_s = limit.value;
    return 0;
}

static int read_target(const struct sizing_options *options, const struct setting *setting,
                       struct latency_target *target, struct err *err)
{
    struct latency_words words = {
        .text = setting->word == NULL ? setting->text : setting->word,
        .said = sizing_said(options, setting),
        .place = setting->place,
        .blame = sizing_blame(setting),
        .hours_per_month = options->invocation->hours_per_month,
    };
    return latency_words_read(&words, &target->percentile, &target->limit_s, err);
}

// --- services as measured ------------------------------------------------------------------------

/// A p99 rests on the slowest hundredth: of fewer samples that is hardly one.
enum { SAMPLES_MIN = 100 };

static size_t find_durations(const struct table *table, struct unit *unit)
{
    for (size_t i = 0; i < table->columns; i++)
        if (table->column[i].type == COLUMN_NUMBER && unit_of_column(table->column[i].name, unit) &&
            unit->dimension == DIMENSION_DURATION)
            return i;
    return SIZE_MAX;
}

static int take_samples(const struct table *table, const char *file,
                        struct empirical_distribution *empirical, struct err *err)
{
    struct unit unit;
    size_t column = find_durations(table, &unit);
    if (column == SIZE_MAX)
        return err_at(err, file, 0, NULL,
                      "no column of durations: name it with its unit, such as service_ms");
    double *sample = mem_alloc(table->rows + 1, sizeof *sample);
    size_t count = 0;
    for (size_t row = 0; row < table->rows; row++)
        if (!isnan(table->column[column].number[row]))
            sample[count++] = table->column[column].number[row] * unit.scale;
    struct err why;
    int result = 0;
    if (count < SAMPLES_MIN)
        result = err_at(err, file, 0, table->column[column].name,
                        "%zu samples are too few for a percentile; at least %d are needed", count,
                        SAMPLES_MIN);
    else if (empirical_of_samples(sample, count, empirical, &why) != 0)
        result = err_at(err, file, 0, table->column[column].name, "%s", why.text);
    free(sample);
    return result;
}

/// Reads the first column of durations of the file of --service-samples; rows without a value are
/// left out.
static int read_samples(struct invocation *invocation, struct empirical_distribution *empirical,
                        struct err *err)
{
    const char *path = option_text(invocation, OPT_SERVICE_SAMPLES);
    struct table table = {0};
    struct byte_source *source;
    if (input_open(path, &source, err) != 0)
        return -1;
    int result = table_read_csv(source, &table, NULL, &invocation->notes, err);
    byte_source_close(source);
    if (result == 0)
        result = take_samples(&table, invocation_escape(invocation, path), empirical, err);
    table_release(&table);
    return result;
}

enum { MEASURED_MAX = 32, WEIGHTS_MAX = 64, QUEUE_LIMIT_MAX = 100000 };

/// Reads "p50=12ms" up to a comma; returns what follows it, or NULL with a message.
static const char *read_percentile(const struct sizing_options *options,
                                   const struct setting *setting, const char *text, double *share,
                                   double *time_s, struct err *err)
{
    struct arena *arena = &options->invocation->arena;
    size_t length = strcspn(text, ",");
    const char *part = arena_strndup(arena, text, length);
    struct quantity time;
    double percent;
    const char *written = latency_words_percent(part, length, &percent);
    if (written == NULL) {
        char shown[ERR_TEXT_MAX / 2];
        err_set(err, sizing_blame(setting),
                "%s: \"%s\" is no percentile: write the mean, such as 20ms, or percentiles as "
                "measured, such as p50=12ms,p95=40ms,p99=90ms",
                sizing_said(options, setting), err_quote(shown, sizeof shown, part, length));
        return NULL;
    }
    if (quantity_parse(setting->place, written, DIMENSION_DURATION,
                       options->invocation->hours_per_month, &time, err) != 0)
        return NULL;
    *share = percent / 100;
    *time_s = time.value;
    return text[length] == ',' ? text + length + 1 : text + length;
}

/// Moves a distribution into the arena, which lasts as long as what refers to it.
static const struct empirical_distribution *keep(struct arena *arena,
                                                 struct empirical_distribution *made)
{
    struct empirical_distribution *kept = arena_alloc(arena, sizeof *kept);
    *kept = *made;
    double **array[] = {&kept->time, &kept->share, &kept->residual, &kept->square};
    for (size_t i = 0; i < sizeof array / sizeof *array; i++) {
        size_t size = kept->count * sizeof(double);
        *array[i] = memcpy(arena_alloc(arena, size), *array[i], size);
    }
    empirical_release(made);
    return kept;
}

static void take_measured(const struct sizing_options *options, struct empirical_distribution *made,
                          struct latency_target *target)
{
    target->measured = keep(&options->invocation->arena, made);
    target->service_time_s = target->measured->mean;
    target->scv = empirical_service(target->measured).scv;
}

static int read_measured(const struct sizing_options *options, const struct setting *setting,
                         struct latency_target *target, struct err *err)
{
    double share[MEASURED_MAX];
    double time_s[MEASURED_MAX];
    double highest = 0;
    size_t count = 0;
    for (const char *text = setting->word; *text != '\0'; count++) {
        if (count == MEASURED_MAX)
            return err_set(err, sizing_blame(setting), "%s: at most %d percentiles", setting->place,
                           MEASURED_MAX);
        text = read_percentile(options, setting, text, &share[count], &time_s[count], err);
        if (text == NULL)
            return -1;
        highest = share[count]; // they ascend, or are refused below
    }
    struct empirical_distribution made = {0};
    struct err why;
    if (empirical_of_percentiles(share, time_s, count, &made, &why) != 0)
        return err_set(err, sizing_blame(setting), "%s: %s", sizing_said(options, setting),
                       why.text);
    take_measured(options, &made, target);
    // What lies beyond the last percentile is not known, and takes part in every higher one.
    if (highest < target->percentile)
        return err_set(err, sizing_blame(setting),
                       "%s: the highest percentile is p%.10g: --latency p%.10g needs services "
                       "measured up to it",
                       sizing_said(options, setting), 100 * highest, 100 * target->percentile);
    return 0;
}

static bool has_samples(const struct sizing_options *options)
{
    return option_given(options->invocation, OPT_SERVICE_SAMPLES);
}

static int settle_service(const struct sizing_options *options, const char *service,
                          struct latency_target *target, struct err *err)
{
    static const enum service_kind kinds[] = {SERVICE_LOGNORMAL, SERVICE_EXPONENTIAL,
                                              SERVICE_HYPEREXPONENTIAL, SERVICE_WEIBULL};
    struct setting time = sizing_setting(options, OPT_SERVICE_TIME, service);
    if (has_samples(options)) {
        struct empirical_distribution made = {0};
        if (read_samples(options->invocation, &made, err) != 0)
            return -1;
        take_measured(options, &made, target);
        return 0;
    }
    if (time.word != NULL)
        return read_measured(options, &time, target, err);
    const char *shape = sizing_setting(options, OPT_SERVICE_SHAPE, service).word;
    target->service_time_s = time.value;
    target->scv = sizing_setting(options, OPT_SCV, service).value;
    target->kind = kinds[option_choice_of(OPT_SERVICE_SHAPE, shape)];
    return 0;
}

// --- what is said beside the answer --------------------------------------------------------------

static int read_weights(const struct sizing_options *options, const struct setting *setting,
                        struct latency_target *target, struct err *err)
{
    struct arena *arena = &options->invocation->arena;
    const char *text = setting->word == NULL ? setting->text : setting->word;
    double *weight = arena_alloc(arena, WEIGHTS_MAX * sizeof *weight);
    size_t count = 0;
    for (;; text++) {
        size_t length = strcspn(text, ",");
        if (count == WEIGHTS_MAX || !number_parse(text, length, &weight[count]) ||
            !(weight[count] > 0))
            return err_set(err, sizing_blame(setting),
                           "%s: write the instances' sizes, 2 to %d numbers above 0 such as 1,1,2",
                           sizing_said(options, setting), WEIGHTS_MAX);
        count++;
        text += length;
        if (*text == '\0')
            break;
    }
    target->weight = weight;
    target->weights = count;
    return 0;
}

static int settle_beside(const struct sizing_options *options, const char *service,
                         struct latency_target *target, struct err *err)
{
    if (command_option(options->invocation->command, OPT_WEIGHTS) == NULL)
        return 0;
    struct setting limit = sizing_setting(options, OPT_QUEUE_LIMIT, service);
    struct setting weights = sizing_setting(options, OPT_WEIGHTS, service);
    target->queue_limited = limit.origin != SETTING_ABSENT;
    target->queue_limit = limit.value;
    if (target->queue_limited && !(limit.value <= QUEUE_LIMIT_MAX))
        return err_set(err, sizing_blame(&limit), "%s: at most %d may wait",
                       sizing_said(options, &limit), QUEUE_LIMIT_MAX);
    if (weights.origin == SETTING_ABSENT)
        return 0;
    return read_weights(options, &weights, target, err);
}

// --- the target ----------------------------------------------------------------------------------

/// The demand in requests per second.
static int settle_rate(const struct sizing_options *options, const struct demand_unit *demand,
                       struct latency_target *target, struct err *err)
{
    struct invocation *invocation = options->invocation;
    target->rate_scale = demand->unit.scale;
    if (!demand_unit_takes(demand, DIMENSION_RATE))
        return err_set(err, ERR_USAGE,
                       "--latency needs a demand in requests, such as 10k/s: %s is %s",
                       demand->name, demand_unit_words(&invocation->arena, demand));
    if (demand->unit.dimension == DIMENSION_UNKNOWN && options->unknown != OPT_DEMAND)
        notes_add(&invocation->notes, NOTE_INFO, "latency-unit",
                  "%s has no unit and is taken as requests per second, for --latency",
                  demand->name);
    return 0;
}

static int find_word(const struct sizing_options *options, enum option_id id, const char *service)
{
    return option_choice_of(id, sizing_setting(options, id, service).word);
}

static void read_model(const struct sizing_options *options, const char *service,
                       struct latency_target *target)
{
    static const enum discipline disciplines[] = {DISCIPLINE_PS, DISCIPLINE_FCFS};
    static const enum balance balances[] = {BALANCE_RANDOM, BALANCE_ROUND_ROBIN,
                                            BALANCE_LEAST_OUTSTANDING, BALANCE_POWER_OF_TWO};
    target->discipline = disciplines[find_word(options, OPT_DISCIPLINE, service)];
    target->balance = balances[find_word(options, OPT_BALANCE, service)];
}

/// Says when another balance stands for the one asked for.
static void settle_balance(const struct sizing_options *options,
                           const struct latency_target *target)
{
    struct service_distribution known = latency_service(target);
    struct instance_model model = latency_model(target, &known);
    if (balance_has_formula(&model, INFINITY))
        return;
    bool two = target->balance == BALANCE_POWER_OF_TWO;
    notes_add(&options->invocation->notes, NOTE_INFO, "latency-balance",
              "no formula holds for --balance %s: sized as %s, which is never better; --verify "
              "simulates it",
              two ? "po2" : "least with fewer than 4 workers an instance", two ? "random" : "rr");
}

/// Options that say how requests are served change nothing without a target: no one types them for
/// that. Rows of a file may well be there for other questions.
static int refuse_idle(const struct sizing_options *options, struct err *err)
{
    char spelling[OPTION_TEXT_MAX];
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++)
        if (latency_has_term(id) && option_given(options->invocation, id))
            return err_set(err, ERR_USAGE,
                           "%s is about response times: it needs --latency, such as p99=200ms",
                           option_spelling(spelling, id));
    return 0;
}

int latency_settle(const struct sizing_options *options, const char *service,
                   const struct demand_unit *demand, struct latency_target *target, struct err *err)
{
    *target = (struct latency_target){0};
    if (!latency_is_asked(options, service))
        return refuse_idle(options, err);
    struct setting latency = sizing_setting(options, OPT_LATENCY, service);
    struct setting service_time = sizing_setting(options, OPT_SERVICE_TIME, service);
    struct setting workers = sizing_setting(options, OPT_WORKERS, service);
    if (read_target(options, &latency, target, err) != 0)
        return -1;
    if (service_time.origin == SETTING_OPTION && has_samples(options))
        return err_set(err, ERR_USAGE,
                       "--service-samples and --service-time say the same thing: leave one of them "
                       "out");
    if ((service_time.origin == SETTING_ABSENT && !has_samples(options)) ||
        workers.origin == SETTING_ABSENT)
        return err_set(err, ERR_USAGE,
                       "--latency needs --service-time and --workers: how long a request takes "
                       "alone, such as 20ms, and how many one instance serves at once");
    if (settle_rate(options, demand, target, err) != 0)
        return -1;
    target->workers = workers.value;
    read_model(options, service, target);
    if (settle_service(options, service, target, err) != 0 ||
        settle_beside(options, service, target, err) != 0)
        return -1;
    if (latency_check(target, err) != 0)
        return -1;
    settle_balance(options, target);
    latency_prepare(target);
    return 0;
}

const char *latency_model_words(struct arena *arena, const struct latency_target *target)
{
    static const char *const balance[] = {
        [BALANCE_RANDOM] = "at random",
        [BALANCE_ROUND_ROBIN] = "in turn",
        [BALANCE_LEAST_OUTSTANDING] = "by fewest outstanding",
        [BALANCE_POWER_OF_TWO] = "by the better of two",
    };
    return arena_printf(arena, "%.10g %s an instance, %s; requests divided %s", target->workers,
                        target->workers > 1 ? "workers" : "worker",
                        target->discipline == DISCIPLINE_PS ? "shared by all requests (ps)"
                                                            : "with a queue before them (fcfs)",
                        balance[target->balance]);
}
