// Documents: blocks in, text of 80 columns and Markdown out.
#include "answer/document.h"
#include "tap.h"

#include <string.h>

static void fill(struct document *document)
{
    document_title(document, "Fleet of %s", "web");
    document_callout(document, TONE_BAD, "Order %d instances.", 3);
    document_fact(document, "cost", "12.50 a month");
    document_fact(document, "lead time", "6w");
    document_heading(document, "Why");
    document_paragraph(document, "one two three four five six seven eight nine ten eleven twelve "
                                 "thirteen fourteen fifteen");
    document_item(document, "first_item");
    document_item(document, "second");
    document_preformatted(document, "a | b");
}

static void test_text(void)
{
    struct document document = {0};
    struct str text = {0};
    fill(&document);
    document_render_text(&document, 40, false, &text);
    is_text(str_text(&text),
            "Fleet of web\n"
            "============\n"
            "\n"
            "Order 3 instances.\n"
            "\n"
            "  cost       12.50 a month\n"
            "  lead time  6w\n"
            "\n"
            "Why\n"
            "---\n"
            "one two three four five six seven eight\n"
            "nine ten eleven twelve thirteen fourteen\n"
            "fifteen\n"
            "\n"
            "- first_item\n"
            "- second\n"
            "\n"
            "a | b\n",
            "text: headings underlined, facts aligned, paragraphs wrapped at the width");
    str_clear(&text);
    document_render_text(&document, 0, true, &text);
    has_text(str_text(&text), "\033[1mFleet of web\n\033[0m", "colour: the title is bold");
    has_text(str_text(&text), "\033[1;31mOrder 3 instances.\n\033[0m", "colour: bad news is red");
    ok(strstr(str_text(&text), "====") == NULL, "colour: no rule below the title");
    str_release(&text);
    document_release(&document);
}

static void test_markdown(void)
{
    struct document document = {0};
    struct str text = {0};
    fill(&document);
    document_render_markdown(&document, &text);
    is_text(str_text(&text),
            "# Fleet of web\n"
            "\n"
            "**Order 3 instances.**\n"
            "\n"
            "- **cost**: 12.50 a month\n"
            "- **lead time**: 6w\n"
            "\n"
            "## Why\n"
            "\n"
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
            "fifteen\n"
            "\n"
            "- first\\_item\n"
            "- second\n"
            "\n"
            "```text\n"
            "a | b\n"
            "```\n",
            "Markdown: marks of its own are escaped, lines are not wrapped");
    str_release(&text);
    document_release(&document);
}

static void test_table(void)
{
    struct document document = {0};
    struct str text = {0};
    struct table table = {0};
    table_add_column(&table, "week", COLUMN_TEXT, STYLE_PLAIN);
    table_add_column(&table, "instances", COLUMN_NUMBER, STYLE_INTEGER);
    table_add_row(&table);
    table_set_text(&table, 0, 0, "first");
    table_set_number(&table, 0, 1, 12);
    document_table(&document, &table);
    is_int(table.rows, 0, "the document takes the table over");
    document_render_text(&document, 80, false, &text);
    has_text(str_text(&text), "  first", "tables are indented by two");
    has_text(str_text(&text), "12", "and show their numbers");
    str_release(&text);
    document_release(&document);
}

static void test_wide_words(void)
{
    struct document document = {0};
    struct str text = {0};
    document_fact(&document, "file", "a/path/that/is/longer/than/the/line.csv and more");
    document_item(&document, "héé wörld ïs wïdë ënough");
    document_render_text(&document, 26, false, &text);
    is_text(str_text(&text),
            "  file  a/path/that/is/longer/than/the/line.csv\n"
            "        and more\n"
            "\n"
            "- héé wörld ïs wïdë ënough\n",
            "long words stay whole, letters of two bytes count once");
    str_release(&text);
    document_release(&document);
}

static void test_notes(void)
{
    struct document document = {0};
    struct str text = {0};
    struct notes notes = {0};
    notes_add(&notes, NOTE_DETAIL, "detail", "not shown");
    notes_add(&notes, NOTE_WARNING, "dup", "a row twice");
    notes_add(&notes, NOTE_WARNING, "dup", "another");
    document_notes(&document, &notes, NOTE_INFO);
    document_notes(&document, NULL, NOTE_INFO);
    document_render_text(&document, 80, false, &text);
    is_text(str_text(&text), "- a row twice (2 like it)\n",
            "notes: those of the level, with their count");
    notes_release(&notes);
    str_release(&text);
    document_release(&document);
}

static void test_append(void)
{
    struct document document = {0};
    struct document more = {0};
    struct str text = {0};
    document_title(&document, "One");
    document_item(&more, "two");
    document_append(&document, &more);
    document_render_text(&document, 0, false, &text);
    is_text(str_text(&text), "One\n===\n\n- two\n", "documents are joined");
    ok(more.count == 0, "and the second one is empty then");
    str_release(&text);
    document_release(&document);
}

static void test_details(void)
{
    struct document document = {0};
    struct document more = {0};
    struct str text = {0};
    document_detail(&more, "Weeks & days");
    document_item(&more, "one");
    document_heading(&more, "Risks");
    document_item(&more, "two");
    document_detail(&more, "Data");
    document_item(&more, "three");
    document_append(&document, &more);
    document_render_markdown(&document, &text);
    is_text(str_text(&text),
            "<details><summary>Weeks &amp; days</summary>\n\n- one\n\n</details>\n\n## Risks\n\n- "
            "two\n\n"
            "<details><summary>Data</summary>\n\n- three\n\n</details>\n",
            "details are folded until the next heading");
    str_clear(&text);
    document_render_text(&document, 0, false, &text);
    has_text(str_text(&text), "Weeks & days\n------------\n- one\n",
             "in text they are parts like others");
    str_release(&text);
    document_release(&document);
}

int main(void)
{
    test_details();
    test_text();
    test_markdown();
    test_table();
    test_wide_words();
    test_notes();
    test_append();
    return done();
}
