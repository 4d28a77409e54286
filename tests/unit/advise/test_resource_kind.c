#include "advise/resource_kind.h"
#include "tap.h"

#include <stddef.h>

int main(void)
{
    static const struct {
        const char *name;
        enum resource_kind kind;
    } cases[] = {
        {"orders-db", RESOURCE_DATABASE},
        {"MySQL_queries_per_s", RESOURCE_DATABASE},
        {"postgres", RESOURCE_DATABASE},
        {"shop/redis_ops_per_s", RESOURCE_CACHE},
        {"session-cache", RESOURCE_CACHE},
        {"disk_bytes", RESOURCE_STORAGE},
        {"nat-gateway", RESOURCE_NETWORK},
        {"requests_per_s", RESOURCE_COMPUTE},
        {"web", RESOURCE_COMPUTE},
        {"sandbox", RESOURCE_COMPUTE},
        {"", RESOURCE_COMPUTE},
        {"--", RESOURCE_COMPUTE},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        is_text(resource_facts(resource_kind_by_name(cases[i].name))->name,
                resource_facts(cases[i].kind)->name, cases[i].name);
    ok(resource_facts(RESOURCE_DATABASE)->stateful, "a database holds data");
    ok(!resource_facts(RESOURCE_CACHE)->stateful, "a cache may start empty");
    return done();
}
