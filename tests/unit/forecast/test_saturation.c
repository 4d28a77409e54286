// A cap: its odds, their inverse, and what is refused.
#include "forecast/saturation.h"
#include "tap.h"

#include <math.h>

static struct series make(double highest)
{
    struct series series;
    struct unit unit = {.dimension = DIMENSION_RATE, .scale = 1, .name = "requests/s"};
    series_init(&series, "requests_per_s", NULL, &unit, 0, 3600, 3);
    series.value[0] = 1;
    series.value[2] = highest;
    return series;
}

static void odds(void)
{
    near(saturation_odds(50, 100), 100, 1e-15, "half of the cap is even odds");
    near(saturation_odds(80, 100), 400, 1e-15, "four to one");
    near(saturation_odds(1e-6, 100), 1e-6, 1e-7, "little stays as it is");
    near(saturation_odds(-3, 100), -3, 0, "what is negative stays");
    near(saturation_odds(50, INFINITY), 50, 0, "no cap, no change");
    ok(isfinite(saturation_odds(100, 100)), "the cap itself has finite odds");
    ok(isnan(saturation_odds(NAN, 100)), "missing stays missing");
    for (double value = -5; value < 99; value += 13)
        near(saturation_value(saturation_odds(value, 100), 100), value, 1e-12, "and back");
    near(saturation_value(1e300, 100), 100, 1e-12, "nothing passes the cap");
    near(saturation_value(INFINITY, 100), 100, 0, "at all");
    // Logistic: u = e^t is x = 100 / (1 + 100 e^-t).
    near(saturation_value(exp(3), 100), 100 / (1 + 100 * exp(-3)), 1e-12,
         "constant growth of the odds is a logistic curve");
}

static void caps(void)
{
    struct err err = {0};
    struct series series = make(70);
    struct quantity none = {0};
    double cap;
    is_int(saturation_cap(&series, &none, &cap, &err), 0, "no cap");
    ok(isinf(cap), "is infinite");
    struct quantity rate = {100, DIMENSION_RATE, false};
    is_int(saturation_cap(&series, &rate, &cap, &err), 0, "a rate for a rate");
    near(cap, 100, 0, "per second");
    series.unit.scale = 1.0 / 60;
    is_int(saturation_cap(&series, &rate, &cap, &err), 0, "of another unit");
    near(cap, 6000, 1e-12, "is converted: 100 a second are 6,000 a minute");
    series.unit.scale = 1;
    struct quantity bare = {70, DIMENSION_UNKNOWN, true};
    is_int(saturation_cap(&series, &bare, &cap, &err), 0, "a bare number as high as what was seen");
    near(cap, 70, 0, "takes the unit of the series");
    struct quantity low = {69.5, DIMENSION_RATE, false};
    is_int(saturation_cap(&series, &low, &cap, &err), -1, "below what was seen");
    is_text(err.text,
            "--cap 69.5 is below what was seen: 70 requests/s at 1970-01-01T02:00:00Z; give what "
            "demand can never pass",
            "says what was seen, and when");
    struct quantity bytes = {1e9, DIMENSION_BYTES, false};
    is_int(saturation_cap(&series, &bytes, &cap, &err), -1, "another dimension");
    has_text(err.text, "give it in requests/s, or as a bare number", "says which one is meant");
    struct quantity nothing = {0, DIMENSION_UNKNOWN, true};
    is_int(saturation_cap(&series, &nothing, &cap, &err), -1, "zero");
    has_text(err.text, "demand cannot stay at most at 0", "is refused");
    series_release(&series);
}

int main(void)
{
    odds();
    caps();
    return done();
}
