#include "advise/requirement.h"
#include "base/ascii.h"
#include "base/suggest.h"
#include "policy/core/lint.h"
#include "table/csv_read.h"
#include "time/time_parse.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum rule_place { RULE_NAME, RULE_LIMIT, RULE_REASON, RULE_OWNER, RULE_EXPIRES, RULE_PLACES };

static const struct schema_column columns[] = {
    FIELD_UNBOUND("rule", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
                  "a measure such as violation or 10x:violation, or a rule of headroom help "
                  "--rules that is waived"),
    FIELD_UNBOUND("limit", COLUMN_TEXT, STYLE_PLAIN, NULL, false,
                  "the most it may be, such as 0.1%; or with a comparison, such as >=2"),
    FIELD_UNBOUND("reason", COLUMN_TEXT, STYLE_PLAIN, NULL, true, "why the rule is waived"),
    FIELD_UNBOUND("owner", COLUMN_TEXT, STYLE_PLAIN, NULL, true, "who answers for that"),
    FIELD_UNBOUND("expires", COLUMN_TIME, STYLE_PLAIN, NULL, true,
                  "from when on the waiver counts no more, such as 2026-12-31"),
    FIELD_END,
};

const struct schema schema_rules = {"the rules file of --rules", columns, 0};

enum { SHOWN_MAX = 256, ROWS_MAX = 10000 };

struct rules_reader {
    struct requirements *list;
    const char *file;
    const struct zone *zone;
    const struct table *cells;
    size_t column[RULE_PLACES]; ///< SIZE_MAX: not there
    size_t row;
    size_t line;
    struct err *err;
};

/// The cell, NULL when it is empty or its column not there.
static const char *cell(const struct rules_reader *reader, enum rule_place field)
{
    if (reader->column[field] == SIZE_MAX)
        return NULL;
    const char *text = reader->cells->column[reader->column[field]].text[reader->row];
    while (text != NULL && ascii_is_space(*text))
        text++;
    return text == NULL || *text == '\0' ? NULL : arena_strdup(&reader->list->arena, text);
}

static int find_columns(struct rules_reader *reader)
{
    const char *known[RULE_PLACES];
    for (size_t field = 0; field < RULE_PLACES; field++) {
        known[field] = columns[field].name;
        reader->column[field] = table_find(reader->cells, known[field]);
    }
    for (size_t i = 0; i < reader->cells->columns; i++) {
        const char *name = reader->cells->column[i].name;
        char shown[SHOWN_MAX];
        size_t field = 0;
        while (field < RULE_PLACES && strcmp(name, known[field]) != 0)
            field++;
        const char *near = suggest_closest(name, known, RULE_PLACES);
        // A waiver that is passed over, because its column is misspelt, must not fail silently.
        if (field == RULE_PLACES && near != NULL)
            return err_at(reader->err, reader->file, 1, NULL,
                          "there is no column \"%s\" in a rules file; did you mean \"%s\"?",
                          err_quote(shown, sizeof shown, name, strlen(name)), near);
    }
    if (reader->column[RULE_NAME] == SIZE_MAX || reader->column[RULE_LIMIT] == SIZE_MAX)
        return err_at(reader->err, reader->file, 1, NULL,
                      "no column \"%s\": a rules file begins with a row of names: "
                      "rule,limit,reason,owner,expires",
                      reader->column[RULE_NAME] == SIZE_MAX ? "rule" : "limit");
    return 0;
}

static int take_waiver(struct rules_reader *reader, struct waiver *waiver)
{
    const char *expires = cell(reader, RULE_EXPIRES);
    char shown[SHOWN_MAX];
    waiver->reason = cell(reader, RULE_REASON);
    waiver->owner = cell(reader, RULE_OWNER);
    waiver->expires = INSTANT_NONE;
    if (waiver->reason == NULL && waiver->owner == NULL && expires == NULL)
        return 0;
    if (waiver->reason == NULL || waiver->owner == NULL || expires == NULL)
        return err_at(reader->err, reader->file, reader->line,
                      waiver->reason == NULL  ? "reason"
                      : waiver->owner == NULL ? "owner"
                                              : "expires",
                      "a waiver needs a reason, an owner and a date on which it expires");
    if (time_parse_option("", expires, reader->zone, &waiver->expires, NULL) != 0)
        return err_at(reader->err, reader->file, reader->line, "expires",
                      "\"%s\" is no time, or could be two; write it such as 2026-12-31",
                      err_quote(shown, sizeof shown, expires, strlen(expires)));
    return 0;
}

/// A row without a limit: it excuses a rule of lint.
static int take_lint_rule(struct rules_reader *reader, const char *rule,
                          const struct waiver *waiver)
{
    char shown[SHOWN_MAX];
    err_quote(shown, sizeof shown, rule, strlen(rule));
    if (lint_rule_find(rule) == NULL)
        return err_at(reader->err, reader->file, reader->line, "limit",
                      "%s has none: write the most that it may be, such as 0.1%%", shown);
    if (waiver->reason == NULL)
        return err_at(reader->err, reader->file, reader->line, "reason",
                      "%s always holds, and is named here only to be waived: that needs a reason, "
                      "an owner and a date on which it expires",
                      shown);
    struct requirements *list = reader->list;
    struct requirement added = {
        .text = rule,
        .place = arena_printf(&list->arena, "%s:%zu", reader->file, reader->line),
        .measure = rule,
        .limit = NAN,
        .waiver = *waiver,
    };
    requirements_push(list, &added);
    return 0;
}

static int take_row(struct rules_reader *reader)
{
    struct requirements *list = reader->list;
    const char *rule = cell(reader, RULE_NAME);
    const char *limit = cell(reader, RULE_LIMIT);
    struct waiver waiver;
    if (take_waiver(reader, &waiver) != 0)
        return -1;
    if (rule == NULL)
        return err_at(reader->err, reader->file, reader->line, "rule",
                      "the row has none; write a measure such as violation");
    bool compares = strpbrk(rule, "<>") != NULL;
    if (limit == NULL && !compares)
        return take_lint_rule(reader, rule, &waiver);
    const char *sign = limit == NULL || strpbrk(limit, "<>") != NULL ? "" : "<=";
    const char *place = arena_printf(&list->arena, "%s:%zu", reader->file, reader->line);
    const char *text = arena_printf(&list->arena, "%s%s%s", rule, sign, limit == NULL ? "" : limit);
    if (requirements_add(list, place, text, reader->err) != 0)
        return -1;
    list->item[list->count - 1].waiver = waiver;
    return 0;
}

static int read_rows(struct rules_reader *reader, const size_t *line)
{
    if (find_columns(reader) != 0)
        return -1;
    size_t before = reader->list->count;
    for (reader->row = 0; reader->row < reader->cells->rows; reader->row++) {
        reader->line = line[reader->row];
        bool blank = true;
        for (enum rule_place field = 0; field < RULE_PLACES; field++)
            blank = blank && cell(reader, field) == NULL;
        if (blank)
            continue;
        if (reader->list->count - before == ROWS_MAX)
            return err_at(reader->err, reader->file, reader->line, NULL,
                          "more than %d rows: this is no rules file", ROWS_MAX);
        if (take_row(reader) != 0)
            return -1;
    }
    if (reader->list->count == before)
        return err_at(reader->err, reader->file, 0, NULL,
                      "no rule in it; each row below the names is one");
    return 0;
}

int requirements_read(struct byte_source *source, const struct zone *zone,
                      struct requirements *list, struct err *err)
{
    char file[ERR_TEXT_MAX];
    struct table cells = {0};
    size_t *line = NULL;
    const char *name = byte_source_name(source);
    struct rules_reader reader = {
        .list = list,
        .file = arena_strdup(&list->arena, err_quote(file, sizeof file, name, strlen(name))),
        .zone = zone,
        .cells = &cells,
        .err = err,
    };
    if (table_read_csv_text(source, &cells, &line, err) != 0)
        return -1;
    int status = read_rows(&reader, line);
    table_release(&cells);
    free(line);
    return status;
}
