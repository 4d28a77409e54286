// An answer: one object of JSON that has all of it, and what Markdown adds to the text.
#include "answer/answer.h"
#include "answer/words.h"
#include "tap.h"

struct trial_facts {
    double instances, cost_month;
    instant order_by;
    const char *bound_by;
};

static const struct schema_column fact_columns[] = {
    FIELD(struct trial_facts, instances, STYLE_INTEGER, "instances", "how many"),
    FIELD(struct trial_facts, cost_month, STYLE_COST_MONTH, "per month", "what they cost"),
    FIELD(struct trial_facts, order_by, STYLE_PLAIN, NULL, "the date"),
    FIELD(struct trial_facts, bound_by, STYLE_PLAIN, NULL, "what decided"),
    FIELD_UNBOUND("parts", COLUMN_TEXT, STYLE_PLAIN, ANSWER_TABLE, false, "what it is made of"),
    FIELD_END,
};

static const struct schema schema_facts = {"facts of a trial", fact_columns,
                                           sizeof(struct trial_facts)};

static const struct command trial = {
    .name = "trial",
    .summary = "does it work?",
    .format = OUTPUT_JSON,
    .options = {options_output},
    .facts = &schema_facts,
};

static char *words[] = {"headroom", "trial", "a b.csv"};

static void begin(struct invocation *invocation, struct answer *answer)
{
    *invocation = (struct invocation){
        .command = &trial, .argc = 3, .argv = words, .usual_format = OUTPUT_JSON};
    answer_begin(answer, invocation);
}

static void fill(struct answer *answer)
{
    struct table parts = {0};
    struct table steps = {0};
    answer->verdict = "met";
    document_title(&answer->document, "A trial");
    document_callout(&answer->document, TONE_GOOD, "Enough.");
    document_callout(&answer->document, TONE_CAUTION, "But \"just\".");
    document_fact(&answer->document, "fleet", "31 instances");
    table_add_column(&steps, "step", COLUMN_TEXT, STYLE_PLAIN);
    table_set_text(&steps, table_add_row(&steps), 0, "spare");
    document_heading(&answer->document, "Why");
    document_table(&answer->document, &steps);
    document_preformatted(&answer->document, "###");
    document_item(&answer->document, "an item");
    const struct trial_facts facts = {.instances = 31, .cost_month = 1882.816};
    answer_facts(answer, &facts);
    table_add_column(&answer->rows, "n", COLUMN_NUMBER, STYLE_PLAIN);
    table_set_number(&answer->rows, table_add_row(&answer->rows), 0, 1.5);
    table_add_column(&parts, "part", COLUMN_TEXT, STYLE_PLAIN);
    answer_add_table(answer, "parts", &parts);
    const struct plan_assumption assumed = {
        .name = "per_instance", .value = "500/s", .owner = "ops", .origin = "web.csv:2"};
    answer_assume(answer, &assumed, 1, NULL);
    table_add_column(&answer->accuracy, "mase", COLUMN_NUMBER, STYLE_PLAIN);
    table_set_number(&answer->accuracy, table_add_row(&answer->accuracy), 0, 0.25);
    notes_add(&answer->invocation->notes, NOTE_WARNING, "gap", "a gap");
    notes_add(&answer->invocation->notes, NOTE_WARNING, "gap", "a gap");
    notes_add(&answer->invocation->notes, NOTE_INFO, "zone", "in UTC");
    notes_add(&answer->invocation->notes, NOTE_DETAIL, "step", "every 5m");
}

static void test_json(void)
{
    struct invocation invocation;
    struct answer answer;
    struct str out = {0};
    begin(&invocation, &answer);
    fill(&answer);
    answer_render_json(&answer, &out);
    is_text(
        str_text(&out),
        "{\n"
        "\"schema\": \"headroom-trial/1\",\n"
        "\"verdict\": \"met\",\n"
        "\"text\": \"Enough. But \\\"just\\\".\",\n"
        "\"instances\": 31,\n"
        "\"cost_month\": 1882.82,\n"
        "\"order_by\": \"1970-01-01T00:00:00Z\",\n"
        "\"bound_by\": null,\n"
        "\"rows\": [\n{\"n\": 1.5}\n],\n"
        "\"parts\": [],\n"
        "\"report\": [\n"
        "{\"title\": \"A trial\"},\n"
        "{\"text\": \"Enough.\"},\n"
        "{\"text\": \"But \\\"just\\\".\"},\n"
        "{\"fact\": \"fleet\", \"text\": \"31 instances\"},\n"
        "{\"heading\": \"Why\"},\n"
        "{\"table\": [\n{\"step\": \"spare\"}\n]},\n"
        "{\"item\": \"an item\"}\n"
        "],\n"
        "\"assumptions\": [\n{\"name\": \"per_instance\", \"value\": \"500/s\", \"source\": null, "
        "\"owner\": \"ops\", \"date\": null, \"origin\": \"web.csv:2\", \"service\": null}\n],\n"
        "\"accuracy\": {\"mase\": 0.25},\n"
        "\"notes\": [\n{\"level\": \"warning\", \"text\": \"a gap\", \"count\": 2},\n"
        "{\"level\": \"note\", \"text\": \"in UTC\", \"count\": 1}\n],\n"
        "\"version\": \"" HEADROOM_VERSION "\",\n"
        "\"command\": \"headroom trial 'a b.csv'\"\n"
        "}\n",
        "JSON has every part, unrounded but money, and null where nothing is known");
    str_release(&out);
    answer_release(&answer);
    invocation_release(&invocation);
}

static void test_empty(void)
{
    struct invocation invocation;
    struct answer answer;
    struct str out = {0};
    begin(&invocation, &answer);
    answer_render_json(&answer, &out);
    has_text(str_text(&out), "\"verdict\": null,\n\"text\": null,\n\"instances\": null,",
             "no verdict");
    has_text(
        str_text(&out),
        "\"rows\": [],\n\"report\": [],\n\"assumptions\": [],\n\"accuracy\": null,\n\"notes\": [],",
        "nothing in it");
    str_release(&out);
    answer_release(&answer);
    invocation_release(&invocation);
}

static void test_markdown(void)
{
    struct invocation invocation;
    struct answer answer;
    struct err err = {0};
    begin(&invocation, &answer);
    invocation.usual_format = OUTPUT_MARKDOWN;
    fill(&answer);
    ok(answer_put(&answer, &err) == 0, "Markdown is staged");
    has_text(str_text(&invocation.output.bytes), "\n## Notes\n\n- a gap (2 like it)\n- in UTC\n",
             "with the notes that standard error says");
    answer_release(&answer);
    invocation_release(&invocation);
}

/// Values of one line in one unit.
static void test_one_unit(void)
{
    struct arena arena = {0};
    struct unit bytes;
    ok(unit_parse("B/s", 3, &bytes), "a unit of bytes");
    is_text(words_measure(&arena, 1536 * 1024.0, words_number, &bytes), "1.5 MiB/s", "by itself");
    is_text(words_measure_as(&arena, 1536 * 1024.0, words_number, &bytes, 3.0 * (1 << 30)),
            "0.001465 GiB/s", "in the unit of another value");
    is_text(words_number_as(&arena, 1.5 * (1 << 30), &bytes, 3.0 * (1 << 30)), "1.5", "alone");
    arena_release(&arena);
}

static void brief(void *found, struct notes *notes)
{
    (void)found;
    notes_add(notes, NOTE_INFO, "brief", "said beside");
}

/// A table stays an array, with what it does not show beside it.
static void test_table(void)
{
    struct invocation invocation;
    struct answer answer;
    struct err err = {0};
    begin(&invocation, &answer);
    answer.is_table = true;
    answer.brief = brief;
    table_add_column(&answer.rows, "n", COLUMN_NUMBER, STYLE_PLAIN);
    table_set_number(&answer.rows, table_add_row(&answer.rows), 0, 1);
    ok(answer_put(&answer, &err) == 0, "a table is staged");
    is_text(str_text(&invocation.output.bytes), "[\n{\"n\": 1}\n]\n", "as an array");
    ok(invocation.notes.count == 1, "and what it does not show is noted");
    answer_release(&answer);
    invocation_release(&invocation);
}

static void test_unlisted(void)
{
    struct invocation invocation;
    struct answer answer;
    struct table table = {0};
    struct err err = {0};
    begin(&invocation, &answer);
    answer_add_table(&answer, "instances", &table);
    ok(answer_put(&answer, &err) != 0, "a fact that is no table is refused as one");
    has_text(err.text, "internal error: trial does not list the fact instances", "and named");
    answer_release(&answer);
    invocation_release(&invocation);
}

int main(void)
{
    test_json();
    test_empty();
    test_markdown();
    test_unlisted();
    test_one_unit();
    test_table();
    return done();
}
