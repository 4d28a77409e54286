// The reference tables of the Universal Scalability Law.
#include "maths/distribution.h"
#include "reference/check_reference.h"
#include "service/usl.h"

#include <math.h>
#include <string.h>

enum { POINTS_MAX = 256, NAME_MAX_LENGTH = 256 };

/// Coefficients are printed to 10 digits by a search of its own; errors depend on its last steps.
#define COEFFICIENT_TOLERANCE 1e-5
#define ERROR_TOLERANCE 1e-4

/// Fits usl_data_DATASET.csv of the same folder; the row fails when there is none.
static bool fit_dataset(struct reference_table *table, struct usl *usl)
{
    char name[NAME_MAX_LENGTH];
    double concurrency[POINTS_MAX], throughput[POINTS_MAX];
    size_t n = 0;
    struct reference_table points;
    snprintf(name, sizeof name, "usl_data_%s.csv", reference_text(table, "dataset"));
    if (!reference_open(&points, table->folder, name)) {
        printf("# %s:%zu: there is no %s\n", table->name, table->line, name);
        table->broken = true;
        return false;
    }
    while (n < POINTS_MAX && reference_next(&points)) {
        concurrency[n] = reference_number(&points, "n");
        throughput[n] = reference_number(&points, "x");
        n++;
    }
    bool fitted = !points.broken && usl_fit(concurrency, throughput, n, 0.95, usl);
    reference_close(&points);
    table->broken = table->broken || !fitted;
    return fitted;
}

/// A value that the table leaves empty, or calls infinite, is one that does not exist.
static void check_place(struct reference_table *table, struct tally *tally, const char *column,
                        double got)
{
    const char *text = reference_text(table, column);
    if (text[0] != '\0' && strcmp(text, "inf") != 0)
        tally_near(tally, column, got, reference_number(table, column), COEFFICIENT_TOLERANCE);
    else
        tally_near(tally, column, isfinite(got) ? got : (double)NAN, NAN, 0);
}

static void check_error(struct reference_table *table, struct tally *tally, const char *column,
                        double got)
{
    if (reference_text(table, column)[0] != '\0')
        tally_near(tally, column, got, reference_number(table, column), ERROR_TOLERANCE);
}

void check_usl_fit(struct reference_table *table, struct tally *tally)
{
    struct usl usl;
    if (!fit_dataset(table, &usl))
        return;
    tally_near(tally, "points", (double)usl.n, reference_number(table, "n"), 0);
    check_place(table, tally, "gamma", usl.gamma.value);
    check_place(table, tally, "alpha", usl.alpha.value);
    check_place(table, tally, "beta", usl.beta.value);
    check_error(table, tally, "se_gamma", usl.gamma.error);
    check_error(table, tally, "se_alpha", usl.alpha.error);
    check_error(table, tally, "se_beta", usl.beta.error);
    check_error(table, tally, "resid_sd", usl.residual_error);
    check_error(table, tally, "rss", usl.rss);
    double reach = (usl.gamma.high - usl.gamma.value) / usl.gamma.error;
    check_error(table, tally, "t975_df_n_minus_3", reach);
    check_place(table, tally, "n_peak", usl_peak(&usl));
    check_place(table, tally, "x_peak_or_limit", usl_peak_throughput(&usl));
    check_place(table, tally, "n_opt", 1 / usl.alpha.value);
    check_place(table, tally, "x_opt", usl_throughput(&usl, 1 / usl.alpha.value));
    check_place(table, tally, "x_limit", usl.gamma.value / usl.alpha.value);
}

void check_usl_target(struct reference_table *table, struct tally *tally)
{
    struct usl usl;
    if (!fit_dataset(table, &usl))
        return;
    double response = reference_number(table, "r_target");
    double concurrency = usl_concurrency_at_response(&usl, response);
    double capped = fmin(concurrency, usl_peak(&usl));
    double throughput = usl_throughput(&usl, capped);
    check_place(table, tally, "n_at_r", concurrency);
    check_place(table, tally, "n_slo_capped_at_peak", capped);
    check_place(table, tally, "x_slo", throughput);
    if (capped == concurrency) // there and back again
        tally_near(tally, "concurrency for x_slo", usl_concurrency_for(&usl, throughput), capped,
                   COEFFICIENT_TOLERANCE);
}
