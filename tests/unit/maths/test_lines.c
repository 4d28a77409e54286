// Straight lines and normal equations, against R.
#include "maths/isotonic.h"
#include "maths/least_squares.h"
#include "maths/maths.h"
#include "maths/theil_sen.h"
#include "tap.h"

#include <math.h>

// R 4.2: x <- 1:10; m <- lm(y ~ x); summary(m); confint(m)
static const double x[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
static const double y[] = {2.1, 3.9, 6.2, 7.8, 10.1, 12.2, 13.8, 16.1, 18.0, 50};

static void ordinary(void)
{
    struct line_fit fit;
    ok(line_fit(x, y, 10, .95, &fit), "a line fits");
    near(fit.slope, 3.63272727272727, 1e-12, "slope");
    near(fit.intercept, -5.96, 1e-12, "intercept");
    near(fit.slope_error, 0.944736323935459, 1e-12, "standard error of the slope");
    near(fit.slope_low, 1.45416140305452, 1e-10, "lower end of the interval");
    near(fit.slope_high, 5.81129314240003, 1e-10, "upper end of the interval");
    near(fit.residual_error, 8.58099379707587, 1e-12, "residual error");
    near(fit.r_squared, 0.648903897515767, 1e-12, "r squared");
    ok(!line_fit(x, y, 1, .95, &fit), "one point is no line");
    ok(line_fit(x, y, 2, .95, &fit) && fit.slope_low == fit.slope_high,
       "two points leave no error");
    const double same[] = {3, 3, 3};
    ok(!line_fit(same, y, 3, .95, &fit), "equal x is no line");
}

// R: x <- 1:10; m <- lm(y ~ x); f <- function(v) (y0-coef(m)[1]-coef(m)[2]*v)^2 -
// qt(.975,8)^2*sigma^2*(1/10+(v-mean(x))^2/sum((x-mean(x))^2)); uniroot(f, ..., tol=1e-13)
static void crossing(void)
{
    static const double straight[] = {2.1, 3.9, 6.2, 7.8, 10.1, 12.2, 13.8, 16.1, 18.0, 20.3};
    static const double level[] = {1, -1, 1, -1, 1, -1, 1, -1, 1, -1};
    struct line_fit fit;
    double at, low, high, wide_low, wide_high;
    ok(line_fit(x, straight, 10, .95, &fit), "a line to cross");
    near(fit.intercept_error, 0.121156047636046, 1e-12, "standard error of the intercept");
    ok(line_crossing(&fit, 30, .95, 1, &at, &low, &high), "it crosses 30");
    near(at, 14.915085817525, 1e-12, "there");
    near(low, 14.699484120875, 1e-10, "lower end by Fieller");
    near(high, 15.140116206214, 1e-10, "upper end by Fieller");
    ok(line_crossing(&fit, 30, .95, 2, &at, &wide_low, &wide_high) && wide_low < low &&
           wide_high > high,
       "deviations that resemble each other widen it");
    ok(line_fit(x, level, 10, .95, &fit) && !line_crossing(&fit, 3, .95, 1, &at, &low, &high),
       "a level line crosses anywhere");
}

// R: isoreg(y)$yf; weighted by the max-min formula over all blocks
static void never_falling(void)
{
    static const double want[] = {1, 2.5, 2.5, 3.5, 3.5, 3.5, 6};
    static const double heavy[] = {1, 8 / 3., 8 / 3., 3.3, 3.3, 3.3, 6};
    static const double weight[] = {1, 2, 1, 1, 1, 3, 1};
    double plain[] = {1, 3, 2, 4, 3.5, 3, 6}, weighted[] = {1, 3, 2, 4, 3.5, 3, 6};
    isotonic_fit(plain, NULL, 7);
    isotonic_fit(weighted, weight, 7);
    for (size_t i = 0; i < 7; i++) {
        near(plain[i], want[i], 1e-14, "a curve that never falls");
        near(weighted[i], heavy[i], 1e-14, "and a weighted one");
    }
}

// R: s <- all pairwise slopes; median(s); quantile(s, .5 -+
// qnorm(.975)*sqrt(n*(n-1)*(2*n+5)/18)/(2*45))
static void robust(void)
{
    struct theil_sen fit;
    ok(theil_sen_fit(x, y, 10, .95, &fit), "Theil-Sen fits");
    near(fit.slope, 2.01428571428571, 1e-12, "its slope ignores the outlier");
    near(fit.low, 1.95478244543810, 1e-10, "lower end by Kendall's variance");
    near(fit.high, 2.27130532737138, 1e-10, "upper end by Kendall's variance");
    near(fit.intercept, 0.00714285714285801, 1e-9, "intercept");

    enum { MANY = 20000 };
    static double many_x[MANY];
    static double many_y[MANY];
    for (int i = 0; i < MANY; i++) {
        many_x[i] = i;
        many_y[i] = i % 5 == 0 ? 1e6 : 3. * i + (i % 3);
    }
    many_y[7] = NAN;
    ok(theil_sen_fit(many_x, many_y, MANY, .95, &fit), "sampled pairs");
    near(fit.slope, 3, .01, "a fifth of outliers does not move the sampled slope");
    ok(!theil_sen_fit(x, y, 1, .95, &fit), "one point has no slope");
}

// R: w <- c(1,2,1,1,3,1,1,2,1,.1); X <- cbind(1,x,sqrt(x)); coef(lm.wfit(X,y,w));
// solve(t(X)%*%(w*X))
static void normal_equations(void)
{
    static const double w[] = {1, 2, 1, 1, 3, 1, 1, 2, 1, .1};
    double design[30];
    for (int i = 0; i < 10; i++) {
        design[3 * i] = 1;
        design[3 * i + 1] = x[i];
        design[3 * i + 2] = sqrt(x[i]);
    }
    double b[3];
    double inverse[9];
    ok(weighted_least_squares(design, y, w, 10, 3, 0, b, inverse), "weighted least squares");
    near(b[0], 5.06067121962239, 1e-9, "first coefficient");
    near(b[1], 3.62900533237618, 1e-9, "second coefficient");
    near(b[2], -6.01366112296454, 1e-9, "third coefficient");
    near(inverse[1], 2.3905832697522, 1e-9, "inverse of the normal matrix");
    near(inverse[8], 10.70695018653261, 1e-9, "its last element");
    for (int i = 0; i < 10; i++)
        design[3 * i + 2] = 2 * x[i];
    ok(!weighted_least_squares(design, y, w, 10, 3, 0, b, NULL), "dependent columns are refused");
}

int main(void)
{
    maths_init();
    ordinary();
    crossing();
    never_falling();
    robust();
    normal_equations();
    return done();
}
