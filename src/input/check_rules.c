#include "input/check_rules.h"

#include "base/str.h"
#include "base/suggest.h"

#include <string.h>

enum { SHOWN_MAX = 256 };

bool check_rules_given(const struct invocation *invocation)
{
    return option_given(invocation, OPT_REQUIRE) || option_given(invocation, OPT_RULES_FILE);
}

static int read_file(const char *path, const struct zone *zone, struct requirements *rules,
                     struct err *err)
{
    struct byte_source *source;
    if (input_open(path, &source, err) != 0)
        return -1;
    int status = requirements_read(source, zone, rules, err);
    byte_source_close(source);
    return status;
}

int check_rules_read(struct invocation *invocation, const struct zone *zone,
                     struct requirements *rules, struct err *err)
{
    const char *const *value;
    size_t count = option_all(invocation, OPT_RULES_FILE, &value);
    for (size_t i = 0; i < count; i++)
        if (read_file(value[i], zone, rules, err) != 0)
            return -1;
    count = option_all(invocation, OPT_REQUIRE, &value);
    for (size_t i = 0; i < count; i++)
        if (requirements_add(rules, "--require", value[i], err) != 0)
            return -1;
    return 0;
}

bool check_rules_have_waiver(const struct requirements *rules)
{
    for (size_t i = 0; i < rules->count; i++)
        if (rules->item[i].waiver.reason != NULL)
            return true;
    return false;
}

int check_rules_refuse(const struct requirement *rule, const char *kind, const char *const *names,
                       size_t count, struct err *err)
{
    char shown[SHOWN_MAX];
    struct str list = {0};
    for (size_t i = 0; i < count; i++) {
        str_append(&list, i == 0 ? "" : ", ");
        str_append_escaped(&list, names[i], strlen(names[i]));
    }
    const char *near = suggest_closest(rule->measure, names, count);
    err_set(err, ERR_USAGE, "%s: \"%s\" is no %s%s%s%s; there are: %s", rule->place,
            err_quote(shown, sizeof shown, rule->measure, strlen(rule->measure)), kind,
            near == NULL ? "" : "; did you mean \"", near == NULL ? "" : near,
            near == NULL ? "" : "\"?", str_text(&list));
    str_release(&list);
    return -1;
}
