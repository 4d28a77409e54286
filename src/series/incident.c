#include "series/incident.h"

#include "base/memory.h"
#include "base/vec.h"
#include "maths/quantile.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/// Times of the same phase that say what is usual, on each side, and how many it takes.
enum { WEEKS_AROUND = 4, DAYS_AROUND = 2, ENOUGH_AROUND = 3 };

enum {
    LEVEL_DAYS = 7,
    RECENT_DAYS = 21,
    RISE_DAYS = 42, ///< bounds of weeks ahead reach what stood above the usual in the last weeks
    FEWEST_DAYS = 8,
    FEWEST_A_DAY = 12,
    MOST_FOUND = 4,
    MOST_TRIED = 12
};

/// The least mean distance from the usual, on the logarithmic scale and in robust deviations.
#define LEAST_EFFECT 0.2
#define LEAST_DEVIATIONS 6.0
/// Half or twice the usual is told from scatter sooner.
#define FAR_EFFECT 0.7
#define FAR_DEVIATIONS 4.5
/// A deviation below this is not believed.
#define LEAST_DEVIATION 0.02
/// On the plain scale: of a mean day, and in deviations of such sums.
#define LEAST_OF_A_DAY 0.2
#define LEAST_SUM_DEVIATIONS 5.0
/// What falls cannot take more than there is.
#define LEAST_FALL_DEVIATIONS 3.0
/// Moving the clock must explain less than this share of the squares.
#define SLIP_SHARE 0.6
/// Longest run, in days.
#define LONGEST_DAYS 3.5
/// One as far from the usual in so many days is the nature of the series.
#define RARE_DAYS 28.0
/// Of the effect: what goes as far is its like; a whole day stands so far away by no single spike.
#define LIKE 0.5
#define LIKE_DAYS 0.7
/// Before and after agree where they differ by less than this share of the effect.
#define AGREEMENT 0.6

enum { SHORTEST = 3 };

struct search {
    const struct condensed *condensed;
    size_t n, day, days;
    bool *is_out;     ///< of an incident that was found
    bool *is_refused; ///< of an excursion that is none
    double *relative; ///< the usual less the level of the day; NaN where nothing tells it
    double *level;    ///< of each day, counted back from the end: the last one is whole
    double *rest;     ///< value less the usual, 0 where either is unknown
    double *sum;      ///< of `rest` before each step
    double *apart;    ///< value less `relative`: what is left of the level
    double *scratch;
};

struct run {
    size_t first, end;
    double mean; ///< of `rest`
};

static bool is_known(const struct search *search, size_t t)
{
    return !isnan(search->condensed->value[t]) && !search->is_out[t];
}

static size_t day_of(const struct search *search, size_t t)
{
    return search->days - 1 - (search->n - 1 - t) / search->day;
}

// --- the usual -----------------------------------------------------------------------------------

/// Medians of `value` by day, then of seven days around each; fewer days than that stand together.
static void set_levels(struct search *search, const double *value)
{
    double *daily = mem_alloc(search->days, sizeof *daily);
    for (size_t d = 0; d < search->days; d++) {
        size_t end = search->n - (search->days - 1 - d) * search->day;
        size_t first = end > search->day ? end - search->day : 0;
        size_t known = 0;
        for (size_t t = first; t < end; t++)
            if (is_known(search, t) && !isnan(value[t]))
                search->scratch[known++] = value[t];
        daily[d] = known * 3 >= search->day ? median_select(search->scratch, known) : NAN;
    }
    for (size_t d = 0; d < search->days; d++) {
        size_t first = d > LEVEL_DAYS / 2 ? d - LEVEL_DAYS / 2 : 0;
        if (first + LEVEL_DAYS > search->days)
            first = search->days > LEVEL_DAYS ? search->days - LEVEL_DAYS : 0;
        size_t count = search->days < LEVEL_DAYS ? search->days : LEVEL_DAYS;
        search->level[d] = median_present(daily + first, count);
    }
    free(daily);
}

/// The step `days` away on the local clock; SIZE_MAX where there is none.
static size_t step_apart(const struct search *search, size_t t, long days)
{
    const struct condensed *condensed = search->condensed;
    long at = (long)t + days * (long)search->day;
    if (at < 0 || at >= (long)search->n)
        return SIZE_MAX;
    long day = (long)search->day;
    long ahead = (long)condensed->week_phase[t] % day - (long)condensed->week_phase[at] % day;
    ahead = ahead > day / 2 ? ahead - day : ahead < -day / 2 ? ahead + day : ahead;
    // A change of the clock moves by an hour or two; more is no change of the clock.
    if (labs(ahead) * 12 <= day)
        at += ahead;
    return at < 0 || at >= (long)search->n ? SIZE_MAX : (size_t)at;
}

/// Values less their levels at the same time, `around` times `days` before and after.
static size_t same_times(const struct search *search, size_t t, long days, long around,
                         double *value)
{
    size_t count = 0;
    for (long k = -around; k <= around; k++) {
        size_t at = k == 0 ? SIZE_MAX : step_apart(search, t, k * days);
        if (at != SIZE_MAX && is_known(search, at))
            value[count++] = search->condensed->value[at] - search->level[day_of(search, at)];
    }
    return count;
}

/// Of few references, the one that the step itself is nearest to: it is accused by all or by none.
static double usual_of(const struct search *search, size_t t)
{
    double reference[2 * WEEKS_AROUND + 1];
    size_t count = same_times(search, t, 7, WEEKS_AROUND, reference);
    if (count >= ENOUGH_AROUND)
        return median_select(reference, count);
    double near_days[2 * DAYS_AROUND];
    size_t days = same_times(search, t, 1, DAYS_AROUND, near_days);
    if (days > 0)
        reference[count++] = median_select(near_days, days);
    double own = search->condensed->value[t] - search->level[day_of(search, t)];
    double best = NAN;
    for (size_t i = 0; i < count; i++)
        if (isnan(best) || fabs(own - reference[i]) < fabs(own - best))
            best = reference[i];
    return best;
}

static void set_usual(struct search *search)
{
    for (size_t t = 0; t < search->n; t++)
        search->relative[t] = usual_of(search, t);
}

/// Without weeks the usual hour of all days: references within a new level would call it usual.
static void set_apart_by_hour(struct search *search)
{
    for (size_t p = 0; p < search->day; p++) {
        size_t known = 0;
        for (size_t t = p; t < search->n; t += search->day)
            if (is_known(search, t))
                search->scratch[known++] = search->condensed->value[t];
        double usual = known > 0 ? median_select(search->scratch, known) : NAN;
        for (size_t t = p; t < search->n; t += search->day)
            search->apart[t] = search->condensed->value[t] - usual;
    }
}

/// Levels and the usual in two passes: the second reads levels from days without their season.
static void learn_usual(struct search *search)
{
    const double *value = search->condensed->value;
    set_levels(search, value);
    set_usual(search);
    for (size_t t = 0; t < search->n; t++)
        search->apart[t] = value[t] - search->relative[t];
    set_levels(search, search->apart);
    set_usual(search);
    search->sum[0] = 0;
    for (size_t t = 0; t < search->n; t++) {
        double level = search->level[day_of(search, t)];
        double rest = value[t] - search->relative[t] - level;
        search->rest[t] = is_known(search, t) && !isnan(rest) ? rest : 0;
        search->apart[t] =
            isnan(value[t] - search->relative[t]) ? level : value[t] - search->relative[t];
        search->sum[t + 1] = search->sum[t] + search->rest[t];
    }
    if (search->n < 3 * 7 * search->day)
        set_apart_by_hour(search);
}

// --- where ---------------------------------------------------------------------------------------

static double mean_between(const struct search *search, size_t first, size_t end)
{
    return (search->sum[end] - search->sum[first]) / (double)(end - first);
}

/// Robust deviation of the means of windows of `length`, every `stride` from the end back.
static double deviation_of(struct search *search, size_t length, size_t stride)
{
    size_t count = 0;
    for (size_t end = search->n; end >= length; end -= stride) {
        search->scratch[count++] = fabs(mean_between(search, end - length, end));
        if (end < length + stride)
            break;
    }
    double median = count > 0 ? median_select(search->scratch, count) : 0;
    return fmax(MAD_TO_SIGMA * median, LEAST_DEVIATION);
}

static double least_deviations(double mean)
{
    return fabs(mean) >= FAR_EFFECT ? FAR_DEVIATIONS : LEAST_DEVIATIONS;
}

/// The window of the last six weeks that stands out most, of a sixth, half and all of a day.
static bool find_window(struct search *search, struct run *run)
{
    const size_t divisor[] = {6, 2, 1};
    size_t recent = RECENT_DAYS * search->day;
    size_t recent_rise = RISE_DAYS * search->day;
    size_t from = search->n > recent_rise ? search->n - recent_rise : 0;
    double best = 0;
    for (size_t i = 0; i < sizeof divisor / sizeof divisor[0]; i++) {
        size_t length = search->day / divisor[i];
        size_t stride = length / 4 > 1 ? length / 4 : 1;
        double deviation = deviation_of(search, length, stride);
        for (size_t first = from; first + length <= search->n; first += stride) {
            double mean = mean_between(search, first, first + length);
            double score = fabs(mean) / deviation;
            if (fabs(mean) < LEAST_EFFECT || score < least_deviations(mean) ||
                (mean < FAR_EFFECT && first + recent < search->n) ||
                search->is_refused[first + length / 2])
                continue;
            score *= sqrt((double)length / (double)search->day);
            if (score > best) {
                best = score;
                *run = (struct run){first, first + length, mean};
            }
        }
    }
    return best > 0;
}

/// How far from `at` in one direction the excursion goes on: the greatest sum of distances beyond
/// half the effect, until it falls well below its top; within the run itself it goes on in any
/// case.
static size_t reach(const struct search *search, const struct run *run, size_t at, bool forwards,
                    size_t most)
{
    double half = fabs(run->mean) / 2;
    double side = run->mean > 0 ? 1 : -1;
    bool is_within = most == run->end - run->first;
    double allowed = is_within ? INFINITY : half * (double)search->day / 4;
    double sum = 0;
    double top = 0;
    size_t best = 0;
    for (size_t k = 1; k <= most && (forwards ? at + k <= search->n : at >= k); k++) {
        sum += side * search->rest[forwards ? at + k - 1 : at - k] - half;
        if (sum > top) {
            top = sum;
            best = k;
        } else if (sum < top - allowed) {
            break;
        }
    }
    return best;
}

static void set_edges(const struct search *search, struct run *run)
{
    size_t most = 3 * search->day;
    size_t length = run->end - run->first;
    struct run found = *run;
    size_t ahead = reach(search, run, run->end, true, most);
    size_t back = reach(search, run, run->first, false, most);
    // An edge that does not go on is trimmed: as far as the run goes on from its other end.
    found.end =
        ahead > 0 ? run->end + ahead : run->first + reach(search, run, run->first, true, length);
    found.first =
        back > 0 ? run->first - back : run->end - reach(search, run, run->end, false, length);
    if (found.end <= found.first)
        found = *run;
    found.mean = mean_between(search, found.first, found.end);
    *run = found;
}

// --- whether -------------------------------------------------------------------------------------

static double mean_apart(const struct search *search, size_t first, size_t end, size_t *count)
{
    double sum = 0;
    *count = 0;
    for (size_t t = first; t < end; t++) {
        if (!is_known(search, t) || isnan(search->apart[t]))
            continue;
        sum += search->apart[t];
        (*count)++;
    }
    return *count > 0 ? sum / (double)*count : NAN;
}

/// What follows the run is what was before it, and not what it led to.
static bool is_over(const struct search *search, const struct run *run)
{
    size_t after_count, before_count, count;
    size_t end = run->end + search->day < search->n ? run->end + search->day : search->n;
    size_t first = run->first > search->day ? run->first - search->day : 0;
    double after = mean_apart(search, run->end, end, &after_count);
    double before = mean_apart(search, first, run->first, &before_count);
    double within = mean_apart(search, run->first, run->end, &count);
    double effect = fabs(run->mean);
    double side = run->mean > 0 ? 1 : -1;
    return after_count * 12 >= search->day && before_count * 2 >= search->day &&
           fabs(after - before) < AGREEMENT * effect &&
           fabs(within - (before + after) / 2) > 0.5 * effect &&
           side * (within - after) > 0.4 * effect;
}

static double plain(const struct search *search, double scaled)
{
    return log_transform_invert(&search->condensed->scale, scaled);
}

static double plain_usual(const struct search *search, size_t t)
{
    return plain(search, search->relative[t] + search->level[day_of(search, t)]);
}

/// Sums of plain distances from the usual before each step.
static double *plain_sums(const struct search *search)
{
    double *sum = mem_alloc(search->n + 1, sizeof *sum);
    for (size_t t = 0; t < search->n; t++) {
        double away = plain(search, search->condensed->value[t]) - plain_usual(search, t);
        sum[t + 1] = sum[t] + (is_known(search, t) && !isnan(away) ? away : 0);
    }
    return sum;
}

/// Demand is bought on the plain scale: a quiet night may be far from the usual in proportion.
static bool matters(struct search *search, const struct run *run)
{
    double *sum = plain_sums(search);
    double total = 0;
    double known = 0;
    double moved = 0;
    for (size_t t = 0; t < search->n; t++) {
        if (!is_known(search, t))
            continue;
        total += plain(search, search->condensed->value[t]);
        known++;
        if (t >= run->first && t < run->end)
            moved += fabs(sum[t + 1] - sum[t]);
    }
    size_t length = run->end - run->first;
    size_t stride = length / 4 > 1 ? length / 4 : 1;
    size_t count = 0;
    for (size_t first = 0; first + length <= search->n; first += stride)
        search->scratch[count++] = fabs(sum[first + length] - sum[first]);
    double deviation = MAD_TO_SIGMA * median_select(search->scratch, count);
    double net = fabs(sum[run->end] - sum[run->first]);
    free(sum);
    return known > 0 && moved >= LEAST_OF_A_DAY * (double)search->day * total / known &&
           net >= (run->mean > 0 ? LEAST_SUM_DEVIATIONS : LEAST_FALL_DEVIATIONS) * deviation;
}

static double squares_when_moved(const struct search *search, size_t first, size_t end, long by)
{
    double sum = 0;
    for (size_t t = first; t < end; t++) {
        long at = (long)t + by;
        if (!is_known(search, t) || at < 0 || at >= (long)search->n)
            continue;
        double usual = search->relative[at] + search->level[day_of(search, (size_t)at)];
        double away = search->condensed->value[t] - usual;
        sum += isnan(away) ? 0 : away * away;
    }
    return sum;
}

/// A clock that was set an hour off makes a morning too high and an evening too low.
static bool is_clock_slip(const struct search *search, const struct run *run)
{
    size_t margin = search->day / 4;
    size_t first = run->first > margin ? run->first - margin : 0;
    size_t end = run->end + margin < search->n ? run->end + margin : search->n;
    double still = squares_when_moved(search, first, end, 0);
    for (long by = 1; by * 12 <= (long)search->day; by++)
        if (fmin(squares_when_moved(search, first, end, by),
                 squares_when_moved(search, first, end, -by)) <= SLIP_SHARE * still)
            return true;
    return false;
}

/// Paydays and campaigns that recur are the nature of the series.
static bool is_rare(const struct search *search, const struct run *run)
{
    size_t length = run->end - run->first < search->day ? run->end - run->first : search->day;
    double side = run->mean > 0 ? 1 : -1;
    double limit = fabs(run->mean) * (length < search->day ? LIKE : LIKE_DAYS);
    double others = 0;
    for (size_t first = 0; first + length <= search->n; first++) {
        bool is_apart = first + length <= run->first || first >= run->end;
        if (is_apart && side * mean_between(search, first, first + length) > limit) {
            others++;
            first += search->day - 1;
        }
    }
    return others <= (double)search->n / (double)search->day / RARE_DAYS;
}

static bool is_incident(struct search *search, const struct run *run)
{
    size_t length = run->end - run->first;
    return length >= SHORTEST && (double)length <= LONGEST_DAYS * (double)search->day &&
           is_over(search, run) && !is_clock_slip(search, run) && is_rare(search, run) &&
           matters(search, run);
}

// --- all -----------------------------------------------------------------------------------------

static void search_init(struct search *search, const struct condensed *condensed)
{
    size_t n = condensed->n;
    *search = (struct search){.condensed = condensed, .n = n, .day = condensed->day_phases};
    search->days = (n + search->day - 1) / search->day;
    search->is_out = mem_alloc(n, sizeof *search->is_out);
    search->is_refused = mem_alloc(n, sizeof *search->is_refused);
    search->relative = mem_alloc(n, sizeof(double));
    search->level = mem_alloc(search->days, sizeof(double));
    search->rest = mem_alloc(n, sizeof(double));
    search->sum = mem_alloc(n + 1, sizeof(double));
    search->apart = mem_alloc(n, sizeof(double));
    search->scratch = mem_alloc(n + 1, sizeof(double));
}

static void search_release(struct search *search)
{
    free(search->is_out);
    free(search->is_refused);
    free(search->relative);
    free(search->level);
    free(search->rest);
    free(search->sum);
    free(search->apart);
    free(search->scratch);
}

static void add(struct incidents *incidents, const struct search *search, const struct run *run)
{
    const struct condensed *condensed = search->condensed;
    struct incident incident = {run->first, run->end, condensed_time(condensed, run->first),
                                condensed_time(condensed, run->end), NAN};
    VEC_PUSH(incidents->item, incidents->count, incidents->capacity, incident);
    for (size_t i = incidents->count - 1;
         i > 0 && incidents->item[i].first < incidents->item[i - 1].first; i--) {
        incidents->item[i] = incidents->item[i - 1];
        incidents->item[i - 1] = incident;
    }
}

/// The usual of all steps, as it is known without the incidents, and what they were of it.
static void describe(struct incidents *incidents, struct search *search)
{
    learn_usual(search);
    incidents->usual = mem_alloc(search->n, sizeof *incidents->usual);
    for (size_t t = 0; t < search->n; t++)
        incidents->usual[t] = plain_usual(search, t);
    for (size_t i = 0; i < incidents->count; i++) {
        struct incident *incident = &incidents->item[i];
        double came = 0;
        double usual = 0;
        for (size_t t = incident->first; t < incident->end; t++) {
            if (isnan(search->condensed->value[t]) || isnan(incidents->usual[t]))
                continue;
            came += plain(search, search->condensed->value[t]);
            usual += incidents->usual[t];
        }
        incident->share = usual > 0 ? came / usual : NAN;
    }
}

/// The farthest excursions one after another; one that is no incident hides no other.
static void look(struct incidents *incidents, struct search *search)
{
    learn_usual(search);
    for (int tried = 0; tried < MOST_TRIED && incidents->count < MOST_FOUND; tried++) {
        struct run window = {0};
        if (!find_window(search, &window))
            break;
        struct run run = window;
        set_edges(search, &run);
        if (is_incident(search, &run)) {
            memset(search->is_out + run.first, true, run.end - run.first);
            add(incidents, search, &run);
            learn_usual(search);
        } else {
            memset(search->is_refused + window.first, true, window.end - window.first);
            memset(search->is_refused + run.first, true, run.end - run.first);
        }
    }
}

void incidents_find(struct incidents *incidents, const struct condensed *condensed, bool looks,
                    bool learns)
{
    *incidents = (struct incidents){0};
    if (!condensed->scale.logarithmic || condensed->day_phases < FEWEST_A_DAY ||
        condensed->n < FEWEST_DAYS * condensed->day_phases)
        return;
    struct search search;
    search_init(&search, condensed);
    if (looks)
        look(incidents, &search);
    if (incidents->count > 0 || learns)
        describe(incidents, &search);
    search_release(&search);
}

void incidents_release(struct incidents *incidents)
{
    free(incidents->item);
    free(incidents->usual);
    *incidents = (struct incidents){0};
}
