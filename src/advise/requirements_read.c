#include "advise/requirement.h"
#include "policy/core/lint.h"
#include "table/record_read.h"
#include "time/time_parse.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/// A row as it is written.
struct rule_cells {
    const char *rule, *limit, *reason, *owner, *expires;
};

static const struct schema_column columns[] = {
    FIELD(struct rule_cells, rule, STYLE_PLAIN, NULL,
          "a measure such as violation or 10x:violation, or a rule of headroom help "
          "--rules that is waived"),
    FIELD(struct rule_cells, limit, STYLE_PLAIN, NULL,
          "the most it may be, such as 0.1%; or with a comparison, such as >=2"),
    FIELD_OPTIONAL(struct rule_cells, reason, STYLE_PLAIN, NULL, "why the rule is waived"),
    FIELD_OPTIONAL(struct rule_cells, owner, STYLE_PLAIN, NULL, "who answers for that"),
    FIELD_OPTIONAL(struct rule_cells, expires, STYLE_PLAIN, NULL,
                   "from when on the waiver counts no more, such as 2026-12-31"),
    FIELD_END,
};

const struct schema schema_rules = {"the rules file of --rules", columns,
                                    sizeof(struct rule_cells)};

static const struct record_kind rules_file = {.schema = &schema_rules,
                                              .what = "a rules file",
                                              .example = "such as rule,limit,reason,owner,expires"};

enum { SHOWN_MAX = 256, ROWS_MAX = 10000 };

struct rules_reader {
    struct requirements *list;
    const char *file;
    const struct zone *zone;
    struct rule_cells cells;
    size_t line; ///< of the row
    struct err *err;
};

/// A waiver that is passed over, because its column is misspelt, must not fail silently.
static int refuse_misspelt(const struct record_file *file, struct err *err)
{
    for (size_t i = 0; i < file->cells.columns; i++) {
        const char *name = file->cells.column[i].name;
        const char *near = record_file_nearest(file, i);
        char shown[SHOWN_MAX];
        if (!record_file_knows(file, i) && near != NULL)
            return err_at(err, file->name, 1, NULL,
                          "there is no column \"%s\" in a rules file; did you mean \"%s\"?",
                          err_quote(shown, sizeof shown, name, strlen(name)), near);
    }
    return 0;
}

static int take_waiver(struct rules_reader *reader, struct waiver *waiver)
{
    const char *expires = reader->cells.expires;
    char shown[SHOWN_MAX];
    waiver->reason = reader->cells.reason;
    waiver->owner = reader->cells.owner;
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

/// Signs that a comparison is made of.
static const char comparing[] = "<>=!";

static int take_row(struct rules_reader *reader)
{
    struct requirements *list = reader->list;
    const char *rule = reader->cells.rule;
    const char *limit = reader->cells.limit;
    struct waiver waiver;
    if (take_waiver(reader, &waiver) != 0)
        return -1;
    if (rule == NULL)
        return err_at(reader->err, reader->file, reader->line, "rule",
                      "the row has none; write a measure such as violation");
    bool compares = strpbrk(rule, comparing) != NULL;
    if (limit == NULL && !compares)
        return take_lint_rule(reader, rule, &waiver);
    const char *sign = limit == NULL || strpbrk(limit, comparing) != NULL ? "" : "<=";
    const char *place = arena_printf(&list->arena, "%s:%zu", reader->file, reader->line);
    const char *text = arena_printf(&list->arena, "%s%s%s", rule, sign, limit == NULL ? "" : limit);
    if (requirements_add(list, place, text, reader->err) != 0)
        return -1;
    list->item[list->count - 1].waiver = waiver;
    return 0;
}

static int read_rows(struct rules_reader *reader, const struct record_file *file)
{
    struct requirements *list = reader->list;
    size_t before = list->count;
    if (refuse_misspelt(file, reader->err) != 0)
        return -1;
    for (size_t row = 0; row < file->cells.rows; row++) {
        reader->line = file->line[row];
        if (!record_file_row(file, row, &list->arena, &reader->cells))
            continue;
        if (list->count - before == ROWS_MAX)
            return err_at(reader->err, reader->file, reader->line, NULL,
                          "more than %d rows: this is no rules file", ROWS_MAX);
        if (take_row(reader) != 0)
            return -1;
    }
    if (list->count == before)
        return err_at(reader->err, reader->file, 0, NULL,
                      "no rule in it; each row below the names is one");
    return 0;
}

int requirements_read(struct byte_source *source, const struct zone *zone,
                      struct requirements *list, struct err *err)
{
    struct record_file file;
    if (record_file_read(source, &rules_file, &list->arena, &file, err) != 0)
        return -1;
    struct rules_reader reader = {.list = list, .file = file.name, .zone = zone, .err = err};
    int status = read_rows(&reader, &file);
    record_file_release(&file);
    return status;
}
