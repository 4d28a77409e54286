#include "cli/files_from.h"

#include "base/file.h"
#include "base/str.h"
#include "base/vec.h"

#include <string.h>

enum { LIST_MOST = 256 << 20 };

/// Adds the names of a list, a line each; returns how many.
static size_t add_lines(struct invocation *invocation, const char *list)
{
    size_t added = 0;
    while (*list != '\0') {
        size_t length = strcspn(list, "\n");
        const char *next = list + length + (list[length] == '\n');
        if (length > 0 && list[length - 1] == '\r')
            length--;
        if (length > 0) {
            VEC_PUSH(invocation->operand, invocation->operands, invocation->operand_capacity,
                     arena_strndup(&invocation->arena, list, length));
            added++;
        }
        list = next;
    }
    return added;
}

int files_from_option(struct invocation *invocation, struct err *err)
{
    const char *path = option_text(invocation, OPT_FILES_FROM);
    if (path == NULL)
        return 0;
    for (size_t i = 0; i < invocation->operands && strcmp(path, "-") == 0; i++)
        if (strcmp(invocation->operand[i], "-") == 0)
            return err_set(err, ERR_USAGE,
                           "--files-from: standard input (\"-\") can be read only once");
    struct str list = {0};
    int status = file_read_bounded(path, LIST_MOST, &list, err);
    if (status == 0 && add_lines(invocation, str_text(&list)) == 0)
        status = err_at(err, path, 0, NULL, "no file is named: a line each");
    str_release(&list);
    return status;
}
