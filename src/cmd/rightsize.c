// headroom rightsize: how much CPU and memory containers need, and the nodes for that.
#include "advise/rightsize.h"

#include "answer/price_age.h"
#include "answer/rightsize_answer.h"
#include "base/memory.h"
#include "base/str.h"
#include "base/vec.h"
#include "input/container_usage.h"
#include "service/instance_types.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct rightsize_run {
    struct invocation *invocation;
    struct container_usages usages;
    struct manifest_list manifests;
    struct node_types types;
    struct rightsize_terms terms;
    struct rightsize found;
    struct rightsize_finding finding;
};

// --- what is asked -------------------------------------------------------------------------------

static int read_terms(struct rightsize_run *run, struct err *err)
{
    const struct invocation *invocation = run->invocation;
    run->terms = (struct rightsize_terms){
        .review_d = option_number(invocation, OPT_REVIEW_EVERY) / 86400,
        .oom_cost = option_number(invocation, OPT_OOM_COST),
        .max_risk = option_number(invocation, OPT_MAX_RISK),
        .cpu_over = option_number(invocation, OPT_CPU_OVER),
        .cpu_limit = option_choice(invocation, OPT_CPU_LIMIT) == 0
                         ? (double)NAN
                         : option_number(invocation, OPT_CPU_LIMIT),
        .memory_limit = option_number(invocation, OPT_MEM_LIMIT),
        .min_saving = option_number(invocation, OPT_MIN_SAVING) * invocation->hours_per_month,
        .spare = (double)option_whole(invocation, OPT_SPARE, 0),
        .hours_per_month = invocation->hours_per_month,
        .cpu_price = NAN,
        .memory_price = NAN,
        .maxima = option_given(invocation, OPT_MAXIMA),
    };
    if (!(run->terms.review_d >= 1 && run->terms.review_d <= 366))
        return err_set(err, ERR_USAGE,
                       "--review-every: %s is out of bounds: requests are reviewed every 1 to 366 "
                       "days",
                       option_text(invocation, OPT_REVIEW_EVERY));
    if (option_given(invocation, OPT_EMIT_RESOURCES) && option_given(invocation, OPT_FORMAT))
        return err_set(err, ERR_USAGE,
                       "--emit writes commands and --format an answer; give one of them");
    if (option_choice(invocation, OPT_SPARE) >= 0)
        return err_set(err, ERR_USAGE,
                       "--spare %s: zones of nodes are not modelled here; write how many nodes are "
                       "spare, such as 1",
                       option_text(invocation, OPT_SPARE));
    return 0;
}

// --- nodes ---------------------------------------------------------------------------------------

/// What a node's system keeps for itself, as Google publishes it for GKE: of memory 25% of the
/// first 4 GiB, 20% of the next 4, 10% of the next 8, 6% of the next 112, 2% of the rest and 100
/// MiB for evictions; of CPU 6% of the first core, 1% of the second, .5% of the next two, .25% of
/// the rest.
static double kept_of(double whole, const double (*part)[2], size_t parts)
{
    double kept = 0, below = 0;
    for (size_t i = 0; i < parts && whole > below; i++) {
        kept += (fmin(whole, part[i][0]) - below) * part[i][1];
        below = part[i][0];
    }
    return kept;
}

static void add_instance_type(struct node_types *types, const struct instance_type *from)
{
    static const double memory_parts[][2] = {
        {4, 0.25}, {8, 0.20}, {16, 0.10}, {128, 0.06}, {INFINITY, 0.02}};
    static const double cpu_parts[][2] = {{1, 0.06}, {2, 0.01}, {4, 0.005}, {INFINITY, 0.0025}};
    static const double gib = 1073741824, evictions_mib = 100, pods = 110;
    double memory = from->memory_bytes / gib;
    struct node_type type = {
        .name = arena_strdup(&types->arena, from->name),
        .cpu = from->vcpu - kept_of(from->vcpu, cpu_parts, 4),
        .memory = (memory - kept_of(memory, memory_parts, 5)) * 1024 - evictions_mib,
        .pods = pods,
        .price_hour = from->price_hour,
        .price_month = NAN,
        .line = from->line,
    };
    if (type.cpu > 0 && type.memory > 0)
        VEC_PUSH(types->type, types->count, types->capacity, type);
}

/// Images are built for one architecture, and what keeps its speed only for a while is no node.
static bool is_node(const struct instance_type *type)
{
    return !isnan(type->vcpu) && !isnan(type->memory_bytes) && !type->is_burstable &&
           (type->architecture == NULL || strcmp(type->architecture, "x86_64") == 0);
}

static int read_catalogue(struct rightsize_run *run, const char *word, struct err *err)
{
    struct instance_types catalogue = {.file = NULL};
    struct notes *notes = &run->invocation->notes;
    struct price_age oldest = {.date = INSTANT_NONE};
    int status = instance_types_open(word, &catalogue, notes, err);
    for (size_t i = 0; i < catalogue.count && status == 0; i++)
        if (is_node(&catalogue.type[i])) {
            add_instance_type(&run->types, &catalogue.type[i]);
            price_age_add(&oldest, catalogue.type[i].name, catalogue.type[i].source,
                          catalogue.type[i].date);
        }
    if (status == 0 && run->types.count == 0)
        status = err_set(err, ERR_DATA,
                         "--catalogue %s: none of its types is a node: they need vcpu, memory and "
                         "the architecture x86_64, and burstable ones are left out",
                         word);
    if (status == 0 && option_given(run->invocation, OPT_CATALOGUE))
        price_age_note(&oldest, run->usages.item[0].end, notes);
    instance_types_release(&catalogue);
    return status;
}

static int read_nodes(struct rightsize_run *run, struct err *err)
{
    const char *path = option_text(run->invocation, OPT_NODES);
    const char *word = option_text(run->invocation, OPT_CATALOGUE);
    struct byte_source *source;
    run->finding.types_from = path != NULL ? path : word;
    if (path == NULL)
        return word == NULL ? 0 : read_catalogue(run, word, err);
    if (byte_source_open(&source, path, err) != 0)
        return -1;
    int status = node_types_read(source, &run->types, err);
    byte_source_close(source);
    return status;
}

// --- manifests -----------------------------------------------------------------------------------

static int read_manifests(struct rightsize_run *run, struct err *err)
{
    struct invocation *invocation = run->invocation;
    const char *const *path;
    size_t count = option_all(invocation, OPT_PRESENT, &path);
    for (size_t i = 0; i < count; i++)
        if (manifest_list_read(&run->manifests, path[i], &invocation->notes, err) != 0)
            return -1;
    if (count > 0 && run->manifests.containers == 0)
        return err_set(
            err, ERR_DATA,
            "--present: no workload in it: kubectl get deploy,sts,ds,cronjob,hpa -o yaml "
            "writes them");
    return 0;
}

/// What of both sides has no other: all of one side is a mistake.
static int check_joined(struct rightsize_run *run, struct err *err)
{
    struct notes *notes = &run->invocation->notes;
    const struct rightsize *found = &run->found;
    size_t joined = 0;
    for (size_t i = 0; i < found->count; i++)
        joined += found->item[i].manifest != NULL;
    if (run->manifests.containers == 0)
        return 0;
    if (joined == 0)
        return err_set(err, ERR_DATA,
                       "--present: none of its containers is in the usage: it has %s/%s, the usage "
                       "%s; namespaces, workloads and containers have to be called the same",
                       run->manifests.container[0].workload, run->manifests.container[0].container,
                       found->item[0].usage->text);
    for (size_t i = 0; i < found->count; i++)
        if (found->item[i].manifest == NULL)
            notes_add(notes, NOTE_WARNING, "unjoined",
                      "%s is in no manifest of --present: what it has now is not known",
                      found->item[i].usage->text);
    return 0;
}

// --- the answer ----------------------------------------------------------------------------------

static void assume(struct answer *answer, enum option_id id, const char *name)
{
    const struct invocation *invocation = answer->invocation;
    const char *text = option_text(invocation, id);
    char spelling[OPTION_TEXT_MAX];
    const struct plan_assumption item = {
        .name = name,
        .value = text,
        .origin = option_given(invocation, id)
                      ? arena_strdup(&answer->invocation->arena, option_spelling(spelling, id))
                      : "default"};
    if (text != NULL)
        answer_assume(answer, &item, 1, NULL);
}

static void list_assumptions(struct answer *answer)
{
    static const struct {
        enum option_id id;
        const char *name;
    } terms[] = {{OPT_REVIEW_EVERY, "review_every"}, {OPT_OOM_COST, "oom_cost"},
                 {OPT_MAX_RISK, "max_risk"},         {OPT_CPU_OVER, "cpu_over"},
                 {OPT_CPU_LIMIT, "cpu_limit"},       {OPT_MEM_LIMIT, "mem_limit"},
                 {OPT_MIN_SAVING, "min_saving"},     {OPT_NODES, "nodes"},
                 {OPT_CATALOGUE, "catalogue"},       {OPT_SPARE, "spare"}};
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
        if (terms[i].id != OPT_CATALOGUE || !option_given(answer->invocation, OPT_NODES))
            assume(answer, terms[i].id, terms[i].name);
}

static void put_commands(const struct rightsize_run *run)
{
    struct str text = {0};
    rightsize_commands(&run->finding, &text);
    output_text(run->invocation, str_text(&text));
    str_release(&text);
}

static int put_answer(struct rightsize_run *run, struct err *err)
{
    struct answer answer;
    rightsize_note(&run->finding, &run->invocation->notes);
    if (option_given(run->invocation, OPT_EMIT_RESOURCES)) {
        put_commands(run);
        return 0;
    }
    answer_begin(&answer, run->invocation);
    list_assumptions(&answer);
    rightsize_fill(&run->finding, &answer);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status;
}

static int propose(struct rightsize_run *run, struct err *err)
{
    if (run->types.count > 0)
        rightsize_prices(&run->types, &run->terms);
    rightsize_propose(run->usages.item, run->usages.count, &run->manifests, &run->terms,
                      &run->found);
    if (check_joined(run, err) != 0)
        return -1;
    if (run->found.sized == 0)
        return err_set(err, ERR_DATA,
                       "%s: %s: at least a day of usage is needed, of a job 3 runs, and a week to "
                       "be sure; export more",
                       run->found.item[0].usage->text, run->found.item[0].memory_why);
    if (run->types.count > 0)
        rightsize_pack(&run->manifests, &run->types, &run->terms, &run->found);
    run->finding.found = &run->found;
    run->finding.terms = &run->terms;
    run->finding.manifests = &run->manifests;
    return 0;
}

static int run(struct invocation *invocation, struct err *err)
{
    struct rightsize_run found = {.invocation = invocation};
    int status = read_terms(&found, err);
    if (status == 0)
        status = read_manifests(&found, err);
    if (status == 0)
        status = container_usages_read(invocation, &found.usages, err);
    if (status == 0)
        status = read_nodes(&found, err);
    if (status == 0)
        status = propose(&found, err);
    if (status == 0)
        status = put_answer(&found, err);
    if (status == 0 && option_given(invocation, OPT_CHECK) && found.found.at_risk > 0)
        status = 1;
    rightsize_release(&found.found);
    node_types_release(&found.types);
    manifest_list_release(&found.manifests);
    container_usages_release(&found.usages);
    return status;
}

static const struct option_use options_rightsize[] = {
    {OPT_PRESENT, NULL, NULL},
    {OPT_REVIEW_EVERY, "14d", "here: for so long a size has to do"},
    {OPT_OOM_COST, NULL, NULL},
    {OPT_MAX_RISK, NULL, NULL},
    {OPT_CPU_OVER, NULL, NULL},
    {OPT_CPU_LIMIT, NULL, NULL},
    {OPT_MEM_LIMIT, NULL, NULL},
    {OPT_MIN_SAVING, NULL, NULL},
    {OPT_MAXIMA, NULL, NULL},
    {OPT_NODES, NULL, NULL},
    {OPT_CATALOGUE, "default:aws",
     "here: what nodes may be, those of x86_64 that keep their speed, less what GKE reserves, 110 "
     "pods each"},
    {OPT_SPARE, "1", "here: nodes beyond the need, of the dearest type in use"},
    {OPT_HOURS_PER_MONTH, NULL, NULL},
    {OPT_CHECK, NULL, NULL},
    {OPT_EMIT_RESOURCES, NULL, NULL},
    {OPT_NONE, NULL, NULL},
};

static const struct example examples[] = {
    {"headroom rightsize samples/containers.csv --by namespace,pod,container --present "
     "samples/containers.yaml --nodes samples/nodes.csv",
     "requests and limits for what runs in two namespaces, and the nodes that it takes", 0},
    {"headroom rightsize samples/containers.csv --by namespace,pod,container --present "
     "samples/containers.yaml --nodes samples/nodes.csv --emit kubernetes",
     "the commands that would change them", 0},
    {"headroom rightsize samples/containers.csv --by namespace,pod,container --present "
     "samples/containers.yaml --max-risk 10% --check -q",
     "whether a container has less memory than it may, for a job", 1},
    {NULL, NULL, 0},
};

static const char *const see_also[] = {"headroom-check(1)", "headroom-size(1)",
                                       "headroom-formats(5)", NULL};

const struct command cmd_rightsize = {
    .name = "rightsize",
    .summary = "how much CPU and memory do containers need, and how many nodes?",
    .operands = "[FILE ...]",
    .operands_max = SIZE_MAX,
    .format = OUTPUT_TEXT,
    .common = {OPT_PRESENT, OPT_NODES, OPT_CATALOGUE, OPT_BY, OPT_REVIEW_EVERY, OPT_OOM_COST,
               OPT_MAX_RISK, OPT_CHECK, OPT_EMIT_RESOURCES, OPT_OUTPUT},
    .options = {options_rightsize, options_reading, options_series, options_output,
                options_messages},
    .inputs = {&schema_export, &schema_node_types},
    .outputs = {&schema_rightsize},
    .facts = &schema_rightsize_facts,
    .examples = examples,
    .see_also = see_also,
    .refusal = "with --check, the memory that a container has is riskier than may be",
    .run = run,
};
