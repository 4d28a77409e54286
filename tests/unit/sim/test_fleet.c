// The fleet by closed forms: boot, draining, billing, the warm pool, failures; and by adding up.
#include "maths/random.h"
#include "sim/fleet.h"
#include "tap.h"

#include <math.h>

enum { BOOT_MS = 120000, DRAIN_MS = 30000, WARM_MS = 20000 };

static const struct fleet_rules plain = {
    .boot_ms = BOOT_MS, .warm_start_ms = WARM_MS, .drain_ms = DRAIN_MS, .zones = 1};

static void test_boot(void)
{
    struct fleet fleet = {0};
    fleet_start(&fleet, &plain, 2, 20, 0, 3600000);
    ok(fleet.next == COHORT_NEVER, "nothing changes by itself");
    fleet_scale_to(&fleet, 5, 1000, 60000, SIZE_MAX);
    ok(fleet.in_service == 2 && fleet.pending == 3, "three are launched");
    is_int(fleet.next, 1000 + BOOT_MS, "and serve a boot later");
    fleet_advance(&fleet, 1000 + BOOT_MS - 1);
    is_int(fleet.in_service, 2, "not before");
    fleet_advance(&fleet, 1000 + BOOT_MS);
    ok(fleet.in_service == 5 && fleet.pending == 0, "but then");
    is_int(fleet_warming(&fleet, 1000 + BOOT_MS + 59999), 3, "they warm up for a minute");
    is_int(fleet_warming(&fleet, 1000 + BOOT_MS + 60000), 0, "then no longer");
    fleet_scale_to(&fleet, 1, 1000000, 0, SIZE_MAX);
    ok(fleet.in_service == 1 && fleet.draining == 4, "four leave");
    fleet_advance(&fleet, 1000000 + DRAIN_MS);
    is_int(fleet.draining, 0, "when they are drained");
    fleet_finish(&fleet, 3600000);
    // The oldest leave first: both of the start and two of the three launched.
    near(fleet.charged_ms, 2.0 * (1000000 + DRAIN_MS) + 2.0 * (999000 + DRAIN_MS) + 3599000, 1e-12,
         "each life from its launch to the end of its draining");
    fleet_release(&fleet);
}

static void test_billing(void)
{
    struct fleet_rules rules = plain;
    rules.billing_ms = 3600000;
    struct fleet fleet = {0};
    fleet_start(&fleet, &rules, 2, 20, 0, 36000000);
    fleet_scale_to(&fleet, 1, 1000000, 0, SIZE_MAX);
    fleet_finish(&fleet, 3600001);
    near(fleet.charged_ms, 3.0 * 3600000, 1e-12, "1,030 s are an hour, an hour and 1 ms two");
    rules.billing_ms = 1000;
    rules.billing_least_ms = 60000;
    fleet_start(&fleet, &rules, 2, 20, 0, 36000000);
    fleet_scale_to(&fleet, 1, 5500, 0, SIZE_MAX);
    fleet_finish(&fleet, 90500);
    near(fleet.charged_ms, 60000 + 91000, 1e-12, "35.5 s are the least minute, 90.5 s are 91");
    fleet_release(&fleet);
}

/// A pool of max - desired, as the default rule has it.
static void test_pool(void)
{
    struct fleet_rules rules = plain;
    rules.pool = (struct warm_pool){.present = true,
                                    .state = POOL_STOPPED,
                                    .min_size = 0,
                                    .max_prepared = 6,
                                    .reuse_on_scale_in = true};
    struct fleet fleet = {0};
    fleet_start(&fleet, &rules, 2, 20, 0, 36000000);
    is_int(fleet.warm, 4, "six prepared less two that serve");
    near(fleet_paid(&fleet), 2, 0, "what lies stopped is not paid for");
    fleet_scale_to(&fleet, 8, 0, 0, SIZE_MAX);
    ok(fleet.warm == 0 && fleet.pending == 6, "all of the pool and two more");
    fleet_advance(&fleet, WARM_MS);
    is_int(fleet.in_service, 6, "the pool serves after its start");
    fleet_advance(&fleet, BOOT_MS);
    is_int(fleet.in_service, 8, "the others after a boot");
    fleet_scale_to(&fleet, 3, 600000, 0, SIZE_MAX);
    fleet_advance(&fleet, 600000 + DRAIN_MS);
    is_int(fleet.warm, 3, "three of the five that leave return to the pool");
    fleet_release(&fleet);
}

static void test_failures(void)
{
    struct fleet_rules rules = plain;
    rules.zones = 3;
    rules.notice_ms = 60000;
    struct fleet fleet = {0};
    fleet_start(&fleet, &rules, 10, 20, 0, 36000000);
    is_int(fleet_fail_zone(&fleet, 0), 4, "the fullest of three zones has four of ten");
    is_int(fleet.in_service, 6, "six are left");
    fleet_advance(&fleet, 60000);
    is_int(fleet.pending, 4, "once it is noticed they are replaced");
    fleet_advance(&fleet, 60000 + BOOT_MS);
    is_int(fleet.in_service, 10, "and serve a boot later");
    is_int(fleet_fail_zone(&fleet, 1000000), 5, "of two zones the second loses half");
    is_int(fleet_fail_instances(&fleet, 99, 1000000), 5, "no more fail than serve");
    fleet_release(&fleet);
}

/// A walk at random: states add up to what is desired, and what is charged is what was paid for
/// moment by moment.
static void test_adds_up(void)
{
    struct random random;
    random_seed(&random, 3, 0);
    size_t wrong = 0;
    double worst = 0;
    for (int walk = 0; walk < 50; walk++) {
        struct fleet_rules rules = plain;
        rules.cancels_pending = walk % 2 == 0;
        rules.zones = 1 + walk % 3;
        rules.notice_ms = 45000;
        struct fleet fleet = {0};
        fleet_start(&fleet, &rules, 5, 40, 0, COHORT_NEVER);
        double paid_ms = 0;
        instant now = 0;
        for (int i = 0; i < 400; i++) {
            instant decision = now + 1000 + (instant)random_below(&random, 90000);
            while (now < decision) {
                instant next = fleet.next < decision ? fleet.next : decision;
                paid_ms += fleet_paid(&fleet) * (double)(next - now);
                now = next;
                fleet_advance(&fleet, now);
            }
            if (random_below(&random, 20) == 0)
                fleet_fail_instances(&fleet, 1 + (int64_t)random_below(&random, 3), now);
            else
                fleet_scale_to(&fleet, 1 + (int64_t)random_below(&random, 40), now, 60000,
                               SIZE_MAX);
            // Nobody is launched beside those that failed and will be replaced.
            int64_t wanted = fleet.desired > fleet.failed ? fleet.desired - fleet.failed : 0;
            wrong += fleet.in_service + fleet.pending != wanted;
            wrong += fleet.in_service < 0 || fleet.pending < 0 || fleet.draining < 0;
        }
        // Those that still drain were charged to their end.
        while (fleet.draining > 0) {
            instant next = fleet.next;
            paid_ms += fleet_paid(&fleet) * (double)(next - now);
            now = next;
            fleet_advance(&fleet, now);
        }
        fleet_finish(&fleet, now);
        worst = fmax(worst, fabs(fleet.charged_ms / paid_ms - 1));
        fleet_release(&fleet);
    }
    is_int(wrong, 0, "those that serve, start or failed are what is desired, in 20,000 decisions");
    ok(worst < 1e-9, "what is charged is what was paid for (%.2g)", worst);
}

int main(void)
{
    test_boot();
    test_billing();
    test_pool();
    test_failures();
    test_adds_up();
    return done();
}
