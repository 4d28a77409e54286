#include "policy/core/policy_write.h"

#include "policy/core/platform.h"

#include <string.h>

static int check_set(const struct policy_set *set, enum policy_format format, struct err *err)
{
    const struct platform *platform = set->platform;
    if (platform->write[format] == NULL && format == POLICY_FORMAT_GCLOUD)
        return err_set(err, ERR_USAGE,
                       "--emit gcloud is for managed instance groups of Google Cloud, which "
                       "headroom schedule makes the policy of");
    if (platform->write[format] == NULL && format == POLICY_FORMAT_AZURE)
        return err_set(err, ERR_USAGE,
                       "--emit azure is for autoscale settings of VM scale sets, which headroom "
                       "schedule and headroom steps make");
    if (platform->write[format] == NULL)
        return err_set(err, ERR_USAGE, "%s", platform->other_format);
    if (set->group.name == NULL)
        return err_set(err, ERR_USAGE,
                       "the group that the policy is for has no name; --group NAME gives it");
    return platform->check_name == NULL ? 0 : platform->check_name(set, err);
}

int policy_sets_check(const struct policy_sets *sets, enum policy_format format, struct err *err)
{
    for (size_t i = 0; i < sets->count; i++)
        if (check_set(sets->set[i], format, err) != 0)
            return -1;
    return 0;
}

int policy_sets_write(const struct policy_sets *sets, enum policy_format format, struct str *out,
                      struct notes *notes, struct err *err)
{
    if (policy_sets_check(sets, format, err) != 0)
        return -1;
    if (sets->count > 0)
        sets->set[0]->platform->write[format](sets, out, notes);
    return 0;
}

int policy_sets_deploy_command(const struct policy_sets *sets, enum policy_format format,
                               const char *path, struct str *out, struct err *err)
{
    if (path[0] == '\0' || strcmp(path, "-") == 0)
        return err_set(err, ERR_USAGE, "commands need a file to deploy from; -o FILE writes it");
    // A path that begins with a dash would be read as an option.
    struct str file = {0};
    str_appendf(&file, "%s%s", path[0] == '-' ? "./" : "", path);
    if (sets->count > 0)
        sets->set[0]->platform->deploy(sets, format, str_text(&file), out);
    str_release(&file);
    return 0;
}
