// The slope beside groups, against R's lm and MASS::rlm.
#include "forecast/elasticity.h"
#include "tap.h"

#include <math.h>
#include <stdlib.h>

enum { N = 42, GROUPS = 7 };

static double x[N], y[N];
static size_t group[N], at[N];
static struct elasticity_data data = {x, y, group, N, GROUPS};

static void fill(double outlier, double noise)
{
    for (size_t i = 0; i < N; i++) {
        double g = (double)(i % GROUPS);
        group[i] = i % GROUPS;
        at[i] = i;
        x[i] = log(100 + 10 * (double)(i * 37 % 11) + 5 * g);
        y[i] = .8 * x[i] + .1 * g + noise * sin(3 * (double)i);
    }
    y[10] += outlier;
}

/// R 4.2: i<-0:41; g<-i%%7; x<-log(100+10*((i*37)%%11)+5*g); y<-0.8*x+0.1*g+0.02*sin(3*i);
/// y[11]<-y[11]+1; a<-lm(y~x+factor(g)); 1-sum(resid(a)^2)/sum(resid(lm(y~factor(g)))^2)
/// f<-MASS::rlm(y~x+factor(g),psi=psi.huber,k=1.345,maxit=200,acc=1e-13);
/// summary(f)$coefficients[2,1:2]; r<-resid(f); sum(r[-1]*r[-42])/41/(sum(r^2)/42)
static void against_r(void)
{
    fill(1, .02);
    near(elasticity_r_squared(&data), .6038077101, 1e-9, "R squared of lm");
    struct elasticity fit;
    ok(elasticity_fit(&data, at, &fit), "fits");
    near(fit.slope, .80440481033, 1e-8, "slope of rlm: the outlier hardly counts");
    double widened = sqrt((1 + .03638455308) / (1 - .03638455308));
    near(fit.error, .01392626816 * widened, 1e-6, "its error, widened for autocorrelation");
    // R: qt(.975, 34) = 2.032244509
    near(fit.high - fit.slope, 2.032244509 * fit.error, 1e-9, "its interval by Student's t");
    near(fit.slope - fit.low, fit.high - fit.slope, 1e-9, "on both sides");
    ok(fit.r_squared > .8, "what is weighed down is not what is explained");
}

static void closed_forms(void)
{
    struct elasticity fit;
    fill(0, 0);
    ok(elasticity_fit(&data, at, &fit), "an exact relation");
    near(fit.slope, .8, 1e-9, "is found exactly");
    near(fit.r_squared, 1, 1e-9, "explains all");
    ok(fit.high - fit.low < 1e-6, "and leaves no interval");
    for (size_t i = 0; i < N; i++)
        x[i] = 5 + (double)group[i];
    ok(!elasticity_fit(&data, at, &fit), "x that moves only with the groups says nothing");
    ok(isnan(elasticity_r_squared(&data)), "in least squares too");
    fill(0, .02);
    struct elasticity_data few = data;
    few.n = GROUPS + 1;
    ok(!elasticity_fit(&few, at, &fit), "as many terms as values: nothing is left");
}

/// Residuals that follow each other say less than their number.
static void autocorrelated(void)
{
    struct elasticity loose, tied;
    fill(0, .02);
    elasticity_fit(&data, at, &loose);
    for (size_t i = 0; i < N; i++)
        y[i] = .8 * x[i] + .1 * (double)group[i] + .02 * sin((double)i / 7);
    elasticity_fit(&data, at, &tied);
    ok(tied.error > 2 * loose.error, "slow residuals widen the interval (%g against %g)",
       tied.error, loose.error);
}

int main(void)
{
    against_r();
    closed_forms();
    autocorrelated();
    return done();
}
