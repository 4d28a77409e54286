#include "input/shard_option.h"

#include "base/memory.h"
#include "cli/command.h"

#include <stdlib.h>
#include <string.h>

/// A whole number of at most nine digits at *text, which is moved behind it; 0 where there is none.
static uint64_t whole_at(const char **text)
{
    uint64_t value = 0;
    size_t digits = strspn(*text, "0123456789");
    for (size_t i = 0; i < digits && digits <= 9; i++)
        value = value * 10 + (uint64_t)((*text)[i] - '0');
    *text += digits;
    return value;
}

int shard_option(const struct invocation *invocation, struct shard *shard, struct err *err)
{
    const char *text = option_text(invocation, OPT_SHARD);
    *shard = (struct shard){.part = 1, .parts = 1};
    if (text == NULL)
        return 0;
    const char *rest = text;
    shard->part = whole_at(&rest);
    if (*rest == '/') {
        rest++;
        shard->parts = whole_at(&rest);
    }
    if (*rest == '\0' && strchr(text, '/') != NULL && shard->part >= 1 &&
        shard->part <= shard->parts)
        return 0;
    char shown[OPTION_TEXT_MAX];
    return err_set(err, ERR_USAGE,
                   "--shard: \"%s\" is no part of a whole: I/N with I from 1 to N, such as 2/8",
                   err_quote(shown, sizeof shown, text, strlen(text)));
}

bool shard_holds(const struct shard *shard, const char *key)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (; key != NULL && *key != '\0'; key++)
        hash = (hash ^ (unsigned char)*key) * UINT64_C(1099511628211);
    return hash % shard->parts == shard->part - 1;
}

int keep_shard(struct invocation *invocation, struct series_set *set, struct err *err)
{
    struct shard shard;
    if (shard_option(invocation, &shard, err) != 0)
        return -1;
    if (shard.parts == 1)
        return 0;
    const size_t read = set->count;
    bool *keep = mem_alloc(read + 1, sizeof *keep);
    for (size_t i = 0; i < read; i++)
        keep[i] = shard_holds(&shard, set->item[i].key);
    series_set_keep(set, keep);
    free(keep);
    return shard_note(invocation, set->count, read, err);
}

int shard_note(struct invocation *invocation, size_t kept, size_t read, struct err *err)
{
    notes_add(&invocation->notes, NOTE_INFO, "shard", "--shard %s: %zu of %zu series",
              option_text(invocation, OPT_SHARD), kept, read);
    if (kept > 0)
        return 0;
    invocation->empty_part = true;
    return err_set(err, ERR_DATA, "--shard %s: no series is in this part",
                   option_text(invocation, OPT_SHARD));
}
