#include "maths/maths.h"
#include "queueing/erlang.h"
#include "tap.h"

#include <math.h>

// The published tables are in tests/reference; here closed forms, a recurrence and the domain.

static void test_closed_forms(void)
{
    near(erlang_b(1, 3), 0.75, 1e-15, "one server: a / (1 + a)");
    near(erlang_b(2, 1), 0.2, 1e-15, "two servers: (a^2/2) / (1 + a + a^2/2)");
    near(erlang_c(1, 0.3), 0.3, 1e-15, "one server: every arrival waits with probability rho");
    near(erlang_c(2, 1), 1.0 / 3, 1e-15, "two servers: 2 rho^2 / (1 + rho)");
    near(erlang_b(0, 2), 1, 0, "no server: all are lost");
    near(erlang_b(3, 0), 0, 0, "no load: none is lost");
    // R: exp(-1) / (gamma(1.5) * pgamma(1, 1.5, lower = FALSE))
    near(erlang_b(0.5, 1), 0.725196777358, 1e-11, "half a server");
}

static void test_real_servers(void)
{
    bool recurrence = true;
    bool between = true;
    for (double load = 0.5; load < 3000; load *= 3)
        for (double servers = 0.25; servers < 40; servers += 0.75) {
            double below = erlang_b(servers, load);
            double above = erlang_b(servers + 1, load);
            double expected = load * below / (servers + 1 + load * below);
            recurrence &= fabs(above - expected) <= 1e-12 * expected;
            between &=
                erlang_b(floor(servers), load) >= below && below >= erlang_b(ceil(servers), load);
        }
    ok(recurrence, "B(c + 1) follows from B(c) for real c");
    ok(between, "B of a real c lies between those of the whole numbers around it");
    near(erlang_b(0.5, 2.999999), erlang_b(0.5, 3.000001), 1e-6,
         "both ways to the incomplete gamma function meet");
}

static void test_limits(void)
{
    near(erlang_c(10, 10), 1, 0, "at full load every arrival waits");
    near(erlang_c(10, 12), 1, 0, "and in overload");
    near(erlang_b(1000, 10), 0, 0, "what is too small for a double is 0");
    near(erlang_c(1000, 10), 0, 0, "and so is its waiting");
    near(erlang_b(1e5, 2e5), 0.5, 1e-4, "an overloaded crowd loses 1 - 1 / rho");
    ok(isnan(erlang_b(-1, 2)) && isnan(erlang_b(3, -1)) && isnan(erlang_b(NAN, 1)) &&
           isnan(erlang_c(0, 1)),
       "outside the domain there is no answer");
}

int main(void)
{
    maths_init();
    test_closed_forms();
    test_real_servers();
    test_limits();
    return done();
}
