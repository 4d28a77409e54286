#include "advise/rightsize.h"

#include "base/memory.h"
#include "base/vec.h"
#include "sizing/resource_step.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double day_s = 86400, gib_mib = 1024;
/// What is this near to what is there is left.
static const double keep_below = 1.05, keep_above = 0.85;
static const double target_most = 95;
/// Steps above which a memory sample hides peaks.
static const double memory_step_most_s = 3600;
enum { RAISE_ONLY_DAYS = 3, LOW_DAYS = 7, FAIR_DAYS = 14, RUNS_LEAST = 3 };

// --- what belongs together -----------------------------------------------------------------------

static bool same(const char *a, const char *b)
{
    return a == NULL || b == NULL || strcmp(a, b) == 0;
}

static bool is_of(const struct manifest_container *manifest, const struct container_name *name)
{
    if (manifest->is_init || !same(manifest->space, name->space) ||
        strcmp(manifest->container, name->container == NULL ? "" : name->container) != 0)
        return false;
    return name->workload == NULL || name->pod == NULL ||
           strcmp(manifest->workload, name->workload) == 0;
}

/// The manifest of a container. Where the usage tells no pod, its name has to be the only one.
static const struct manifest_container *manifest_of(const struct manifest_list *list,
                                                    const struct container_name *name)
{
    const struct manifest_container *found = NULL;
    for (size_t i = 0; i < list->containers; i++) {
        const struct manifest_container *manifest = &list->container[i];
        if (!is_of(manifest, name))
            continue;
        if (found != NULL && name->pod == NULL)
            return NULL;
        found = found == NULL ? manifest : found;
    }
    return found;
}

static const struct manifest_scaler *scaler_of(const struct manifest_list *list,
                                               const struct manifest_container *manifest)
{
    for (size_t i = 0; manifest != NULL && i < list->scalers; i++) {
        const struct manifest_scaler *scaler = &list->scaler[i];
        if (same(scaler->space, manifest->space) &&
            strcmp(scaler->target, manifest->workload) == 0 &&
            same(scaler->target_kind, manifest->kind))
            return scaler;
    }
    return NULL;
}

static double first_of(double a, double b)
{
    return isnan(a) ? b : a;
}

/// A manifest says what was asked for; columns beside the usage what was so last.
static struct container_resources resources_now(const struct container_usage *usage,
                                                const struct manifest_container *manifest)
{
    struct container_resources now = usage->given;
    if (manifest != NULL)
        now = (struct container_resources){manifest->memory_request, manifest->memory_limit,
                                           manifest->cpu_request, manifest->cpu_limit};
    now.memory_request = first_of(now.memory_request, now.memory_limit);
    now.cpu_request = first_of(now.cpu_request, now.cpu_limit);
    return now;
}

/// How many containers a workload's pods have: an autoscaler's share is of all of them.
static size_t containers_of(const struct manifest_list *list,
                            const struct manifest_container *manifest)
{
    size_t count = 0;
    for (size_t i = 0; i < list->containers; i++)
        count += !list->container[i].is_init && same(list->container[i].space, manifest->space) &&
                 strcmp(list->container[i].workload, manifest->workload) == 0 &&
                 strcmp(list->container[i].kind, manifest->kind) == 0;
    return count;
}

// --- memory --------------------------------------------------------------------------------------

static bool is_near(double now, double next)
{
    return next > keep_above * now && next < keep_below * now;
}

static double history_days(const struct container_usage *usage)
{
    return (double)usage->course.steps * usage->course.step_s / day_s;
}

/// Whether the memory that it has now is riskier than may be.
static bool proposal_at_risk(const struct container_proposal *proposal,
                             const struct rightsize_terms *terms)
{
    const struct memory_answer *memory = &proposal->memory;
    if (!proposal->is_sized || isnan(proposal->now.memory_limit) || memory->blocks == 0 ||
        memory->verdict == MEMORY_LEAK)
        return false;
    return memory->kills > 0 || isnan(memory->risk_now) || memory->risk_now > terms->max_risk;
}

/// Why memory may not become less than it is; NULL: it may.
static const char *no_cut(const struct container_proposal *proposal)
{
    if (history_days(proposal->usage) < RAISE_ONLY_DAYS && !proposal->usage->course.is_job)
        return "less than 3 days of history: raised only";
    if (proposal->memory.verdict == MEMORY_AT_LIMIT)
        return "its heap or cache fills its limit: set that first";
    if (proposal->manifest != NULL && proposal->manifest->is_heap_own)
        return "its runtime sizes its heap by the limit: set the heap (-Xmx) first";
    return NULL;
}

static const char *no_memory(const struct container_proposal *proposal,
                             const struct rightsize_terms *terms)
{
    const struct container_usage *usage = proposal->usage;
    if (!usage->has_memory)
        return "its memory was not read";
    if (proposal->memory.blocks == 0)
        return "no day of its history has enough samples";
    if (usage->course.is_job && proposal->memory.blocks < RUNS_LEAST)
        return "fewer than 3 runs";
    if (usage->memory_step_s > memory_step_most_s && !usage->is_of_maxima && !terms->maxima)
        return "samples more than an hour apart hide peaks";
    if (proposal->scaler != NULL && proposal->scaler->by_memory)
        return "its autoscaler goes by memory: a lower request would scale it out";
    return NULL;
}

static void keep_memory(struct container_proposal *proposal, const char *why)
{
    proposal->next.memory_request = proposal->now.memory_request;
    proposal->next.memory_limit = proposal->now.memory_limit;
    proposal->memory_why = why;
}

static void propose_memory(struct container_proposal *proposal, const struct rightsize_terms *terms)
{
    const struct memory_answer *memory = &proposal->memory;
    const double limit_now = proposal->now.memory_limit;
    const double held = first_of(limit_now, proposal->now.memory_request);
    const char *why = no_memory(proposal, terms);
    if (why != NULL || (memory->verdict == MEMORY_LEAK && !isnan(limit_now))) {
        keep_memory(proposal, why != NULL ? why : "a leak is not sized for: fix it");
        return;
    }
    double limit = memory_step_up(memory->mib);
    double request = memory_step_up(memory->mib / terms->memory_limit);
    const char *cut = no_cut(proposal);
    if (cut != NULL && limit < held) {
        keep_memory(proposal, cut);
        return;
    }
    bool is_close = is_near(limit_now, limit) && is_near(proposal->now.memory_request, request);
    double worth = (proposal->now.memory_request - request) / gib_mib * proposal->usage->replicas *
                   terms->memory_price;
    bool is_small = limit < held && terms->min_saving > 0 && worth < terms->min_saving;
    if ((is_close || is_small) && !proposal_at_risk(proposal, terms)) {
        keep_memory(proposal,
                    is_close ? "near enough to what it has" : "saves less than --min-saving");
        return;
    }
    proposal->next.memory_limit = limit;
    proposal->next.memory_request = request;
}

// --- CPU -----------------------------------------------------------------------------------------

static void keep_cpu(struct container_proposal *proposal, const char *why)
{
    proposal->next.cpu_request = proposal->now.cpu_request;
    proposal->next.cpu_limit = proposal->now.cpu_limit;
    proposal->cpu_why = why;
}

/// A fleet that an autoscaler never raised: request and target change together, so that it scales
/// at the same usage.
static void propose_scaled(const struct manifest_list *list, struct container_proposal *proposal,
                           double request)
{
    const struct manifest_scaler *scaler = proposal->scaler;
    const double now = proposal->now.cpu_request;
    bool is_alone = scaler->cpu_container || containers_of(list, proposal->manifest) == 1;
    double next = cpu_step_up(request / (scaler->cpu_utilization / 100));
    double target = round(scaler->cpu_utilization * now / next);
    if (!is_alone || proposal->usage->replicas_most > scaler->min || isnan(now))
        keep_cpu(proposal, "its autoscaler goes by CPU: a lower request would scale it out");
    else if (is_near(now, next))
        keep_cpu(proposal, "near enough to what it has");
    else if (target > target_most || target < 1)
        keep_cpu(proposal, "its autoscaler would need a target above 95% to scale at the same "
                           "usage");
    else {
        proposal->next.cpu_request = next;
        proposal->next.cpu_limit = proposal->now.cpu_limit;
        proposal->target_next = target;
    }
}

static double limit_for(const struct container_proposal *proposal, double request,
                        const struct rightsize_terms *terms)
{
    const struct cpu_answer *cpu = &proposal->cpu;
    if (cpu->verdict == CPU_UNSEEN)
        return cpu_step_up(2 * first_of(proposal->now.cpu_limit, request));
    if (isnan(terms->cpu_limit))
        return NAN;
    return cpu_step_up(fmax(cpu->highest, terms->cpu_limit * request));
}

static void propose_cpu(const struct manifest_list *list, struct container_proposal *proposal,
                        const struct rightsize_terms *terms)
{
    const struct cpu_answer *cpu = &proposal->cpu;
    const double now = proposal->now.cpu_request;
    const struct manifest_scaler *scaler = proposal->scaler;
    if (isnan(cpu->request)) {
        keep_cpu(proposal, "its CPU usage was not read");
        return;
    }
    bool is_scaled =
        scaler != NULL && !isnan(scaler->cpu_utilization) &&
        (!scaler->cpu_container || same(scaler->container, proposal->usage->name.container));
    if (is_scaled) {
        propose_scaled(list, proposal, cpu->request);
        return;
    }
    double request = cpu_step_up(cpu->request);
    if (cpu->verdict == CPU_UNSEEN)
        request = fmax(request, first_of(now, 0));
    double limit = limit_for(proposal, request, terms);
    bool is_short = history_days(proposal->usage) < RAISE_ONLY_DAYS;
    bool keeps_limit = isnan(limit) == isnan(proposal->now.cpu_limit) &&
                       (isnan(limit) || is_near(proposal->now.cpu_limit, limit));
    bool is_small =
        request < now && terms->min_saving > 0 &&
        (now - request) * proposal->usage->replicas * terms->cpu_price < terms->min_saving;
    if (is_short && request < now)
        keep_cpu(proposal, "less than 3 days of history: raised only");
    else if ((is_near(now, request) && keeps_limit) || (is_small && keeps_limit))
        keep_cpu(proposal, is_small && !is_near(now, request) ? "saves less than --min-saving"
                                                              : "near enough to what it has");
    else {
        proposal->next.cpu_request = is_near(now, request) ? now : request;
        proposal->next.cpu_limit = limit;
    }
}

// --- a proposal ----------------------------------------------------------------------------------

static bool differs(double now, double next)
{
    return isnan(now) ? !isnan(next) : isnan(next) || fabs(next - now) > 1e-9 * now;
}

bool proposal_changes_memory(const struct container_proposal *proposal)
{
    return differs(proposal->now.memory_request, proposal->next.memory_request) ||
           differs(proposal->now.memory_limit, proposal->next.memory_limit);
}

bool proposal_changes_cpu(const struct container_proposal *proposal)
{
    return differs(proposal->now.cpu_request, proposal->next.cpu_request) ||
           differs(proposal->now.cpu_limit, proposal->next.cpu_limit);
}

static const char *confidence_of(const struct container_proposal *proposal)
{
    double blocks = proposal->usage->course.is_job ? (double)proposal->memory.blocks
                                                   : floor(history_days(proposal->usage) + 1e-9);
    return blocks < LOW_DAYS ? "low" : blocks < FAIR_DAYS ? "fair" : "good";
}

static const char *verdict_of(const struct container_proposal *proposal)
{
    if (!proposal->is_sized)
        return "too short";
    if (!proposal->usage->has_memory || proposal->memory.blocks == 0)
        return proposal->cpu.verdict == CPU_SEEN ? "cpu only" : "throttled";
    return memory_verdict_name(proposal->memory.verdict);
}

static void weigh(struct container_proposal *proposal, const struct rightsize_terms *terms)
{
    const double replicas = proposal->usage->replicas;
    const struct container_resources *now = &proposal->now, *next = &proposal->next;
    double memory = (now->memory_request - next->memory_request) * replicas;
    double cpu = (now->cpu_request - next->cpu_request) * replicas;
    bool is_priced = !isnan(terms->memory_price);
    proposal->freed_memory = isnan(memory) ? 0 : memory;
    proposal->freed_cpu = isnan(cpu) ? 0 : cpu;
    proposal->saving = proposal->freed_memory / gib_mib * (is_priced ? terms->memory_price : 1) +
                       proposal->freed_cpu * (is_priced ? terms->cpu_price : RIGHTSIZE_GIB_A_CORE);
    if (proposal->memory.blocks > 0 && proposal->memory.verdict != MEMORY_LEAK &&
        proposal->is_sized)
        proposal->risk_next = memory_law_risk(&proposal->memory.law, next->memory_limit);
}

static bool is_long_enough(const struct container_usage *usage)
{
    return usage->course.is_job || history_days(usage) >= 1 - 1e-9;
}

static void propose(const struct container_usage *usage, const struct manifest_list *manifests,
                    const struct rightsize_terms *terms, struct container_proposal *proposal)
{
    *proposal = (struct container_proposal){.usage = usage, .risk_next = NAN, .target_next = NAN};
    proposal->manifest = manifest_of(manifests, &usage->name);
    proposal->scaler = scaler_of(manifests, proposal->manifest);
    proposal->now = resources_now(usage, proposal->manifest);
    const struct memory_question memory = {
        .course = &usage->course,
        .limit = proposal->now.memory_limit,
        .replicas = usage->replicas,
        .review_d = terms->review_d,
        .oom_cost = terms->oom_cost,
        .max_risk = terms->max_risk,
    };
    container_memory_size(&memory, &proposal->memory);
    container_cpu_size(&(struct cpu_question){.course = &usage->course,
                                              .limit = proposal->now.cpu_limit,
                                              .given = proposal->now.cpu_request,
                                              .over = terms->cpu_over},
                       &proposal->cpu);
    proposal->is_sized =
        is_long_enough(usage) && (!usage->course.is_job || proposal->memory.blocks >= RUNS_LEAST);
    if (proposal->is_sized) {
        propose_memory(proposal, terms);
        propose_cpu(manifests, proposal, terms);
    } else {
        const char *why = usage->course.is_job ? "fewer than 3 runs" : "less than a day of history";
        keep_memory(proposal, why);
        keep_cpu(proposal, why);
    }
    proposal->verdict = verdict_of(proposal);
    proposal->confidence = confidence_of(proposal);
    weigh(proposal, terms);
}

static int by_saving(const void *left, const void *right)
{
    const struct container_proposal *a = left, *b = right;
    if (a->saving != b->saving)
        return a->saving > b->saving ? -1 : 1;
    return strcmp(a->usage->text, b->usage->text);
}

void rightsize_propose(const struct container_usage *usage, size_t count,
                       const struct manifest_list *manifests, const struct rightsize_terms *terms,
                       struct rightsize *found)
{
    found->item = mem_alloc(count, sizeof *found->item);
    found->count = count;
    for (size_t i = 0; i < count; i++) {
        struct container_proposal *proposal = &found->item[i];
        propose(&usage[i], manifests, terms, proposal);
        found->sized += proposal->is_sized;
        found->changed += proposal_changes_memory(proposal) || proposal_changes_cpu(proposal);
        found->at_risk += proposal_at_risk(proposal, terms);
        found->freed_memory += proposal->freed_memory;
        found->freed_cpu += proposal->freed_cpu;
        found->saving += proposal->saving;
    }
    qsort(found->item, count, sizeof *found->item, by_saving);
}

void rightsize_prices(const struct node_types *types, struct rightsize_terms *terms)
{
    double least = INFINITY;
    for (size_t i = 0; i < types->count; i++) {
        const struct node_type *type = &types->type[i];
        double price = isnan(type->price_month) ? type->price_hour * terms->hours_per_month
                                                : type->price_month;
        double room = type->cpu * RIGHTSIZE_GIB_A_CORE + type->memory / gib_mib;
        least = fmin(least, price / room);
    }
    terms->memory_price = isfinite(least) ? least : (double)NAN;
    terms->cpu_price = terms->memory_price * RIGHTSIZE_GIB_A_CORE;
}

void rightsize_release(struct rightsize *found)
{
    packing_release(&found->nodes.now);
    packing_release(&found->nodes.next);
    free(found->nodes.kind);
    free(found->item);
    arena_release(&found->arena);
    *found = (struct rightsize){.item = NULL};
}
