#include "answer/remedy_words.h"
#include "answer/words.h"
#include "cmd/size_question.h"
#include "sizing/inverse.h"

#include <math.h>
#include <string.h>

struct sized_demand size_asked(const struct size_question *question)
{
    return (struct sized_demand){
        .sizing = question->sizing,
        .unit = question->unit.unit,
        .asked = question->asked,
        .cache_hit = question->cache_hit,
    };
}

/// Everything of a kind on one line: each is enough alone.
static void write_label(const struct remedies *remedies, const char *label,
                        struct document *document)
{
    struct arena *arena = &document->arena;
    const char *line = NULL;
    for (size_t i = 0; i < remedies->count; i++) {
        const struct remedy *remedy = &remedies->item[i];
        if (strcmp(remedy_label(remedy->kind), label) != 0)
            continue;
        const char *words = remedy_words(arena, remedy);
        line = line == NULL ? words : arena_printf(arena, "%s, or %s", line, words);
    }
    if (line != NULL)
        document_item(document, "%s: %s", label, line);
}

void size_write_remedies(const struct size_question *question, struct document *document)
{
    static const char *const labels[] = {"accept", "optimise", "cheaper", "offload"};
    const struct sized_demand asked = size_asked(question);
    struct remedies remedies;
    remedies_find(&asked, &remedies);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        write_label(&remedies, labels[i], document);
    if (remedy_of_kind(&remedies, REMEDY_OPTIMISE) == NULL &&
        remedy_of_kind(&remedies, REMEDY_SPEED_UP) == NULL)
        document_item(document, "optimise: no rate per instance is high enough, since the buffers "
                                "alone fill the fleet");
}

const char *size_capacity_sentence(const struct size_question *question, double instances)
{
    struct arena *arena = &question->invocation->arena;
    double most = solve_demand(&question->sizing, instances) / (1 - question->cache_hit);
    return arena_printf(
        arena, "%s take %s%s", words_instances(arena, instances),
        isnan(most) ? "nothing" : "at most ",
        isnan(most) ? "" : words_measure(arena, most, words_at_most, &question->unit.unit));
}
