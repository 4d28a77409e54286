// Every term that an assumptions file may have is obeyed, refused or said to have no part by every
// command that counts instances; and commands take as options what they obey.
#include "cmd/commands.h"
#include "sizing/scaling_equation.h"
#include "tap.h"
#include "terms/term_table.h"

#include <stdio.h>
#include <string.h>

static const char *const asking[] = {"size",     "plan",     "recommend", "runout",
                                     "schedule", "warmpool", "steps",     "simulate",
                                     "check",    "tune",     "cost"};
enum { ASKING = sizeof asking / sizeof *asking };

static void test_every_name_has_a_row(void)
{
    const struct term *row;
    size_t rows = term_table(&row);
    for (enum option_id id = OPT_NONE + 1; id < OPT_COUNT; id++) {
        size_t count = 0;
        for (size_t i = 0; i < rows; i++)
            count += row[i].id == id;
        const char *name = option_at(id)->assumption;
        if (name != NULL)
            is_int(count, 1, name);
        else if (count > 0)
            is_int(count, 0, option_at(id)->name);
    }
}

static void test_every_question_is_decided(void)
{
    const struct term *row;
    size_t rows = term_table(&row);
    unsigned all = 0;
    for (size_t i = 0; i < ASKING; i++) {
        is_int(all & term_asked_by(asking[i]), 0, asking[i]);
        all |= term_asked_by(asking[i]);
    }
    is_int(all, ASKED_BY_ALL, "every bit is a command's");
    is_int(term_asked_by("clean"), 0, "clean counts no instances");
    for (size_t i = 0; i < rows; i++) {
        const struct term *term = &row[i];
        unsigned decided = term->obeyed | term->said | term->refused;
        bool apart = (term->obeyed & term->said) == 0 && (term->obeyed & term->refused) == 0 &&
                     (term->said & term->refused) == 0;
        const char *name = option_at(term->id)->assumption;
        ok(term->kind != TERM_UNDECIDED && apart &&
               decided == (term->kind == TERM_BESIDE ? 0 : (unsigned)ASKED_BY_ALL),
           "%s", name);
        ok((term->said | term->refused) == 0 || term->instead != NULL, "%s", name);
    }
}

/// What is obeyed can be given as an option; headroom by its other spelling too. What is not
/// cannot.
static void test_options(void)
{
    const struct term *row;
    size_t rows = term_table(&row);
    for (size_t c = 0; c < ASKING; c++) {
        const struct command *command = command_find(commands, asking[c]);
        unsigned bit = term_asked_by(asking[c]);
        for (size_t i = 0; i < rows; i++) {
            const struct term *term = &row[i];
            char what[128];
            snprintf(what, sizeof what, "%s --%s", asking[c], option_at(term->id)->name);
            bool taken = command_option(command, term->id) != NULL;
            if (term->id == OPT_HEADROOM)
                taken = taken || command_option(command, OPT_TARGET) != NULL;
            if (term->kind != TERM_BESIDE)
                is_int(taken, (term->obeyed & bit) != 0, what);
        }
    }
}

/// A field that two terms fill would hold the last of them.
static void test_fields(void)
{
    const struct term *row;
    size_t rows = term_table(&row);
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < i; k++) {
            bool bound = row[i].kind > TERM_JOINT && row[k].kind > TERM_JOINT;
            if (bound && row[i].offset == row[k].offset)
                is_text(option_at(row[i].id)->name, option_at(row[k].id)->name, "one field each");
            if (bound && row[i].offset + sizeof(double) > sizeof(struct sizing))
                is_int(row[i].offset, 0, "within struct sizing");
        }
}

int main(void)
{
    test_every_name_has_a_row();
    test_every_question_is_decided();
    test_options();
    test_fields();
    return done();
}
