#include "sizing/redundancy.h"
#include "tap.h"

#include <math.h>

// The published tables are in tests/reference; here brute force and the properties that they imply.

static double survivors_by_counting(int instances, int zones, int lost)
{
    int held[16] = {0};
    for (int i = 0; i < instances; i++)
        held[i % zones]++;
    int left = 0;
    for (int zone = lost; zone < zones; zone++)
        left += held[zone];
    return left;
}

static void test_zones(void)
{
    bool survivors = true;
    bool smallest = true;
    bool even = true;
    for (int zones = 1; zones <= 7; zones++)
        for (int lost = 0; lost < zones; lost++)
            for (int need = 0; need <= 60; need++) {
                survivors &=
                    zone_survivors(need, zones, lost) == survivors_by_counting(need, zones, lost);
                int by_search = 0;
                while (survivors_by_counting(by_search, zones, lost) < need)
                    by_search++;
                smallest &= balanced_zones(need, zones, lost) == by_search;
                double filled = even_zones(need, zones, lost);
                even &= fmod(filled, zones) == 0 && filled >= by_search &&
                        filled * (zones - lost) / zones >= need;
            }
    ok(survivors, "survivors of the fullest zones' loss, counted one by one");
    ok(smallest, "balanced zones are the smallest number found by search");
    ok(even, "even zones are even, enough and never fewer than balanced ones");
    near(balanced_zones(31, 3, 1), 47, 0, "31 over 3 zones: 47 balanced");
    near(even_zones(31, 3, 1), 48, 0, "31 over 3 zones: 48 even");
}

static void test_k_of_n(void)
{
    // 2 of 3: 1 - A^3 - 3 A^2 (1 - A).
    double up = 0.99;
    near(k_of_n_unavailability(2, 3, up), 1 - up * up * up - 3 * up * up * (1 - up), 1e-9,
         "2 of 3 by hand");
    near(k_of_n_unavailability(1, 4, 0.9), 1e-4, 1e-12, "1 of 4: all must fail");
    near(k_of_n_unavailability(3, 3, 0.5), 1 - 0.125, 1e-12, "3 of 3: none may fail");
    near(k_of_n(5, 1, 1, 100), 5, 0, "units that never fail need no spare");
    ok(isnan(k_of_n(5, 0.9, 1, 100)), "a target of 1 is out of reach");
    ok(isnan(k_of_n(50, 0.5, 0.999, 60)), "more than allowed is no answer");
}

static void test_rolling_deploy(void)
{
    bool smallest = true;
    for (int need = 0; need <= 200; need++)
        for (int percent = 0; percent <= 95; percent += 5) {
            int by_search = need;
            while (by_search - by_search * percent / 100 < need)
                by_search++;
            struct deploy_batch batch = {.share = percent / 100.0};
            smallest &= rolling_deploy(need, &batch) == by_search;
        }
    ok(smallest, "the smallest fleet by search in whole numbers");
    struct deploy_batch quarter = {.share = 0.25};
    struct deploy_batch seven = {.share = 0.07};
    struct deploy_batch two = {.count = 2};
    near(rolling_deploy_peak(31, &quarter), 39, 0, "31 and a quarter surge to 39");
    near(rolling_deploy_peak(100, &seven), 107, 0, "7 % of 100 is 7, although doubles say more");
    near(rolling_deploy(31, &two), 33, 0, "two at a time: 33 for 31");
    near(rolling_deploy_peak(31, &two), 33, 0, "two more at a time: 33");
}

int main(void)
{
    test_zones();
    test_k_of_n();
    test_rolling_deploy();
    return done();
}
