// The answer of headroom size --work: how many workers until a deadline.
#include "answer/size_question.h"
#include "answer/words.h"
#include "maths/whole_instances.h"
#include "sizing/batch_work.h"

#include <math.h>

enum { EARLIER = 4, ROUNDS_TRIED = 1000000 };

static const double tasks_max = 1e9, done_surely = 0.95;

struct work_finding {
    struct sizing_options *options;
    struct batch_work work;
    double deadline_s, probability;
    double price_hour; ///< NaN: not given
    double most;       ///< workers; NaN: any number
};

/// What some workers come to.
struct work_choice {
    double deadline_s; ///< that they are for
    double workers, done_s, cost;
};

struct work_cells {
    double deadline_s, workers, done_s, slack_s, cost;
    const char *verdict;
};

static const struct schema_column columns[] = {
    FIELD(struct work_cells, deadline_s, STYLE_PLAIN, "s",
          "the deadline, and a half, a quarter and an eighth of it"),
    FIELD(struct work_cells, workers, STYLE_PLAIN, "workers",
          "the fewest; missing: no number does"),
    FIELD(struct work_cells, done_s, STYLE_PLAIN, "s", "when they are done, boot included"),
    FIELD(struct work_cells, slack_s, STYLE_PLAIN, "s", "that is left until the deadline"),
    FIELD(struct work_cells, cost, STYLE_COST_MONTH, "money", "all workers until all is done"),
    FIELD(struct work_cells, verdict, STYLE_PLAIN, NULL, "chosen, cheaper, earlier or cannot"),
    FIELD_END,
};

const struct schema schema_work = {"the table of workers", columns, sizeof(struct work_cells)};

// --- what is asked -------------------------------------------------------------------------------

static int refuse_terms(const struct invocation *invocation, struct err *err)
{
    static const enum option_id refused[] = {
        OPT_DEMAND, OPT_PER_INSTANCE, OPT_HEADROOM, OPT_TARGET, OPT_SPARE,     OPT_ZONES,
        OPT_MIN,    OPT_LATENCY,      OPT_SOLVE,    OPT_BUDGET, OPT_CATALOGUE, OPT_CURRENT};
    char spelling[OPTION_TEXT_MAX];
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (option_given(invocation, refused[i]))
            return err_set(err, ERR_USAGE,
                           "%s is of demand that keeps coming, and --work is done once: leave it "
                           "out, or leave --work out",
                           option_spelling(spelling, refused[i]));
    return 0;
}

static int read_question(struct work_finding *found, struct err *err)
{
    const struct invocation *invocation = found->options->invocation;
    struct quantity work;
    if (refuse_terms(invocation, err) != 0)
        return -1;
    if (!option_given(invocation, OPT_TASK) || !option_given(invocation, OPT_DEADLINE))
        return err_set(err, ERR_USAGE,
                       "--work needs --task and --deadline: how long one takes, such as 3m, and "
                       "when all is to be done, such as 8h");
    option_quantity(invocation, OPT_WORK, &work);
    double boot_s = sizing_setting(found->options, OPT_BOOT, NULL).value;
    found->work = (struct batch_work){
        .tasks = work.value,
        .task_s = option_number(invocation, OPT_TASK),
        .scv = option_given(invocation, OPT_SCV) ? option_number(invocation, OPT_SCV) : 0,
        .boot_s = isnan(boot_s) ? 0 : boot_s,
    };
    found->deadline_s = option_number(invocation, OPT_DEADLINE);
    found->probability = option_number(invocation, OPT_CONFIDENCE);
    if (isnan(found->probability))
        found->probability = done_surely;
    found->price_hour = sizing_setting(found->options, OPT_PRICE, NULL).value;
    found->most = sizing_setting(found->options, OPT_MAX, NULL).value;
    if (work.value != floor(work.value) || work.value > tasks_max)
        return err_set(err, ERR_USAGE,
                       "--work is %.10g: it must be a whole number of tasks, 1 to %.10g",
                       work.value, tasks_max);
    if (found->work.scv < 0 || found->work.scv > 100)
        return err_set(err, ERR_USAGE, "--scv is %.10g: with --work it must be from 0 to 100",
                       found->work.scv);
    if (found->deadline_s <= found->work.boot_s)
        return err_set(err, ERR_USAGE,
                       "--deadline is no later than --boot: nothing has begun by then; write a "
                       "later one");
    return 0;
}

static struct work_choice choice_of(const struct work_finding *found, double deadline_s,
                                    double workers)
{
    struct work_choice choice = {deadline_s, workers, (double)NAN, (double)NAN};
    if (isnan(workers))
        return choice;
    choice.done_s = batch_makespan_s(&found->work, workers, found->probability);
    choice.cost = workers * choice.done_s / 3600 * found->price_hour;
    return choice;
}

static struct work_choice fewest(const struct work_finding *found, double deadline_s)
{
    double workers = deadline_s > found->work.boot_s
                         ? batch_workers(&found->work, deadline_s, found->probability)
                         : (double)NAN;
    return choice_of(found, deadline_s, workers);
}

/// More workers that fill their last round better, where all tasks take as long.
static struct work_choice cheapest(const struct work_finding *found,
                                   const struct work_choice *least)
{
    struct work_choice best = *least;
    if (isnan(least->cost) || found->work.scv > 0)
        return best;
    double rounds = instances_down((found->deadline_s - found->work.boot_s) / found->work.task_s);
    for (size_t i = 0; i < ROUNDS_TRIED && rounds - (double)i >= 1; i++) {
        double workers = ceil(found->work.tasks / (rounds - (double)i));
        struct work_choice choice = choice_of(found, found->deadline_s, workers);
        if (choice.cost < best.cost * (1 - 1e-12) && !(workers > found->most))
            best = choice;
    }
    return best;
}

// --- the answer ----------------------------------------------------------------------------------

static bool is_met(const struct work_finding *found, const struct work_choice *choice)
{
    return !isnan(choice->workers) && !(choice->workers > found->most);
}

static void add_choice(const struct work_choice *choice, const char *verdict,
                       struct record_writer *writer)
{
    struct work_cells cells;
    record_clear(&schema_work, &cells);
    cells.deadline_s = choice->deadline_s;
    cells.workers = choice->workers;
    cells.done_s = choice->done_s;
    cells.slack_s = choice->deadline_s - choice->done_s;
    cells.cost = choice->cost;
    cells.verdict = isnan(choice->workers) ? "cannot" : verdict;
    record_add(writer, &cells);
}

static void fill_rows(const struct work_finding *found, const struct work_choice *least,
                      const struct work_choice *best, struct table *table)
{
    struct record_writer writer;
    record_begin(&writer, table, &schema_work, NULL);
    add_choice(least, is_met(found, least) ? "chosen" : "cannot", &writer);
    if (best->workers != least->workers && !isnan(best->workers))
        add_choice(best, "cheaper", &writer);
    for (size_t i = 1; i < EARLIER; i++) {
        struct work_choice choice = fewest(found, found->deadline_s / (double)(1u << i));
        add_choice(&choice, "earlier", &writer);
    }
}

static const char *duration_words(struct arena *arena, double seconds)
{
    char text[UNIT_NAME_MAX];
    return arena_strdup(arena, duration_format(text, ceil(seconds - 1e-6)));
}

static const char *workers_words(struct arena *arena, double workers)
{
    return arena_printf(arena, "%s worker%s", words_number(arena, workers),
                        workers == 1 ? "" : "s");
}

static const char *cost_words(struct arena *arena, const struct work_choice *choice)
{
    return isnan(choice->cost) ? ""
                               : arena_printf(arena, ", for %s", words_money(arena, choice->cost));
}

static void write_decision(const struct work_finding *found, const struct work_choice *least,
                           struct document *document)
{
    struct arena *arena = &document->arena;
    const struct batch_work *work = &found->work;
    if (isnan(least->workers))
        document_callout(document, TONE_BAD,
                         "No: a task takes %s and a start %s, which is beyond the deadline of %s "
                         "however many workers there are.",
                         duration_words(arena, work->task_s), duration_words(arena, work->boot_s),
                         duration_words(arena, found->deadline_s));
    else if (!is_met(found, least))
        document_callout(
            document, TONE_BAD, "No: it takes %s, and max allows %s, which are done in %s.",
            workers_words(arena, least->workers), words_number(arena, found->most),
            found->most >= 1
                ? duration_words(arena, batch_makespan_s(work, found->most, found->probability))
                : "no time");
    else
        document_callout(document, TONE_GOOD, "%s: done in %s%s, %s to spare%s.",
                         workers_words(arena, least->workers), duration_words(arena, least->done_s),
                         work->scv > 0 ? arena_printf(arena, " (%s sure)",
                                                      words_share(arena, found->probability))
                                       : "",
                         duration_words(arena, floor(found->deadline_s - least->done_s)),
                         cost_words(arena, least));
}

static void write_facts(const struct work_finding *found, const struct work_choice *best,
                        const struct work_choice *least, struct document *document)
{
    struct arena *arena = &document->arena;
    const struct batch_work *work = &found->work;
    document_fact(document, "work", "%s tasks of %s%s, a start of %s",
                  words_number(arena, work->tasks), duration_words(arena, work->task_s),
                  work->scv > 0 ? arena_printf(arena, " on average (lognormal, scv %s)",
                                               words_number(arena, work->scv))
                                : "",
                  duration_words(arena, work->boot_s));
    if (!isnan(found->price_hour))
        document_fact(document, "price", "%s an hour of a worker, all of them until all is done",
                      words_price(arena, found->price_hour));
    if (!isnan(best->workers) && best->workers != least->workers)
        document_fact(document, "cheaper", "%s: done in %s%s, as their last round is fuller",
                      workers_words(arena, best->workers), duration_words(arena, best->done_s),
                      cost_words(arena, best));
    for (size_t i = 1; i < EARLIER; i++) {
        struct work_choice choice = fewest(found, found->deadline_s / (double)(1u << i));
        if (!isnan(choice.workers))
            document_fact(document, i == 1 ? "earlier" : "", "in %s it takes %s%s",
                          duration_words(arena, choice.deadline_s),
                          workers_words(arena, choice.workers), cost_words(arena, &choice));
    }
    double soonest = batch_makespan_s(work, work->tasks, found->probability);
    document_fact(document, "soonest", "below %s it cannot be done",
                  duration_words(arena, soonest));
}

int size_work(struct sizing_options *options, struct err *err)
{
    struct work_finding found = {.options = options};
    struct answer answer;
    struct size_facts facts;
    if (read_question(&found, err) != 0)
        return -1;
    struct work_choice least = fewest(&found, found.deadline_s);
    struct work_choice best = cheapest(&found, &least);
    answer_begin(&answer, options->invocation);
    answer.verdict = is_met(&found, &least) ? "met" : "cannot be met";
    record_clear(&schema_size_facts, &facts);
    facts.instances = least.workers;
    facts.done_s = least.done_s;
    facts.slack_s = found.deadline_s - least.done_s;
    facts.cost = least.cost;
    answer_facts(&answer, &facts);
    fill_rows(&found, &least, &best, &answer.rows);
    write_decision(&found, &least, &answer.document);
    write_facts(&found, &best, &least, &answer.document);
    int status = answer_put(&answer, err);
    answer_release(&answer);
    return status != 0 ? -1 : is_met(&found, &least) ? 0 : 1;
}
