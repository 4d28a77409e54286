#include "queueing/mgc_fcfs.h"

#include "maths/fourier.h"
#include "queueing/erlang.h"
#include "queueing/tail_percentile.h"

#include <math.h>
#include <stdbool.h>

enum { MOST_DOUBLINGS = 20 };
/// The grid is long enough when no more than this lies behind it.
static const double negligible_tail = 1e-5;
/// What the sum that wraps around the transform is damped by, as an exponent.
static const double damping = 18;
/// Below this a chance of waiting changes no percentile.
static const double negligible_wait = 1e-12;
/// Length of the first grid tried, in mean times to the end of a busy spell: e^-12 is near enough
/// to negligible_tail for exponential tails.
static const double start_means = 12;
/// Below this a tail is as good as nothing.
static const double vanishing_tail = 1e-15;
static const double greatest_p = 0.9999;

/// The constants of the modification, in the names of its formula.
struct mixture {
    const struct service_distribution *service;
    double servers;
    double exponential_share; ///< 1 - w: fully exponential at rate c
    double mixed_share;       ///< 1 - v: of the rest, exponential with the residual's mean
    double residual_mean;     ///< of a residual service, served c times as fast
};

static struct mixture mixture_of(const struct mgc_fcfs *station)
{
    const struct service_distribution *service = station->service;
    double c = station->servers;
    double rho = station->load / c;
    struct mixture mixture = {
        .service = service, .servers = c, .residual_mean = (1 + service->scv) / (2 * c)};
    if (c <= 1 || service->scv <= 1)
        return mixture;
    double second = 1 + service->scv;
    // Squared: the scv of a residual service.
    double variation = fmin(6, sqrt(4 * service->third_moment / (3 * second * second) - 1));
    double w =
        1 / (1 + 0.15 * pow(variation, 1.6) * pow(1 - rho, 1.9) * (c - 1) * (c - 1) / (c + 4));
    mixture.exponential_share = 1 - w;
    mixture.mixed_share =
        fmin(1, fmax(0, 0.8 * (variation - 1.3))) * (1 - pow(rho, 0.85 * (c - 1)));
    return mixture;
}

/// P(Z > t).
static double step_tail(const struct mixture *mixture, double t)
{
    double residual = 1 - service_residual_cdf(mixture->service, mixture->servers * t);
    double mixed = residual;
    if (mixture->mixed_share > 0)
        mixed += mixture->mixed_share * (exp(-t / mixture->residual_mean) - residual);
    if (mixture->exponential_share <= 0)
        return mixed;
    return mixed + mixture->exponential_share * (exp(-mixture->servers * t) - mixed);
}

/// P(Y > t).
static double first_tail(const struct mixture *mixture, double t)
{
    return pow(1 - service_residual_cdf(mixture->service, t), mixture->servers);
}

/// The integral of P(Z > u) from 0 to t.
static double step_integral(const struct mixture *mixture, double t)
{
    double c = mixture->servers;
    double residual = service_residual_integral(mixture->service, c * t) / c;
    double mixed = residual;
    if (mixture->mixed_share > 0) {
        double m = mixture->residual_mean;
        mixed += mixture->mixed_share * (-m * expm1(-t / m) - residual);
    }
    if (mixture->exponential_share <= 0)
        return mixed;
    return mixed + mixture->exponential_share * (-expm1(-c * t) / c - mixed);
}

/// Puts the tail's means on the cells, s_k, on the grid so that the distribution's mean is kept:
/// f_0 = 1 - s_0, f_k = s_(k-1) - s_k. Damped, as the real or imaginary part.
static void put_on_grid(const double *mean, size_t cells, int part, double *grid)
{
    double before = 1;
    double damped = 1;
    double damp = exp(-damping / (double)cells);
    for (size_t k = 0; k < cells; k++) {
        grid[2 * k + (size_t)part] = fmax(0, before - mean[k]) * damped;
        before = mean[k];
        damped *= damp;
    }
}

/// Mean tails of Z, exactly: it is added up many times, and near saturation cells are longer than a
/// service.
static void step_means(const struct mixture *mixture, double step, size_t cells, double *mean)
{
    double before = 0;
    double last = 1;
    for (size_t k = 0; k < cells; k++) {
        double here =
            last > vanishing_tail ? step_integral(mixture, (double)(k + 1) * step) : before;
        mean[k] = last = (here - before) / step;
        before = here;
    }
}

/// Mean tails of Y, by Simpson's rule.
static void first_means(const struct mixture *mixture, double step, size_t cells, double *mean)
{
    double left = 1;
    for (size_t k = 0; k < cells; k++) {
        double start = (double)k * step;
        double middle = left > 0 ? first_tail(mixture, start + step / 2) : 0;
        double right = left > 0 ? first_tail(mixture, start + step) : 0;
        mean[k] = (left + 4 * middle + right) / 6;
        left = right > vanishing_tail ? right : 0;
    }
}

struct complex_number {
    double re, im;
};

/// y (1 - rho) / (1 - rho f).
static struct complex_number compound(struct complex_number f, struct complex_number y, double rho)
{
    struct complex_number below = {1 - rho * f.re, -rho * f.im};
    double size = (below.re * below.re + below.im * below.im) / (1 - rho);
    return (struct complex_number){(y.re * below.re + y.im * below.im) / size,
                                   (y.im * below.re - y.re * below.im) / size};
}

/// The transforms of Z and Y, which share one complex transform as its two parts, into that of
/// Y + Z_1 + ... + Z_N.
static void compound_transform(double *grid, size_t cells, double rho)
{
    for (size_t k = 0; k <= cells / 2; k++) {
        size_t mirror = (cells - k) % cells;
        double *here = grid + 2 * k;
        double *there = grid + 2 * mirror;
        struct complex_number f = {(here[0] + there[0]) / 2, (here[1] - there[1]) / 2};
        struct complex_number y = {(here[1] + there[1]) / 2, (there[0] - here[0]) / 2};
        struct complex_number sum = compound(f, y, rho);
        // The result is real, so its transform mirrors into its conjugate.
        here[0] = sum.re;
        here[1] = sum.im;
        there[0] = sum.re;
        there[1] = -sum.im;
    }
    grid[1] = grid[cells + 1] = 0;
}

/// Fills the grid with steps of `step`; returns what lies behind its end. The sum that a transform
/// of finite length wraps around is damped away (Gruebel and Hermesmeier, "Computation of compound
/// distributions I", ASTIN Bulletin 29, 1999).
static double fill_grid(struct mgc_fcfs *station, const struct mixture *mixture, double step)
{
    double grid[2 * MGC_FCFS_CELLS];
    double mean[MGC_FCFS_CELLS] = {0};
    size_t cells = station->cells;
    step_means(mixture, step, cells, mean);
    put_on_grid(mean, cells, 0, grid);
    // Of a single server one residual service is both.
    if (station->servers > 1)
        first_means(mixture, step, cells, mean);
    put_on_grid(mean, cells, 1, grid);
    fourier_forward(grid, cells);
    compound_transform(grid, cells, station->load / station->servers);
    fourier_inverse(grid, cells);
    double behind = 1;
    double raise = exp(damping / (double)cells);
    double raised = 1;
    for (size_t k = 0; k < cells; k++) {
        station->delay[k] = fmax(0, grid[2 * k] * raised);
        behind -= station->delay[k];
        raised *= raise;
    }
    station->step = step;
    return behind;
}

/// The longest of a geometric number of steps: where a single one is as rare as what may lie behind
/// the grid. Long services make longer grids than the mean says.
static double longest_step(const struct mixture *mixture, double rho)
{
    double from = mixture->residual_mean;
    double rare = negligible_tail * (1 - rho);
    double length = from;
    while (step_tail(mixture, length) > rare && length < 0x1p40 * from)
        length *= 2;
    return length;
}

static void make_grid(struct mgc_fcfs *station)
{
    double rho = station->load / station->servers;
    if (rho >= 1 || station->wait_probability < negligible_wait)
        return;
    struct mixture mixture = mixture_of(station);
    double length =
        fmax(start_means * mixture.residual_mean / (1 - rho), longest_step(&mixture, rho) / 2);
    double step = length / (double)station->cells;
    for (int i = 0; i < MOST_DOUBLINGS; i++, step *= 2)
        if (fill_grid(station, &mixture, step) <= negligible_tail)
            break;
}

/// All but the grid.
static void set_terms(struct mgc_fcfs *station, const struct service_distribution *service,
                      double servers, double load, double delay_factor)
{
    station->service = service;
    station->servers = servers;
    station->load = load;
    station->delay_factor = delay_factor;
    station->wait_probability = erlang_c(servers, load);
    station->step = 0;
}

void mgc_fcfs_init(struct mgc_fcfs *station, const struct service_distribution *service,
                   double servers, double load, double delay_factor)
{
    set_terms(station, service, servers, load, delay_factor);
    station->cells = MGC_FCFS_CELLS;
    make_grid(station);
}

void mgc_fcfs_init_coarse(struct mgc_fcfs *station, const struct service_distribution *service,
                          double servers, double load, double delay_factor)
{
    set_terms(station, service, servers, load, delay_factor);
    station->cells = MGC_FCFS_COARSE_CELLS;
    make_grid(station);
}

/// P(S > u), or its mean over the cell around `u` where the distribution has steps, which would
/// show in every cell of the grid.
static double served_past(const struct service_distribution *service, double u, double step)
{
    if (service->kind != SERVICE_DETERMINISTIC && service->kind != SERVICE_EMPIRICAL)
        return service_tail(service, u);
    double from = u - step / 2;
    double before = from < 0 ? from : service_residual_cdf(service, from);
    return (service_residual_cdf(service, u + step / 2) - before) / step;
}

double mgc_fcfs_response_tail(const struct mgc_fcfs *station, double t)
{
    if (t <= 0 || station->load >= station->servers)
        return 1;
    double at_once = service_tail(station->service, t);
    if (station->wait_probability < negligible_wait)
        return at_once;
    double late = 0;
    double longer = 1; // waits longer than t
    double step = station->step * station->delay_factor;
    for (size_t k = 0; k < station->cells && (double)k * step <= t; k++) {
        late += station->delay[k] * served_past(station->service, t - (double)k * step, step);
        longer -= station->delay[k];
    }
    return at_once + station->wait_probability * (late + fmax(0, longer) - at_once);
}

double mgc_fcfs_response_mean(const struct mgc_fcfs *station)
{
    if (station->load >= station->servers)
        return INFINITY;
    double wait = station->wait_probability / (station->servers - station->load);
    return 1 + station->delay_factor * wait * (1 + station->service->scv) / 2;
}

static double tail_at(double t, void *context)
{
    return mgc_fcfs_response_tail(context, t);
}

double mgc_fcfs_response_percentile(const struct mgc_fcfs *station, double p)
{
    if (!(p >= 0 && p <= greatest_p))
        return NAN;
    if (station->load >= station->servers)
        return INFINITY;
    struct mgc_fcfs own = *station;
    return tail_percentile(tail_at, &own, p, mgc_fcfs_response_mean(station), 1e-9);
}
