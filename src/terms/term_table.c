#include "terms/term_table.h"

#include "sizing/plan_row.h"

#include <math.h>
#include <string.h>

/// Those that count by the scaling equation.
#define BY_EQUATION                                                                                \
    (ASKED_BY_SIZE | ASKED_BY_PLAN | ASKED_BY_RECOMMEND | ASKED_BY_RUNOUT | ASKED_BY_SCHEDULE |    \
     ASKED_BY_WARMPOOL | ASKED_BY_COST)
/// Those that replay what a policy decides.
#define BY_POLICY (ASKED_BY_SIMULATE | ASKED_BY_CHECK | ASKED_BY_TUNE)
#define BY_GIVEN_POLICY (ASKED_BY_SIMULATE | ASKED_BY_CHECK)
#define BY_REPLAY (BY_POLICY | ASKED_BY_STEPS)

#define THE_POLICY "how many serve is what the policy makes of the demand"
#define THE_RULES THE_POLICY ", and --require says what it is held to"

#define FIELD(of, otherwise) .offset = offsetof(struct sizing, of), .absent = (otherwise)

static const struct term rows[] = {
    // --- what one instance takes, and of which demand: all go by it -----------------------
    {.id = OPT_PER_INSTANCE, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    {.id = OPT_DURATION, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    {.id = OPT_CONNECTIONS, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    {.id = OPT_MEMORY, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    {.id = OPT_MEMORY_PER_REQUEST, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    {.id = OPT_IMBALANCE, .kind = TERM_NUMBER, FIELD(limits.imbalance, 0), .obeyed = ASKED_BY_ALL},
    {.id = OPT_CACHE_HIT, .kind = TERM_NUMBER, FIELD(cache_hit, 0), .obeyed = ASKED_BY_ALL},
    {.id = OPT_LATENCY, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    {.id = OPT_SERVICE_TIME, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    {.id = OPT_SCV, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    {.id = OPT_WORKERS, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    {.id = OPT_DISCIPLINE, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    {.id = OPT_BALANCE, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    {.id = OPT_SERVICE_SHAPE, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    {.id = OPT_PRICE, .kind = TERM_NUMBER, FIELD(price_hour, NAN), .obeyed = ASKED_BY_ALL},
    {.id = OPT_HOURS_PER_MONTH, .kind = TERM_JOINT, .obeyed = ASKED_BY_ALL},
    // --- how large the fleet is to be: a policy that is replayed decides that itself -------
    {.id = OPT_HEADROOM,
     .kind = TERM_JOINT,
     .obeyed = BY_EQUATION | ASKED_BY_STEPS,
     .said = BY_POLICY,
     .instead = THE_RULES},
    {.id = OPT_TARGET,
     .kind = TERM_JOINT,
     .obeyed = BY_EQUATION | ASKED_BY_STEPS,
     .said = BY_POLICY,
     .instead = THE_RULES},
    {.id = OPT_SPARE,
     .kind = TERM_JOINT,
     .obeyed = BY_EQUATION | ASKED_BY_STEPS | ASKED_BY_CHECK,
     .said = ASKED_BY_SIMULATE | ASKED_BY_TUNE,
     .instead = THE_POLICY},
    {.id = OPT_ZONES,
     .kind = TERM_NUMBER,
     FIELD(zones, 0),
     .obeyed = BY_EQUATION | ASKED_BY_STEPS,
     .said = BY_POLICY,
     .instead = THE_POLICY},
    {.id = OPT_MAX_UNAVAILABLE,
     .kind = TERM_BATCH,
     FIELD(max_unavailable, 0),
     .obeyed = BY_EQUATION | ASKED_BY_STEPS,
     .said = BY_POLICY,
     .instead = THE_POLICY},
    {.id = OPT_AVAILABILITY,
     .kind = TERM_JOINT,
     .obeyed = BY_EQUATION | ASKED_BY_STEPS,
     .said = BY_POLICY,
     .instead = THE_POLICY},
    {.id = OPT_MTBF,
     .kind = TERM_JOINT,
     .obeyed = BY_EQUATION | ASKED_BY_STEPS,
     .said = BY_POLICY,
     .instead = THE_POLICY},
    {.id = OPT_MTTR,
     .kind = TERM_JOINT,
     .obeyed = BY_EQUATION | ASKED_BY_STEPS,
     .said = BY_POLICY,
     .instead = THE_POLICY},
    {.id = OPT_MIN,
     .kind = TERM_NUMBER,
     FIELD(min, NAN),
     .obeyed = BY_EQUATION | ASKED_BY_STEPS | ASKED_BY_TUNE,
     .said = BY_GIVEN_POLICY,
     .instead = THE_POLICY},
    {.id = OPT_MAX,
     .kind = TERM_NUMBER,
     FIELD(max, NAN),
     .obeyed = BY_EQUATION | ASKED_BY_STEPS | ASKED_BY_TUNE,
     .said = BY_GIVEN_POLICY,
     .instead = THE_POLICY},
    {.id = OPT_BUDGET,
     .kind = TERM_MONTHLY,
     FIELD(budget_month, NAN),
     .obeyed = BY_EQUATION,
     .said = BY_REPLAY,
     .instead = THE_RULES},
    {.id = OPT_CELLS,
     .kind = TERM_NUMBER,
     FIELD(cells, 0),
     .obeyed = BY_EQUATION,
     .refused = BY_REPLAY,
     .instead = "a policy is about one group, and each cell has its own: leave it out and give the "
                "demand of one cell"},
    // --- what changes no count --------------------------------------------------------------
    {.id = OPT_MAX_SURGE,
     .kind = TERM_BATCH,
     FIELD(max_surge, 0),
     .obeyed = ASKED_BY_SIZE,
     .said = ASKED_BY_ALL & ~(unsigned)ASKED_BY_SIZE,
     .instead = "what serves during a deployment beside the fleet is no part of it"},
    {.id = OPT_DEMAND, .kind = TERM_BESIDE},
    {.id = OPT_CURRENT, .kind = TERM_BESIDE},
    {.id = OPT_CURRENCY, .kind = TERM_BESIDE},
    {.id = OPT_QUOTA, .kind = TERM_BESIDE},
    {.id = OPT_RAMP, .kind = TERM_BESIDE},
    {.id = OPT_REACTION, .kind = TERM_BESIDE},
    {.id = OPT_DISPERSION, .kind = TERM_BESIDE},
    {.id = OPT_MISS_PRICE, .kind = TERM_BESIDE},
    {.id = OPT_REQUEST_VALUE, .kind = TERM_BESIDE},
    {.id = OPT_QUEUE_LIMIT, .kind = TERM_BESIDE},
    {.id = OPT_WEIGHTS, .kind = TERM_BESIDE},
    {.id = OPT_HORIZON, .kind = TERM_BESIDE},
    {.id = OPT_QUANTILE, .kind = TERM_BESIDE},
    {.id = OPT_LIMIT, .kind = TERM_BESIDE},
    {.id = OPT_LEAD_TIME, .kind = TERM_BESIDE},
    {.id = OPT_REVIEW_EVERY, .kind = TERM_BESIDE},
    {.id = OPT_KIND, .kind = TERM_BESIDE},
    {.id = OPT_BATCH, .kind = TERM_BESIDE},
    {.id = OPT_CAP, .kind = TERM_BESIDE},
    {.id = OPT_BOOT, .kind = TERM_BESIDE},
    {.id = OPT_LONGEST_REQUEST, .kind = TERM_BESIDE},
    {.id = OPT_WARM, .kind = TERM_BESIDE},
    {.id = OPT_WARM_RUNNING, .kind = TERM_BESIDE},
    {.id = OPT_CONTAINER_START, .kind = TERM_BESIDE},
    {.id = OPT_DRAIN, .kind = TERM_BESIDE},
    {.id = OPT_DETECTION, .kind = TERM_BESIDE},
    {.id = OPT_TESTED_TO, .kind = TERM_BESIDE},
    {.id = OPT_METRIC_DELAY, .kind = TERM_BESIDE},
    {.id = OPT_BILLING, .kind = TERM_BESIDE},
    {.id = OPT_OVERLOAD, .kind = TERM_BESIDE},
    {.id = OPT_RETRY, .kind = TERM_BESIDE},
    {.id = OPT_COVER, .kind = TERM_BESIDE},
    {.id = OPT_STORAGE_PRICE, .kind = TERM_BESIDE},
    {.id = OPT_POOL_STATE, .kind = TERM_BESIDE},
    {.id = OPT_EARLY, .kind = TERM_BESIDE},
    {.id = OPT_AHEAD, .kind = TERM_BESIDE},
    {.id = OPT_WASTE, .kind = TERM_BESIDE},
    // --- what describes a tier of a system ---------------------------------------------------
    {.id = OPT_SHARE, .kind = TERM_BESIDE},
    {.id = OPT_MAX_CONNECTIONS, .kind = TERM_BESIDE},
    {.id = OPT_RESERVED_CONNECTIONS, .kind = TERM_BESIDE},
    {.id = OPT_MEMORY_BASE, .kind = TERM_BESIDE},
    {.id = OPT_MEMORY_PER_CONNECTION, .kind = TERM_BESIDE},
    {.id = OPT_STORAGE, .kind = TERM_BESIDE},
    {.id = OPT_DATA, .kind = TERM_BESIDE},
    {.id = OPT_FILL, .kind = TERM_BESIDE},
    {.id = OPT_IOPS, .kind = TERM_BESIDE},
    {.id = OPT_IO_PER_REQUEST, .kind = TERM_BESIDE},
    {.id = OPT_BANDWIDTH_MBIT, .kind = TERM_BESIDE},
    {.id = OPT_BYTES_PER_REQUEST, .kind = TERM_BESIDE},
    {.id = OPT_THROTTLE, .kind = TERM_BESIDE},
    {.id = OPT_RETRIES, .kind = TERM_BESIDE},
    {.id = OPT_MULTIPLE, .kind = TERM_BESIDE},
    {.id = OPT_KEYS, .kind = TERM_BESIDE},
    {.id = OPT_ZIPF, .kind = TERM_BESIDE},
    {.id = OPT_ITEM_SIZE, .kind = TERM_BESIDE},
    {.id = OPT_TTL, .kind = TERM_BESIDE},
    {.id = OPT_HIT_TARGET, .kind = TERM_BESIDE},
    {.id = OPT_ENGINE, .kind = TERM_BESIDE},
    {.id = OPT_WAIT, .kind = TERM_BESIDE},
    {.id = OPT_WAIT_SHARE, .kind = TERM_BESIDE},
    {.id = OPT_APPLY_RATE, .kind = TERM_BESIDE},
    {.id = OPT_BURST_RATE, .kind = TERM_BESIDE},
    {.id = OPT_BURST_TIME, .kind = TERM_BESIDE},
    {.id = OPT_SEND_RATE, .kind = TERM_BESIDE},
    {.id = OPT_RECEIVE_RATE, .kind = TERM_BESIDE},
    {.id = OPT_HASH_POINTS, .kind = TERM_BESIDE},
    {.id = OPT_DOWNTIME, .kind = TERM_BESIDE},
    {.id = OPT_RESIZES, .kind = TERM_BESIDE},
    {.id = OPT_DATA_GROWTH, .kind = TERM_BESIDE},
    {.id = OPT_GROWTH_MONTH, .kind = TERM_BESIDE},
    {.id = OPT_WRITE_BYTES, .kind = TERM_BESIDE},
    {.id = OPT_RETENTION, .kind = TERM_BESIDE},
    {.id = OPT_COPIES, .kind = TERM_BESIDE},
    {.id = OPT_COMPRESSION, .kind = TERM_BESIDE},
};

size_t term_table(const struct term **table)
{
    *table = rows;
    return sizeof rows / sizeof *rows;
}

const struct term *term_of(enum option_id id)
{
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].id == id)
            return &rows[i];
    return NULL;
}

/// In the order of their bits.
static const struct {
    const char *name;
    unsigned bit;
} asking[] = {
    {"size", ASKED_BY_SIZE},     {"plan", ASKED_BY_PLAN},         {"recommend", ASKED_BY_RECOMMEND},
    {"runout", ASKED_BY_RUNOUT}, {"schedule", ASKED_BY_SCHEDULE}, {"warmpool", ASKED_BY_WARMPOOL},
    {"steps", ASKED_BY_STEPS},   {"simulate", ASKED_BY_SIMULATE}, {"check", ASKED_BY_CHECK},
    {"tune", ASKED_BY_TUNE},     {"cost", ASKED_BY_COST},
};
enum { ASKING = sizeof asking / sizeof *asking };

const char *term_commands(struct arena *arena, unsigned bits)
{
    const char *names = NULL;
    for (size_t i = 0; i < ASKING; i++)
        if ((asking[i].bit & bits) != 0)
            names = arena_printf(arena, "%s%s%s", names == NULL ? "" : names,
                                 names == NULL ? "" : ", ", asking[i].name);
    return names;
}

unsigned term_asked_by(const char *command)
{
    for (size_t i = 0; i < ASKING; i++)
        if (strcmp(asking[i].name, command) == 0)
            return asking[i].bit;
    return 0;
}
