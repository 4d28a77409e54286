#include "series/step.h"

#include "base/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const int64_t usual_step_s[] = {1,     2,     5,     10,    15,    20,     30,          60,
                                       120,   300,   600,   900,   1200,  1800,   3600,        7200,
                                       10800, 14400, 21600, 43200, 86400, 604800, STEP_MONTH_S};

enum { USUAL_STEPS = sizeof usual_step_s / sizeof usual_step_s[0] };

/// The smallest usual step (1 s, 5 s, 10 s ... 1 d, 1 w) not under `seconds`.
static int64_t step_usual_at_least(double seconds)
{
    for (size_t i = 0; i < USUAL_STEPS; i++)
        if ((double)usual_step_s[i] >= seconds)
            return usual_step_s[i];
    return (int64_t)ceil(seconds / (double)STEP_MONTH_S) * STEP_MONTH_S;
}

static int ascending(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return a < b ? -1 : a > b;
}

/// The most common of sorted values, the smallest one of several; *share is its part of all.
static int64_t mode_of_sorted(const int64_t *sorted, size_t count, double *share)
{
    int64_t mode = sorted[0];
    size_t most = 0;
    for (size_t i = 0; i < count;) {
        size_t end = i + 1;
        while (end < count && sorted[end] == sorted[i])
            end++;
        if (end - i > most) {
            most = end - i;
            mode = sorted[i];
        }
        i = end;
    }
    *share = (double)most / (double)count;
    return mode;
}

/// A coarser spacing that holds for long stretches is a change of resolution; single ones are gaps.
static int64_t coarser_resolution_ms(const struct sample *sample, size_t count, int64_t mode)
{
    enum { LONGEST_FACTOR = 1440, SHORTEST_STRETCH = 12 };
    int64_t coarser = 0;
    int64_t covered = 0;
    int64_t candidate = 0;
    size_t stretch = 0;
    int64_t span = sample[count - 1].time - sample[0].time;
    for (size_t i = 1; i < count; i++) {
        int64_t spacing = sample[i].time - sample[i - 1].time;
        stretch = spacing == candidate ? stretch + 1 : 1;
        candidate = spacing;
        if (spacing <= mode || spacing % mode != 0 || spacing / mode > LONGEST_FACTOR ||
            stretch < SHORTEST_STRETCH)
            continue;
        if (spacing > coarser) {
            coarser = spacing;
            covered = 0;
        }
        if (spacing == coarser)
            covered += stretch == SHORTEST_STRETCH ? SHORTEST_STRETCH * spacing : spacing;
    }
    return covered * 10 >= span ? coarser : 0;
}

/// In a short export the stretches are short too: a handful of them, the oldest the coarsest, each
/// of at least two equal spacings that the finest one divides, is a change of resolution; what gets
/// coarse in between are gaps. Returns the coarsest spacing and the finest, 0 when the times are
/// not so.
static int64_t coarsest_of_stretches_ms(const struct sample *sample, size_t count, int64_t *finest)
{
    enum { MOST_STRETCHES = 4, SHORTEST_STRETCH = 2 };
    size_t stretches = 0;
    int64_t coarsest = 0;
    *finest = INT64_MAX;
    for (size_t i = 1; i < count; stretches++) {
        int64_t spacing = sample[i].time - sample[i - 1].time;
        size_t end = i + 1;
        while (end < count && sample[end].time - sample[end - 1].time == spacing)
            end++;
        if (end - i < SHORTEST_STRETCH || stretches == MOST_STRETCHES ||
            (stretches > 0 && spacing >= *finest) ||
            (stretches == 0 && end - i <= SHORTEST_STRETCH))
            return 0;
        coarsest = spacing > coarsest ? spacing : coarsest;
        *finest = spacing < *finest ? spacing : *finest;
        i = end;
    }
    bool divides = stretches > 1 && *finest % INSTANT_PER_SECOND == 0;
    for (size_t i = 1; i < count && divides; i++)
        divides = (sample[i].time - sample[i - 1].time) % *finest == 0 &&
                  coarsest % (sample[i].time - sample[i - 1].time) == 0;
    return divides ? coarsest : 0;
}

/// How much the times cluster around one phase: the resultant length of phases on the step's
/// circle, 1 for a perfect grid, and the mean direction as a phase (Mardia and Jupp, Directional
/// Statistics, 2.2).
static double phase_concentration(const struct sample *sample, size_t count, int64_t step_ms,
                                  int64_t *mean_phase_ms)
{
    double cosine = 0;
    double sine = 0;
    double turn = 2 * 3.14159265358979323846;
    for (size_t i = 0; i < count; i++) {
        int64_t phase = sample[i].time - floor_divide(sample[i].time, step_ms) * step_ms;
        double angle = turn * (double)phase / (double)step_ms;
        cosine += cos(angle);
        sine += sin(angle);
    }
    double phase = atan2(sine, cosine) / turn * (double)step_ms;
    *mean_phase_ms = (int64_t)llround(phase);
    return hypot(cosine, sine) / (double)count;
}

void step_phase(const struct sample *sample, size_t count, struct step *step)
{
    int64_t step_ms = step->step_s * INSTANT_PER_SECOND;
    if (step->laid)
        return;
    step->phase_ms = 0;
    step->nearest = false;
    if (count == 0 || step_months(step->step_s) > 0)
        return;
    int64_t mode = sample[0].time - floor_divide(sample[0].time, step_ms) * step_ms;
    double share = 1;
    bool one = true;
    for (size_t i = 1; i < count && one; i++)
        one = (sample[i].time - sample[i - 1].time) % step_ms == 0;
    // Most exports keep one phase throughout; a vote over a sorted copy is needed only where they
    // do not.
    if (!one) {
        int64_t *phase = mem_alloc(count, sizeof *phase);
        for (size_t i = 0; i < count; i++)
            phase[i] = sample[i].time - floor_divide(sample[i].time, step_ms) * step_ms;
        qsort(phase, count, sizeof *phase, ascending);
        mode = mode_of_sorted(phase, count, &share);
        free(phase);
    }
    if (share >= 0.9) {
        step->phase_ms = mode;
        return;
    }
    int64_t mean_phase = 0;
    double concentration = phase_concentration(sample, count, step_ms, &mean_phase);
    if (concentration > 0.6) {
        step->nearest = true;
        // Jitter around a round time is noise in the stamp, not a phase.
        bool round_time = concentration > 0.8 && llabs(mean_phase) <= step_ms / 4;
        step->phase_ms = round_time ? 0 : mean_phase;
    }
}

/// How many months of the calendar a spacing may be; 0: none.
static int64_t months_of_ms(int64_t spacing)
{
    static const struct {
        int64_t months, shortest, longest; ///< in days
    } calendar[] = {{1, 28, 31}, {3, 90, 92}, {12, 365, 366}};
    int64_t day = SECONDS_PER_DAY * INSTANT_PER_SECOND;
    for (size_t i = 0; i < sizeof calendar / sizeof *calendar; i++)
        if (spacing >= calendar[i].shortest * day - day / 24 &&
            spacing <= calendar[i].longest * day + day / 24)
            return calendar[i].months;
    return 0;
}

/// Whether rows come `months` apart or a multiple of that: no two in one month, as rows every 30
/// days or four weeks come to be.
static bool are_of_months(const struct sample *sample, size_t count, int64_t months)
{
    for (size_t i = 1; i < count; i++) {
        int64_t apart = month_of(sample[i].time, NULL) - month_of(sample[i - 1].time, NULL);
        if (apart == 0 || apart % months != 0)
            return false;
    }
    return true;
}

/// The usual step within 15 % of the spacing, else the next one above it.
static int64_t round_step_s(int64_t spacing_ms)
{
    double seconds = (double)spacing_ms / (double)INSTANT_PER_SECOND;
    for (size_t i = 0; i < USUAL_STEPS; i++)
        if (fabs(seconds - (double)usual_step_s[i]) <= 0.15 * (double)usual_step_s[i])
            return usual_step_s[i];
    return step_usual_at_least(seconds);
}

/// The period of times that come regularly but for jitter and missed ones, in seconds that are not
/// whole: six spacings of ten are within a tenth of the median one, or of a multiple. 0: they come
/// otherwise. Gaps, of twelve periods and more, say nothing.
static double measured_period_s(const struct sample *sample, size_t count, int64_t median)
{
    enum { LONGEST = 12, FEWEST = 5 };
    double periods = 0;
    double span = 0;
    size_t single = 0;
    for (size_t i = 1; i < count && median > 0; i++) {
        double spacing = (double)(sample[i].time - sample[i - 1].time);
        double multiple = round(spacing / (double)median);
        if (multiple < 1 || multiple > LONGEST ||
            fabs(spacing - multiple * (double)median) > 0.2 * (double)median)
            continue;
        single += multiple == 1;
        periods += multiple;
        span += spacing;
    }
    return count > FEWEST && single * 10 >= (count - 1) * 6
               ? span / periods / (double)INSTANT_PER_SECOND
               : 0;
}

/// The step for a period: the usual one where the times never slip a whole step past it, else whole
/// seconds that are not less, so that no step stays empty.
static int64_t step_of_period_s(double period_s, size_t count)
{
    double whole = round(period_s);
    for (size_t i = 0; i < USUAL_STEPS; i++) {
        double usual = (double)usual_step_s[i];
        if (fabs(period_s - usual) * (double)count < 0.8 * usual &&
            fabs(period_s - usual) < 0.05 * usual)
            return usual_step_s[i];
    }
    if (whole >= 1 && fabs(period_s - whole) * (double)count < 0.8 * whole)
        return (int64_t)whole;
    return period_s < 1 ? 1 : (int64_t)ceil(period_s);
}

/// Lays the grid of a measured period so that every time is nearest to a step of its own, at round
/// times where they allow it. False where they wander too far for any grid.
static bool lay_phase(const struct sample *sample, size_t count, double period_s, struct step *step)
{
    int64_t step_ms = step->step_s * INSTANT_PER_SECOND;
    int64_t low = 0;
    int64_t high = 0;
    int64_t steps = 0;
    for (size_t i = 1; i < count; i++) {
        double spacing = (double)(sample[i].time - sample[i - 1].time);
        steps += llround(spacing / period_s / (double)INSTANT_PER_SECOND);
        int64_t late = sample[i].time - sample[0].time - steps * step_ms;
        low = late < low ? late : low;
        high = late > high ? late : high;
    }
    if (high - low >= step_ms * 9 / 10)
        return false;
    int64_t middle = sample[0].time + (low + high) / 2;
    int64_t phase = middle - floor_divide(middle + step_ms / 2, step_ms) * step_ms;
    step->phase_ms =
        llabs(phase) <= step_ms / 4 && llabs(phase) + (high - low) / 2 < step_ms / 2 ? 0 : phase;
    step->nearest = true;
    step->laid = true;
    return true;
}

/// The spacing of more than half of the rows, 0 when there is none: Boyer and Moore's vote, and a
/// count. *share is its part of all.
static int64_t majority_spacing_ms(const struct sample *sample, size_t count, double *share)
{
    int64_t candidate = 0;
    size_t votes = 0;
    for (size_t i = 1; i < count; i++) {
        int64_t spacing = sample[i].time - sample[i - 1].time;
        if (votes == 0)
            candidate = spacing;
        votes = spacing == candidate ? votes + 1 : votes - 1;
    }
    size_t agreeing = 0;
    for (size_t i = 1; i < count; i++)
        agreeing += sample[i].time - sample[i - 1].time == candidate;
    *share = (double)agreeing / (double)(count - 1);
    return agreeing * 2 > count - 1 ? candidate : 0;
}

/// The most common spacing with its share of all, and the median one.
static int64_t common_spacing_ms(const struct sample *sample, size_t count, double *share,
                                 int64_t *median)
{
    int64_t majority = majority_spacing_ms(sample, count, share);
    *median = majority;
    if (majority != 0)
        return majority;
    size_t spacings = count - 1;
    int64_t *spacing = mem_alloc(spacings, sizeof *spacing);
    for (size_t i = 0; i < spacings; i++)
        spacing[i] = sample[i + 1].time - sample[i].time;
    qsort(spacing, spacings, sizeof *spacing, ascending);
    int64_t mode = mode_of_sorted(spacing, spacings, share);
    *median = spacing[spacings / 2];
    free(spacing);
    return mode;
}

static bool is_usual_step(int64_t step_s)
{
    for (size_t i = 0; i < USUAL_STEPS; i++)
        if (usual_step_s[i] == step_s)
            return true;
    return false;
}

/// The period of times most of whose spacings are alike, where the others show that they are those
/// of a clock that was early or late: a grid of the common spacing would put two into a step, or is
/// odd where that of the period is a usual one. 0: the common spacing is the step.
static double slipping_period_s(const struct sample *sample, size_t count, double share,
                                int64_t mode)
{
    if (share >= 0.9)
        return 0;
    double period_s = measured_period_s(sample, count, mode);
    double step_s = (double)mode / (double)INSTANT_PER_SECOND;
    bool slips = period_s > 0 && (step_s - period_s) * (double)count >= 0.8 * step_s;
    bool odd = !is_usual_step(mode / INSTANT_PER_SECOND) && period_s > 0 &&
               is_usual_step(step_of_period_s(period_s, count));
    return slips || odd ? period_s : 0;
}

bool step_detect(const struct sample *sample, size_t count, struct step *step)
{
    *step = (struct step){0};
    if (count < 2)
        return false;
    double share = 0;
    double period_s = 0;
    int64_t median = 0;
    int64_t mode = common_spacing_ms(sample, count, &share, &median);
    int64_t months = months_of_ms(median);
    if (months > 0 && months_of_ms(mode) == months && are_of_months(sample, count, months)) {
        step->step_s = months * STEP_MONTH_S;
    } else if (share >= 0.5 && mode % INSTANT_PER_SECOND == 0 &&
               (period_s = slipping_period_s(sample, count, share, mode)) <= 0) {
        int64_t coarser = coarser_resolution_ms(sample, count, mode);
        step->finer_step_s = coarser > 0 ? mode / INSTANT_PER_SECOND : 0;
        step->step_s = (coarser > 0 ? coarser : mode) / INSTANT_PER_SECOND;
    } else {
        if (period_s <= 0)
            period_s = measured_period_s(sample, count, median);
        step->step_s = period_s > 0 ? step_of_period_s(period_s, count) : round_step_s(median);
    }
    int64_t finest = 0;
    int64_t coarsest = coarsest_of_stretches_ms(sample, count, &finest);
    if (coarsest > 0) {
        step->step_s = coarsest / INSTANT_PER_SECOND;
        step->finer_step_s = finest / INSTANT_PER_SECOND;
    }
    if (period_s <= 0 || coarsest > 0 || !lay_phase(sample, count, period_s, step)) {
        step_phase(sample, count, step);
        step->slipping_s = coarsest > 0 ? 0 : period_s;
    }
    step->irregular = share < 0.5 && !step->nearest && coarsest == 0 && period_s <= 0;
    return true;
}
