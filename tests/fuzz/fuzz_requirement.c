// Any bytes as a rules file, and as the text of a rule: read or refused, and what is read has its
// parts.
#include "advise/requirement.h"
#include "base/memory.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

/// A rule has a measure and, but for rules of lint that are waived, a limit of some kind or none.
static bool behaves(struct requirement *rule)
{
    if (rule->text == NULL || rule->place == NULL || rule->measure == NULL)
        return false;
    if (rule->limit_text == NULL)
        return rule->waiver.reason != NULL;
    for (enum limit_kind kind = LIMIT_NUMBER; kind <= LIMIT_MONEY_MONTH; kind++) {
        struct err err = {0};
        if (requirement_settle(rule, kind, 730, &err) == 0 && !isfinite(rule->limit))
            return false;
        if (requirement_holds(rule, (double)NAN))
            return false;
    }
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct requirements list = {0};
    struct err err = {0};
    struct byte_source *source = byte_source_memory((const char *)data, size);
    int status = requirements_read(source, NULL, &list, &err);
    byte_source_close(source);
    if ((status == 0) != (err.text[0] == '\0'))
        abort();
    char *text = mem_strndup((const char *)data, size);
    err = (struct err){0};
    if ((requirements_add(&list, "--require", text, &err) == 0) != (err.text[0] == '\0'))
        abort();
    free(text);
    for (size_t i = 0; i < list.count; i++)
        if (!behaves(&list.item[i]))
            abort();
    requirements_release(&list);
    return 0;
}
