#include "answer/rightsize_answer.h"

#include "answer/words.h"
#include "base/vec.h"
#include "time/time_fields.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double gib_mib = 1024;
enum { REMARKS_MAX = 12, NAME_SHOWN = 24 };

// --- rows ----------------------------------------------------------------------------------------

struct rightsize_cells {
    const char *container, *space, *workload, *kind;
    double replicas, memory_request_now_mib, memory_request_mib, memory_limit_now_mib,
        memory_limit_mib, risk_now, risk, kills, kills_per_month, days_above, cpu_request_now,
        cpu_request, cpu_limit_now, cpu_limit, throttled, cpu_above_now, hpa_target_now, hpa_target;
    const char *verdict;
    double freed_memory_mib, freed_cpu, saving_month;
    const char *confidence, *memory_why, *cpu_why;
    double days, peak_mib, base_mib, theta, p, margin, leak_mib_per_hour, full_after_hours;
};

#define CELL(member, style, unit, meaning)                                                         \
    FIELD(struct rightsize_cells, member, style, unit, meaning)

static const struct schema_column columns[] = {
    CELL(container, STYLE_PLAIN, NULL, "namespace/workload/container"),
    FIELD_NAMED(struct rightsize_cells, space, "namespace", STYLE_PLAIN, NULL, "as exported"),
    CELL(workload, STYLE_PLAIN, NULL, "the pod's name without what its controller appended"),
    CELL(kind, STYLE_PLAIN, NULL,
         "Deployment, StatefulSet ..., by --present, else by the names of its pods"),
    CELL(replicas, STYLE_PLAIN, "pods", "that run at a time, as a rule"),
    CELL(memory_request_now_mib, STYLE_PLAIN, "MiB", "today"),
    CELL(memory_request_mib, STYLE_PLAIN, "MiB", "proposed"),
    CELL(memory_limit_now_mib, STYLE_PLAIN, "MiB", "today"),
    CELL(memory_limit_mib, STYLE_PLAIN, "MiB", "proposed"),
    CELL(risk_now, STYLE_RATIO, "probability",
         "that a peak passes today's limit until the next review; missing below what was seen, and "
         "of a leak"),
    CELL(risk, STYLE_RATIO, "probability", "the same of the limit proposed"),
    CELL(kills, STYLE_PLAIN, "times", "it was killed for memory"),
    CELL(kills_per_month, STYLE_PLAIN, "times", "to expect in 30 days with today's limit"),
    CELL(days_above, STYLE_PLAIN, "days", "whose peak was above today's limit"),
    CELL(cpu_request_now, STYLE_PLAIN, "cores", "today"),
    CELL(cpu_request, STYLE_PLAIN, "cores", "proposed"),
    CELL(cpu_limit_now, STYLE_PLAIN, "cores", "today"),
    CELL(cpu_limit, STYLE_PLAIN, "cores", "proposed; missing: none"),
    CELL(throttled, STYLE_RATIO, "ratio", "share of the time that the CPU limit cut short"),
    CELL(cpu_above_now, STYLE_RATIO, "ratio",
         "share of the time above today's request: a full node gives no more than that"),
    CELL(hpa_target_now, STYLE_PLAIN, "%", "of the autoscaler, of the CPU request"),
    CELL(hpa_target, STYLE_PLAIN, "%", "proposed with the request, to scale at the same usage"),
    CELL(
        verdict, STYLE_PLAIN, NULL,
        "steady; growth (with CPU), rising (growth or a leak), plateau (a rise that ends), step (a "
        "new level), leak (not sized), at-limit, oom-limited; too short; cpu only, throttled: no "
        "memory was read"),
    CELL(freed_memory_mib, STYLE_PLAIN, "MiB", "requests of all replicas; below 0: more is needed"),
    CELL(freed_cpu, STYLE_PLAIN, "cores", "the same of CPU"),
    CELL(saving_month, STYLE_COST_MONTH, "money per month",
         "what these are worth on the cheapest nodes; the bill follows the nodes"),
    CELL(confidence, STYLE_PLAIN, NULL, "good from 14 days (or runs) on, fair from 7, else low"),
    CELL(memory_why, STYLE_PLAIN, NULL, "why memory stays as it is"),
    CELL(cpu_why, STYLE_PLAIN, NULL, "why CPU stays as it is"),
    CELL(days, STYLE_PLAIN, "days", "whose peaks the risk is of; of a job, runs"),
    CELL(peak_mib, STYLE_PLAIN, "MiB", "the highest of them"),
    CELL(base_mib, STYLE_PLAIN, "MiB", "the highest peak, brought forward by growth"),
    CELL(theta, STYLE_PLAIN, NULL, "width of the tail above it"),
    CELL(p, STYLE_RATIO, "probability", "that a peak passes the base until the next review"),
    CELL(margin, STYLE_PLAIN, NULL, "ln(size / base) before rounding"),
    CELL(leak_mib_per_hour, STYLE_PLAIN, "MiB per hour", "of a leak"),
    CELL(full_after_hours, STYLE_PLAIN, "hours", "from a start until a leak fills the limit"),
    FIELD_END,
};

const struct schema schema_rightsize = {"requests and limits of containers", columns,
                                        sizeof(struct rightsize_cells)};

static void fill_memory(const struct container_proposal *proposal, struct rightsize_cells *cells)
{
    const struct memory_answer *memory = &proposal->memory;
    if (memory->blocks == 0)
        return;
    bool is_leak = memory->verdict == MEMORY_LEAK;
    cells->risk_now = memory->risk_now;
    cells->risk = proposal->risk_next;
    cells->kills = memory->kills;
    cells->kills_per_month = memory->kills_month;
    cells->days_above = isnan(proposal->now.memory_limit) ? NAN : memory->days_above;
    cells->days = (double)memory->blocks;
    cells->peak_mib = memory->seen;
    cells->base_mib = memory->law.base;
    cells->theta = memory->law.theta;
    cells->p = memory->law.p;
    cells->margin = is_leak ? NAN : memory->margin;
    cells->leak_mib_per_hour = is_leak ? memory->course.rise_mib / 24 : NAN;
    cells->full_after_hours = memory->full_h;
}

static void fill_row(const struct rightsize_finding *finding,
                     const struct container_proposal *proposal, struct rightsize_cells *cells)
{
    const struct container_name *name = &proposal->usage->name;
    cells->container = proposal->usage->text;
    cells->space = name->space;
    cells->workload = name->workload;
    cells->kind = proposal->manifest == NULL ? name->kind : proposal->manifest->kind;
    cells->replicas = proposal->usage->replicas;
    cells->memory_request_now_mib = proposal->now.memory_request;
    cells->memory_request_mib = proposal->next.memory_request;
    cells->memory_limit_now_mib = proposal->now.memory_limit;
    cells->memory_limit_mib = proposal->next.memory_limit;
    cells->cpu_request_now = proposal->now.cpu_request;
    cells->cpu_request = proposal->next.cpu_request;
    cells->cpu_limit_now = proposal->now.cpu_limit;
    cells->cpu_limit = proposal->next.cpu_limit;
    cells->throttled = proposal->cpu.throttled;
    cells->cpu_above_now = proposal->cpu.above;
    cells->hpa_target_now = proposal->scaler == NULL ? NAN : proposal->scaler->cpu_utilization;
    cells->hpa_target = proposal->target_next;
    cells->verdict = proposal->verdict;
    cells->freed_memory_mib = proposal->freed_memory;
    cells->freed_cpu = proposal->freed_cpu;
    cells->saving_month = isnan(finding->terms->memory_price) ? NAN : proposal->saving;
    cells->confidence = proposal->confidence;
    cells->memory_why = proposal->memory_why;
    cells->cpu_why = proposal->cpu_why;
    fill_memory(proposal, cells);
}

static void fill_rows(const struct rightsize_finding *finding, struct table *table)
{
    struct record_writer writer;
    record_begin(&writer, table, &schema_rightsize, NULL);
    for (size_t i = 0; i < finding->found->count; i++) {
        struct rightsize_cells cells;
        record_clear(&schema_rightsize, &cells);
        fill_row(finding, &finding->found->item[i], &cells);
        record_add(&writer, &cells);
    }
}

// --- facts ---------------------------------------------------------------------------------------

struct rightsize_facts {
    double containers, sized, changed, at_risk, leaks, freed_memory_gib, freed_cpu, requests_month,
        nodes_now, nodes, nodes_bound, spare, cost_now_month, cost_month, bound_month, saving_month;
    const char *node_types;
};

#define FACT(member, style, unit, meaning)                                                         \
    FIELD(struct rightsize_facts, member, style, unit, meaning)

static const struct schema_column fact_columns[] = {
    FACT(containers, STYLE_PLAIN, NULL,
         "that were read; the verdict is change, keep, or at risk (with --check)"),
    FACT(sized, STYLE_PLAIN, NULL, "whose history is long enough"),
    FACT(changed, STYLE_PLAIN, NULL, "for which something else is proposed"),
    FACT(at_risk, STYLE_PLAIN, NULL, "whose memory is riskier than --max-risk now"),
    FACT(leaks, STYLE_PLAIN, NULL, "that leak"),
    FACT(freed_memory_gib, STYLE_PLAIN, "GiB", "requests freed; below 0: more is requested"),
    FACT(freed_cpu, STYLE_PLAIN, "cores", "the same of CPU"),
    FACT(requests_month, STYLE_COST_MONTH, "per month", "what the freed requests are worth"),
    FACT(nodes_now, STYLE_PLAIN, "nodes", "for today's requests, spare included"),
    FACT(nodes, STYLE_PLAIN, "nodes", "for those proposed, spare included"),
    FACT(nodes_bound, STYLE_PLAIN, "nodes",
         "fewest of the same types that could hold them, without spare"),
    FACT(spare, STYLE_PLAIN, "nodes", "beyond the need, in both"),
    FACT(cost_now_month, STYLE_COST_MONTH, "per month", "of the nodes for today's requests"),
    FACT(cost_month, STYLE_COST_MONTH, "per month", "of the nodes for those proposed"),
    FACT(bound_month, STYLE_COST_MONTH, "per month",
         "that no packing can be cheaper than, spare included"),
    FACT(saving_month, STYLE_COST_MONTH, "per month", "of nodes; below 0: it costs more"),
    FACT(node_types, STYLE_PLAIN, NULL, "where the types of nodes are from"),
    FIELD_END,
};

const struct schema schema_rightsize_facts = {"the facts of requests and limits", fact_columns,
                                              sizeof(struct rightsize_facts)};

static bool is_leak(const struct container_proposal *proposal)
{
    return proposal->is_sized && proposal->memory.blocks > 0 &&
           proposal->memory.verdict == MEMORY_LEAK;
}

static void fill_nodes(const struct rightsize_finding *finding, struct rightsize_facts *facts)
{
    const struct rightsize_nodes *nodes = &finding->found->nodes;
    double spare = finding->terms->spare;
    if (finding->types_from == NULL || nodes->unfit != NULL)
        return;
    facts->node_types = finding->types_from;
    facts->spare = spare;
    facts->nodes = (double)nodes->next.nodes + spare;
    facts->nodes_bound = (double)nodes->bound_nodes;
    facts->cost_month = nodes->next_price;
    facts->bound_month = nodes->bound + spare * nodes->spare_price;
    if (!nodes->now_known)
        return;
    facts->nodes_now = (double)nodes->now.nodes + spare;
    facts->cost_now_month = nodes->now_price;
    facts->saving_month = nodes->now_price - nodes->next_price;
}

static void fill_facts(const struct rightsize_finding *finding, struct rightsize_facts *facts)
{
    const struct rightsize *found = finding->found;
    record_clear(&schema_rightsize_facts, facts);
    facts->containers = (double)found->count;
    facts->sized = (double)found->sized;
    facts->changed = (double)found->changed;
    facts->at_risk = (double)found->at_risk;
    facts->leaks = 0;
    for (size_t i = 0; i < found->count; i++)
        facts->leaks += is_leak(&found->item[i]);
    facts->freed_memory_gib = found->freed_memory / gib_mib;
    facts->freed_cpu = found->freed_cpu;
    facts->requests_month = isnan(finding->terms->memory_price) ? NAN : found->saving;
    fill_nodes(finding, facts);
}

// --- for people ----------------------------------------------------------------------------------

static const char *memory_words(struct arena *arena, double mib)
{
    return isnan(mib) ? "-" : arena_printf(arena, "%.0fMi", mib);
}

static const char *cpu_words(struct arena *arena, double cores)
{
    return isnan(cores) ? "-" : arena_printf(arena, "%.0fm", cores * 1000);
}

static const char *gib_words(struct arena *arena, double mib)
{
    return arena_printf(arena, "%.1f GiB", mib / gib_mib);
}

/// "12%", "<1%", or kills a month where the limit is below what was seen.
static const char *risk_words(struct arena *arena, double risk, double kills_month)
{
    if (isnan(risk))
        return isnan(kills_month) ? "-" : arena_printf(arena, "%.3g/mo", kills_month);
    if (risk < 0.01)
        return "<1%";
    return arena_printf(arena, "%.0f%%", risk * 100);
}

static const char *risk_now_words(struct arena *arena, const struct container_proposal *proposal)
{
    const struct memory_answer *memory = &proposal->memory;
    if (memory->blocks == 0 || isnan(proposal->now.memory_limit) || is_leak(proposal))
        return "-";
    if (memory->kills > 0)
        return risk_words(arena, NAN, memory->kills_month);
    if (isnan(memory->risk_now))
        return memory->days_above > 0 ? arena_printf(arena, "%.0f days >", memory->days_above)
                                      : "grows >";
    return risk_words(arena, memory->risk_now, NAN);
}

static const char *short_name(struct arena *arena, const struct container_proposal *proposal)
{
    const char *text = proposal->usage->text;
    size_t length = strlen(text);
    if (length > NAME_SHOWN)
        text = arena_printf(arena, "..%s", text + length - NAME_SHOWN + 2);
    return proposal->usage->replicas > 1
               ? arena_printf(arena, "%s x%.0f", text, proposal->usage->replicas)
               : text;
}

static void write_table(const struct rightsize_finding *finding, struct document *document)
{
    struct arena *arena = &document->arena;
    struct table table = {0};
    for (size_t i = 0; i < finding->found->count; i++) {
        const struct container_proposal *proposal = &finding->found->item[i];
        const struct container_resources *now = &proposal->now, *next = &proposal->next;
        // Two columns have the same name, so that each cell has its place and no name.
        const struct {
            const char *head, *text;
        } cells[] = {
            {"container", short_name(arena, proposal)},
            {"mem now", memory_words(arena, isnan(now->memory_limit) ? now->memory_request
                                                                     : now->memory_limit)},
            {"new", memory_words(arena, isnan(next->memory_limit) ? next->memory_request
                                                                  : next->memory_limit)},
            {"risk now", risk_now_words(arena, proposal)},
            {"after", risk_words(arena, proposal->risk_next, NAN)},
            {"cpu now", cpu_words(arena, now->cpu_request)},
            {"new", cpu_words(arena, next->cpu_request)},
            {"verdict", proposal->verdict},
        };
        for (size_t k = 0; i == 0 && k < sizeof cells / sizeof cells[0]; k++)
            table_add_column(&table, cells[k].head, COLUMN_TEXT, STYLE_PLAIN);
        size_t row = table_add_row(&table);
        for (size_t k = 0; k < sizeof cells / sizeof cells[0]; k++)
            table_set_text(&table, row, k, cells[k].text);
    }
    document_heading(document, "Containers");
    document_rows(document, &table);
    table_release(&table);
}

static const char *times_words(struct arena *arena, double times)
{
    return times == 1 ? "once" : arena_printf(arena, "%.0f times", times);
}

static const char *leak_words(struct arena *arena, const struct container_proposal *proposal)
{
    const struct memory_answer *memory = &proposal->memory;
    const char *rate = arena_printf(arena, "leaks %.3g MiB/h", memory->course.rise_mib / 24);
    const char *kills = memory->kills > 0
                            ? arena_printf(arena, ", killed %s", times_words(arena, memory->kills))
                            : "";
    if (isnan(memory->full_h))
        return arena_printf(arena, "%s%s: fix it; it is not sized for.", rate, kills);
    return arena_printf(arena,
                        "%s%s: its limit is full %.0f h after a start; fix it, or restart it "
                        "every %.0f days. It is not sized for.",
                        rate, kills, memory->full_h, fmax(1, floor(memory->full_h / 24 * 0.9)));
}

static const char *oom_words(struct arena *arena, const struct container_proposal *proposal)
{
    return arena_printf(arena,
                        "killed for memory %s: what it would have taken was not seen; look "
                        "again soon.",
                        times_words(arena, proposal->memory.kills));
}

static const char *throttled_words(struct arena *arena, const struct container_proposal *proposal)
{
    return arena_printf(arena,
                        "throttled %s of the time: what it would take was not seen; the CPU limit "
                        "is doubled, look again in 3 days.",
                        words_share(arena, proposal->cpu.throttled));
}

/// What has to be done or known of one container, beyond its row.
static const char *remark_of(struct arena *arena, const struct container_proposal *proposal)
{
    if (!proposal->is_sized)
        return arena_printf(arena, "%s: left as it is.", proposal->memory_why);
    if (is_leak(proposal))
        return leak_words(arena, proposal);
    if (proposal->memory.blocks > 0 && proposal->memory.kills > 0)
        return proposal->cpu.verdict == CPU_UNSEEN
                   ? arena_printf(arena, "%s It is %s", oom_words(arena, proposal),
                                  throttled_words(arena, proposal))
                   : oom_words(arena, proposal);
    if (proposal->cpu.verdict == CPU_UNSEEN)
        return throttled_words(arena, proposal);
    if (!isnan(proposal->target_next))
        return arena_printf(arena,
                            "its autoscaler's target goes from %.0f%% to %.0f%% with the request, "
                            "to scale at the same usage.",
                            proposal->scaler->cpu_utilization, proposal->target_next);
    if (proposal->scaler != NULL && proposal->cpu_why != NULL &&
        strstr(proposal->cpu_why, "autoscaler") != NULL)
        return arena_printf(arena, "%s.", proposal->cpu_why);
    if (proposal->memory.blocks > 0 && proposal->memory.verdict == MEMORY_RISING)
        return "rises and no restart tells whether it leaks: look again before it is due.";
    if (proposal->memory.blocks > 0 && isnan(proposal->memory.course.rise) &&
        proposal->memory.course.restarts > 1)
        return "it starts again within 2.5 days: a leak would not be seen.";
    if (proposal->memory_why != NULL && proposal->memory.verdict == MEMORY_AT_LIMIT)
        return arena_printf(arena, "%s.", proposal->memory_why);
    if (proposal->manifest != NULL && proposal->manifest->is_heap_own &&
        proposal->memory_why != NULL)
        return arena_printf(arena, "%s.", proposal->memory_why);
    return NULL;
}

static void write_remarks(const struct rightsize_finding *finding, struct document *document)
{
    struct arena *arena = &document->arena;
    size_t more = 0, said = 0;
    for (size_t i = 0; i < finding->found->count; i++) {
        const struct container_proposal *proposal = &finding->found->item[i];
        const char *remark = remark_of(arena, proposal);
        if (remark == NULL)
            continue;
        if (said++ == 0)
            document_heading(document, "What to know");
        if (said > REMARKS_MAX)
            more++;
        else
            document_item(document, "%s: %s", proposal->usage->text, remark);
    }
    if (more > 0)
        document_item(document, "%zu more: memory_why, cpu_why and verdict of the rows say it",
                      more);
}

static void write_decision(const struct rightsize_finding *finding, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct rightsize *found = finding->found;
    bool known = false;
    for (size_t i = 0; i < found->count; i++)
        known = known || !isnan(found->item[i].now.memory_request) ||
                !isnan(found->item[i].now.cpu_request);
    if (found->at_risk > 0)
        document_callout(
            document, TONE_BAD,
            "%zu of %zu containers are at risk: their memory limit is below what they "
            "took or grow to, or more likely than %s to be passed until the next review.",
            found->at_risk, found->count, words_share(arena, finding->terms->max_risk));
    if (found->changed == 0) {
        document_callout(document, TONE_GOOD, "Nothing to change: %zu containers are as they need.",
                         found->count);
        return;
    }
    if (!known) {
        document_callout(document, TONE_GOOD,
                         "Set requests and limits of %zu of %zu containers; --present names the "
                         "manifests with today's.",
                         found->changed, found->count);
        return;
    }
    document_callout(document, TONE_GOOD,
                     "Change %zu of %zu containers: %s %s memory and %s %s CPU are requested.",
                     found->changed, found->count, gib_words(arena, fabs(found->freed_memory)),
                     found->freed_memory < 0 ? "more" : "less",
                     arena_printf(arena, "%.2f cores", fabs(found->freed_cpu)),
                     found->freed_cpu < 0 ? "more" : "less");
}

static void write_types(const struct rightsize_finding *finding, struct document *document)
{
    const struct rightsize_nodes *nodes = &finding->found->nodes;
    struct arena *arena = &document->arena;
    const char *list = "";
    for (size_t t = 0; t < nodes->types->count; t++) {
        size_t count = 0;
        for (size_t i = 0; i < nodes->next.nodes; i++)
            count += nodes->next.node[i].type == t;
        if (count > 0)
            list = arena_printf(arena, "%s%s%zu %s", list, *list == '\0' ? "" : ", ", count,
                                nodes->types->type[t].name);
    }
    document_fact(document, "of types", "%s", list);
}

static void write_nodes(const struct rightsize_finding *finding, struct document *document)
{
    const struct rightsize_nodes *nodes = &finding->found->nodes;
    struct arena *arena = &document->arena;
    struct rightsize_facts facts;
    if (finding->types_from == NULL)
        return;
    if (nodes->unfit != NULL) {
        document_fact(document, "nodes", "no type of node holds a pod of %s", nodes->unfit);
        return;
    }
    fill_facts(finding, &facts);
    const char *spare = arena_printf(arena, "%.10g spare; at least %zu are needed", facts.spare,
                                     nodes->bound_nodes);
    if (nodes->now_known)
        document_fact(document, "nodes", "%.0f for today's requests, %.0f for those proposed (%s)",
                      facts.nodes_now, facts.nodes, spare);
    else
        document_fact(document, "nodes", "%.0f for what is proposed (%s)", facts.nodes, spare);
    write_types(finding, document);
    document_fact(document, "cost of nodes", "%s%s a month; no packing is below %s",
                  nodes->now_known
                      ? arena_printf(arena, "%s, then ", words_money(arena, facts.cost_now_month))
                      : "",
                  words_money(arena, facts.cost_month), words_money(arena, facts.bound_month));
    if (nodes->now_known)
        document_fact(document, "saves", "%s a month on nodes",
                      words_money(arena, facts.saving_month));
}

static void write_apply(const struct rightsize_finding *finding, struct answer *answer)
{
    struct document *document = &answer->document;
    if (finding->found->changed == 0)
        return;
    document_heading(document, "To apply it");
    document_preformatted(document,
                          arena_printf(&document->arena,
                                       "%s --emit kubernetes -o patches.sh\nsh patches.sh",
                                       invocation_command_line(answer->invocation)));
}

void rightsize_fill(const struct rightsize_finding *finding, struct answer *answer)
{
    struct document *document = &answer->document;
    struct rightsize_facts facts;
    fill_facts(finding, &facts);
    answer->verdict = finding->found->at_risk > 0   ? "at risk"
                      : finding->found->changed > 0 ? "change"
                                                    : "keep";
    answer_facts(answer, &facts);
    fill_rows(finding, &answer->rows);
    write_decision(finding, document);
    write_nodes(finding, document);
    write_table(finding, document);
    write_remarks(finding, document);
    document_paragraph(document,
                       "Requests that are freed become money when nodes go. Affinity, zones and "
                       "volumes are not modelled; init containers stay as they are.");
    write_apply(finding, answer);
    answer_write_assumptions(answer);
}

// --- notes ---------------------------------------------------------------------------------------

static void note_container(const struct rightsize_finding *finding,
                           const struct container_proposal *proposal, struct notes *notes)
{
    const struct container_usage *usage = proposal->usage;
    const bool is_maxima = usage->is_of_maxima || finding->terms->maxima;
    if (!proposal->is_sized)
        notes_add(notes, NOTE_WARNING, "too short", "%s: %s: left as it is", usage->text,
                  proposal->memory_why);
    if (usage->has_memory && !is_maxima && usage->memory_step_s <= 300)
        notes_add(notes, NOTE_INFO, "memory-instants",
                  "%s: memory is taken as of instants, and what lies between them is not seen: "
                  "max_over_time(container_memory_working_set_bytes[5m]) is (--maxima says that it "
                  "is already)",
                  usage->text);
    if (usage->has_memory && !is_maxima && usage->memory_step_s > 300) {
        char step[UNIT_NAME_MAX];
        duration_format(step, usage->memory_step_s);
        notes_add(notes, NOTE_WARNING, "memory-means",
                  "%s: a memory value every %s that is not the greatest of its step hides peaks "
                  "(means of an hour by half and more)%s; export max_over_time(...[5m]), or say "
                  "--maxima when they are",
                  usage->text, step,
                  usage->memory_step_s > 3600 ? ": memory is left as it is" : "");
    }
    if (proposal->memory.blocks > 0 && proposal->memory.worst_ratio > 1.5 && !usage->course.is_job)
        notes_add(notes, NOTE_WARNING, "uneven",
                  "%s: uneven: one replica takes %.1f times as much memory as the others; all get "
                  "what that one needs",
                  usage->text, proposal->memory.worst_ratio);
    if (usage->has_memory && !usage->has_restarts && !usage->has_kills)
        notes_add(notes, NOTE_INFO, "no restarts",
                  "%s: restarts and kills for memory were not read: leaks and what a kill hid are "
                  "seen by them (kube_pod_container_status_restarts_total, "
                  "container_oom_events_total)",
                  usage->text);
}

/// Whether a month ends in a span: its last day or the first of the next.
static bool has_month_end(instant from, instant to)
{
    enum { DAY_MS = 86400 * 1000 };
    for (instant day = from; day < to; day += DAY_MS) {
        char text[INSTANT_TEXT_MAX];
        instant_format_date(text, day + DAY_MS);
        if (strlen(text) >= 10 && strcmp(text + 8, "01") == 0)
            return true;
    }
    return false;
}

static void note_month_end(const struct rightsize_finding *finding, struct notes *notes)
{
    const struct rightsize *found = finding->found;
    if (found->count == 0)
        return;
    instant start = found->item[0].usage->start, end = found->item[0].usage->end;
    for (size_t i = 1; i < found->count; i++) {
        const struct container_usage *usage = found->item[i].usage;
        start = usage->start < start ? usage->start : start;
        end = usage->end > end ? usage->end : end;
    }
    instant until = end + (instant)(finding->terms->review_d * 86400) * INSTANT_PER_SECOND;
    if (has_month_end(end, until) && !has_month_end(start, end))
        notes_add(notes, NOTE_WARNING, "month-end",
                  "a month ends before the next review, and none in the history: what runs then "
                  "was not seen");
}

void rightsize_note(const struct rightsize_finding *finding, struct notes *notes)
{
    for (size_t i = 0; i < finding->found->count; i++)
        note_container(finding, &finding->found->item[i], notes);
    note_month_end(finding, notes);
    if (finding->types_from == NULL)
        notes_add(notes, NOTE_INFO, "no nodes",
                  "nodes and money are not reckoned: --nodes FILE or --catalogue default:aws names "
                  "types of nodes");
}

// --- what to run ---------------------------------------------------------------------------------

/// NaN where nothing changes.
static double changed(double now, double next)
{
    return isnan(next) || fabs(next - now) <= 1e-9 * now ? NAN : next;
}

static struct resource_change change_of(const struct container_proposal *proposal,
                                        struct manifest_container *made)
{
    const struct container_resources *now = &proposal->now, *next = &proposal->next;
    const struct container_name *name = &proposal->usage->name;
    *made = (struct manifest_container){.space = name->space,
                                        .kind = name->kind == NULL ? "Deployment" : name->kind,
                                        .workload = name->workload,
                                        .container = name->container == NULL ? name->workload
                                                                             : name->container};
    return (struct resource_change){
        .container = proposal->manifest != NULL ? proposal->manifest : made,
        .memory_request = changed(now->memory_request, next->memory_request),
        .memory_limit = changed(now->memory_limit, next->memory_limit),
        .cpu_request = changed(now->cpu_request, next->cpu_request),
        .cpu_limit = changed(now->cpu_limit, next->cpu_limit),
        .drop_cpu_limit = isnan(next->cpu_limit) && !isnan(now->cpu_limit),
    };
}

static bool same_workload(const struct container_proposal *a, const struct container_proposal *b)
{
    const struct container_name *x = &a->usage->name, *y = &b->usage->name;
    return strcmp(x->workload, y->workload) == 0 && (x->space == NULL) == (y->space == NULL) &&
           (x->space == NULL || strcmp(x->space, y->space) == 0);
}

static bool changes(const struct container_proposal *proposal)
{
    return (proposal_changes_memory(proposal) || proposal_changes_cpu(proposal)) &&
           proposal->usage->name.workload != NULL;
}

/// The command for a workload, by its first container here.
static void put_workload(const struct rightsize *found, size_t first, struct str *out)
{
    struct resource_change *change = NULL;
    struct manifest_container *made = mem_alloc(found->count, sizeof *made);
    size_t count = 0, capacity = 0;
    const struct manifest_scaler *scaler = NULL;
    double target = NAN;
    for (size_t i = first; i < found->count; i++) {
        const struct container_proposal *proposal = &found->item[i];
        if (!changes(proposal) || !same_workload(proposal, &found->item[first]))
            continue;
        struct resource_change one = change_of(proposal, &made[i]);
        VEC_PUSH(change, count, capacity, one);
        if (!isnan(proposal->target_next)) {
            scaler = proposal->scaler;
            target = proposal->target_next;
        }
    }
    manifest_patch(change, count, out);
    if (scaler != NULL)
        manifest_patch_scaler(scaler, target, out);
    free(change);
    free(made);
}

void rightsize_commands(const struct rightsize_finding *finding, struct str *out)
{
    const struct rightsize *found = finding->found;
    for (size_t i = 0; i < found->count; i++) {
        bool is_first = changes(&found->item[i]);
        for (size_t k = 0; k < i && is_first; k++)
            is_first =
                !changes(&found->item[k]) || !same_workload(&found->item[k], &found->item[i]);
        if (is_first)
            put_workload(found, i, out);
    }
}
