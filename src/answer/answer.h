// An answer is built once and shown in every format: what was decided, the facts, tables, reasons,
// assumptions, accuracy, notes and where it is from. The choice of the format is made here alone.
#ifndef HEADROOM_ANSWER_ANSWER_H
#define HEADROOM_ANSWER_ANSWER_H

#include "advise/verdict.h"
#include "answer/document.h"
#include "base/err.h"
#include "cli/command.h"
#include "cli/invocation.h"
#include "forecast/forecast.h"
#include "table/schema.h"
#include "terms/assumed.h"
#include "terms/terms.h"

#include <stddef.h>

/// The unit of those facts of a command that are further tables.
#define ANSWER_TABLE "table"

/// The unit of those whose value is made of parts, which a command renders itself as `members`.
#define ANSWER_OBJECT "object"

enum { ANSWER_TABLES = 8 };

/// A further table of an answer, under its name.
struct answer_table {
    const char *name;
    struct table table;
};

/// Begin with answer_begin; release with answer_release.
struct answer {
    struct invocation *invocation;
    struct document document; ///< for people, in the order in which it is read
    bool is_table;            ///< JSON is the array of rows, and a workbook has them alone
    const char *verdict;      ///< the decision in a word; NULL: nothing was to be decided
    struct table facts;       ///< one row of the columns of the command's facts
    struct record_writer fact_writer;
    struct table rows;     ///< the table: all there is in CSV
    struct table accuracy; ///< of the forecast that it rests on: one row a series; may be empty
    struct answer_table more[ANSWER_TABLES];
    size_t mores;
    struct table assumptions;
    const struct sizing_options *terms; ///< whose assumptions they are; NULL: none
    const struct verdicts *checked; ///< what reports for CI systems show of a check; NULL: nothing
    const char *subject;            ///< what was checked
    const char *unlisted;           ///< a fact that the command does not list
    /// Where writing the document takes long, what does it, called with `found` when the format
    /// shows it; NULL: it is written already.
    void (*write)(void *found, struct answer *answer);
    /// Notes what of the document has to be said beside CSV, and other forms of a table, which do
    /// not show it; may be NULL.
    void (*brief)(void *found, struct notes *notes);
    /// Writes a workbook of its own instead of a sheet a part; NULL: it has none.
    int (*workbook)(void *found, const char *path, struct err *err);
    /// Write the page and the main chart's drawing themselves; NULL: those of the document.
    void (*page)(void *found, struct str *out);
    void (*drawing)(void *found, struct str *out);
    void *found;
    const char *members; ///< further members of the JSON object, rendered: `"a": 1,\n`
};

/// The members of the JSON object that every answer has.
extern const struct schema schema_answer;

/// An empty answer of the command of `invocation`: all its facts are unknown.
void answer_begin(struct answer *answer, struct invocation *invocation);

/// Takes the facts from the struct that the command's schema of facts is bound to.
#define answer_facts(answer, facts) answer_facts_sized(answer, facts, sizeof *(facts))
void answer_facts_sized(struct answer *answer, const void *facts, size_t size);

/// Takes a further table over, whose name the facts list with the unit ANSWER_TABLE: `table` is
/// left empty.
void answer_add_table(struct answer *answer, const char *name, struct table *table);

/// Lists what was taken for granted, for a service or (NULL) for all.
void answer_assume(struct answer *answer, const struct plan_assumption *list, size_t count,
                   const char *service);

/// Lists the terms that the command takes as options and files give them, those of single services
/// included; beside CSV, which does not show them, they become a note.
void answer_assume_terms(struct answer *answer, const struct sizing_options *options);

/// Lists those of single services.
void answer_list_services(struct answer *answer, const struct sizing_options *options);

/// Lists all without a note beside CSV.
void answer_list_terms(struct answer *answer, const struct sizing_options *options);

/// Whether a text is for a screen: assumptions and notes are told in brief, and in full with -v.
bool answer_in_brief(const struct invocation *invocation);

/// Writes what is listed into the document, under a heading.
void answer_write_assumptions(struct answer *answer);

/// Adds what the backtest of a forecast found.
void answer_add_accuracy(struct answer *answer, const struct forecast *forecast);

/// Adds to that, for a plan, the share of tested peaks that stayed within what was planned for.
void answer_add_peak_coverage(struct answer *answer, double share);

/// How many of a fleet's `count` services text shows in full, and in a line each: all with -v, and
/// where they are few.
size_t answer_in_full(const struct answer *answer, size_t count);
size_t answer_in_lines(const struct answer *answer, size_t count);

/// The first answer_in_lines of them in the order in which people read them: as they come where all
/// are shown in full, else by `before` (whether item a stands before item b). To be freed.
size_t *answer_order(const struct answer *answer, size_t count,
                     bool (*before)(const void *context, size_t a, size_t b), const void *context);

/// Says in the document what of `count` it does not show; nothing when it shows all. `first` is by
/// what they are ordered: "most urgent".
void answer_say_shown(struct answer *answer, size_t count, const char *first);

/// Stages the answer in the format that the invocation asks for: text or Markdown from the
/// document, CSV from the rows, JSON as one object, a workbook with a sheet a part, reports
/// from what was checked. Notes are those that the invocation has by now. Errors: those of a
/// workbook.
int answer_put(struct answer *answer, struct err *err);

/// Stages a table alone; a page has its first column of numbers drawn and its first rows, a drawing
/// that chart. `table` may be left empty. Errors: those of output_table; nothing to draw.
int answer_put_table(struct invocation *invocation, struct table *table, struct err *err);

/// Appends the answer as one JSON object.
void answer_render_json(const struct answer *answer, struct str *out);

/// Writes the answer as a workbook: the summary, the rows, further tables, assumptions, notes.
int answer_write_workbook(struct answer *answer, const char *path, struct err *err);

void answer_release(struct answer *answer);

#endif
