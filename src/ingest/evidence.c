#include "ingest/evidence.h"

#include <string.h>

size_t evidence_reading(struct evidence *evidence, const char *name)
{
    evidence->reading[evidence->count] = (struct evidence_reading){.name = name};
    return evidence->count++;
}

void evidence_point(struct evidence *evidence, size_t reading, double points, const char *reason)
{
    struct evidence_reading *of = &evidence->reading[reading];
    of->points += points;
    str_append(&of->reasons, of->reasons.length == 0 ? "" : ", ");
    str_append(&of->reasons, points < 0 ? "but " : "");
    str_append(&of->reasons, reason);
}

size_t evidence_winner(const struct evidence *evidence)
{
    size_t winner = 0;
    for (size_t i = 1; i < evidence->count; i++)
        if (evidence->reading[i].points > evidence->reading[winner].points)
            winner = i;
    return winner;
}

/// The best reading beside the winner; the winner itself where there is no other.
static size_t runner_up(const struct evidence *evidence)
{
    size_t winner = evidence_winner(evidence);
    size_t second = winner;
    for (size_t i = 0; i < evidence->count; i++)
        if (i != winner &&
            (second == winner || evidence->reading[i].points > evidence->reading[second].points))
            second = i;
    return second;
}

double evidence_margin(const struct evidence *evidence)
{
    return evidence->reading[evidence_winner(evidence)].points -
           evidence->reading[runner_up(evidence)].points;
}

void evidence_note(const struct evidence *evidence, struct reading *reading)
{
    const struct evidence_reading *first = &evidence->reading[evidence_winner(evidence)];
    const struct evidence_reading *second = &evidence->reading[runner_up(evidence)];
    if (evidence->count < 2)
        return;
    reading_note(reading, NOTE_DETAIL, evidence->question,
                 "%s: %s (%g points: %s) before %s (%g: %s)", evidence->question, first->name,
                 first->points, evidence_why(evidence), second->name, second->points,
                 second->reasons.length > 0 ? second->reasons.data : "nothing");
}

const char *evidence_why(const struct evidence *evidence)
{
    const struct str *reasons = &evidence->reading[evidence_winner(evidence)].reasons;
    return reasons->length > 0 ? reasons->data : "nothing in the file says otherwise";
}

void evidence_release(struct evidence *evidence)
{
    for (size_t i = 0; i < evidence->count; i++)
        str_release(&evidence->reading[i].reasons);
}
