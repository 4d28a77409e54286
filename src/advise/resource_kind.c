#include "advise/resource_kind.h"

#include "base/ascii.h"

#include <stddef.h>
#include <string.h>

/// Starts are usual ones of managed services; a measured --boot is better.
static const struct resource_facts kinds[RESOURCE_KINDS] = {
    [RESOURCE_COMPUTE] = {"compute", 120, false, {"app", "web", "api", NULL}},
    [RESOURCE_DATABASE] = {"database",
                           300,
                           true,
                           {"db", "sql", "postgres", "mongo", "aurora", "rds", NULL}},
    [RESOURCE_CACHE] = {"cache", 180, false, {"cache", "redis", "memcache", "valkey", NULL}},
    [RESOURCE_STORAGE] = {"storage", 600, true, {"storage", "disk", "volume", "ebs", "s3", NULL}},
    [RESOURCE_NETWORK] = {"network", 60, false, {"network", "nat", "vpn", "bandwidth", NULL}},
    [RESOURCE_QUEUE] = {"queue", 600, true, {"kafka", "kinesis", NULL}},
    [RESOURCE_POOLER] = {"pooler", 60, false, {"pgbouncer", "pooler", NULL}},
    [RESOURCE_SERVERLESS] = {"serverless", 0, false, {"lambda", NULL}},
};

const struct resource_facts *resource_facts(enum resource_kind kind)
{
    return &kinds[kind];
}

/// Whether a word of the name (letters and digits between anything else) begins or ends with
/// `part`: "mysql" and "db2", but not "candbox".
static bool has_word(const char *name, const char *part)
{
    size_t length = strlen(part);
    while (*name != '\0') {
        size_t word = 0;
        while (ascii_is_letter(name[word]) || ascii_is_digit(name[word]))
            word++;
        if (word >= length && (ascii_is_word_any_case(name, length, part) ||
                               ascii_is_word_any_case(name + word - length, length, part)))
            return true;
        name += word + (name[word] != '\0');
    }
    return false;
}

enum resource_kind resource_kind_by_name(const char *name)
{
    for (enum resource_kind kind = 0; kind < RESOURCE_KINDS; kind++)
        for (const char *const *word = kinds[kind].word; *word != NULL; word++)
            if (has_word(name, *word))
                return kind;
    return RESOURCE_COMPUTE;
}
