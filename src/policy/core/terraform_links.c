#include "policy/core/terraform_links.h"

#include <string.h>

enum {
    DEPTH_MAX = 16,       ///< variables and outputs from module to module
    FOLLOWED_MAX = 10000, ///< references in all, as each may stand for several
};

static const char module_prefix[] = "module.";

/// What `from` refers to, as far as it was found.
struct search {
    const struct terraform_plan *plan;
    const struct terraform_resource *from;
    const struct terraform_resource **found;
    size_t count;
    int followed;
};

char *terraform_base(struct arena *arena, const char *address)
{
    char *base = arena_alloc(arena, strlen(address) + 1);
    size_t length = 0;
    bool quoted = false;
    bool inside = false;
    for (const char *at = address; *at != '\0'; at++) {
        if (*at == '"')
            quoted = !quoted;
        else if (!quoted && *at == '[')
            inside = true;
        if (!inside && !quoted && *at != '"')
            base[length++] = *at;
        if (!quoted && *at == ']')
            inside = false;
    }
    base[length] = '\0';
    return base;
}

/// The length of the module path of a base address: "module.a.module.b." is 18, none is 0.
static size_t module_length(const char *base)
{
    size_t length = 0;
    while (strncmp(base + length, module_prefix, sizeof module_prefix - 1) == 0) {
        const char *dot = strchr(base + length + sizeof module_prefix - 1, '.');
        if (dot == NULL)
            break;
        length = (size_t)(dot - base) + 1;
    }
    return length;
}

/// The configuration of the module with a path such as "module.a.module.b."; NULL.
static const struct node *configuration_of(const struct terraform_plan *plan, const char *path)
{
    const struct node *module = plan->configuration;
    while (*path != '\0' && module != NULL) {
        path += sizeof module_prefix - 1;
        size_t length = strcspn(path, ".");
        const char *name = arena_strndup(plan->arena, path, length);
        module = node_get(node_get(node_get(module, "module_calls"), name), "module");
        path += length + (path[length] == '.');
    }
    return module;
}

/// The next index ([0], ["eu"]) of an address, which then stands behind it; its length, 0: no more.
static size_t next_index(const char **at)
{
    const char *start = strchr(*at, '[');
    if (start == NULL)
        return 0;
    const char *end = strchr(start, ']');
    *at = end == NULL ? start + strlen(start) : end + 1;
    return (size_t)(*at - start);
}

/// How near two resources are: indexes that they share, twice where they are at the same place.
static size_t nearness(const char *address, const char *other)
{
    size_t score = 0;
    size_t place = 0;
    for (const char *a = address; true; place++) {
        size_t length = next_index(&a);
        if (length == 0)
            return score;
        size_t other_place = 0;
        for (const char *b = other; true; other_place++) {
            size_t other_length = next_index(&b);
            if (other_length == 0)
                break;
            if (length == other_length && memcmp(a - length, b - other_length, length) == 0)
                score += place == other_place ? 2 : 1;
        }
    }
}

/// Adds the resources with this base, of those only the nearest to the one that refers.
static void add_resources(struct search *search, const char *base)
{
    const struct terraform_plan *plan = search->plan;
    size_t best = 0;
    for (size_t i = 0; i < plan->count; i++) {
        size_t near = strcmp(plan->resource[i].base, base) != 0
                          ? 0
                          : nearness(search->from->address, plan->resource[i].address);
        best = near > best ? near : best;
    }
    for (size_t i = 0; i < plan->count; i++) {
        const struct terraform_resource *other = &plan->resource[i];
        bool there = strcmp(other->base, base) != 0 ||
                     nearness(search->from->address, other->address) < best;
        for (size_t j = 0; j < search->count && !there; j++)
            there = search->found[j] == other;
        if (!there)
            search->found[search->count++] = other;
    }
}

static void follow(struct search *search, const char *path, const char *reference, int depth);

static void follow_all(struct search *search, const char *path, const struct node *expression,
                       int depth)
{
    const struct node *list = node_get(expression, "references");
    for (size_t i = 0; list != NULL && list->kind == NODE_LIST && i < list->entries; i++) {
        if (list->entry[i].value->kind == NODE_TEXT)
            follow(search, path, list->entry[i].value->text, depth + 1);
    }
}

/// The first `count` parts between dots.
static const char *parts_of(struct arena *arena, const char *text, int count)
{
    size_t length = 0;
    for (; text[length] != '\0'; length++) {
        if (text[length] == '.' && --count == 0)
            break;
    }
    return arena_strndup(arena, text, length);
}

/// Goes after one reference, which stands in the module of `path`.
static void follow(struct search *search, const char *path, const char *reference, int depth)
{
    struct arena *arena = search->plan->arena;
    const char *base = terraform_base(arena, reference);
    if (depth > DEPTH_MAX || ++search->followed > FOLLOWED_MAX)
        return;
    if (strncmp(base, "var.", 4) == 0 && *path != '\0') {
        // The value that the module's caller gives.
        const char *name = parts_of(arena, base + 4, 1);
        size_t length = strlen(path) - 1;
        const char *parent = path;
        for (size_t next = 0; next < length;) {
            parent = path + next;
            const char *dot = strchr(parent + sizeof module_prefix - 1, '.');
            next = (size_t)(dot - path) + 1;
        }
        const char *outer = arena_strndup(arena, path, (size_t)(parent - path));
        const char *call = parts_of(arena, parent + sizeof module_prefix - 1, 1);
        const struct node *calls = node_get(configuration_of(search->plan, outer), "module_calls");
        follow_all(search, outer, node_get(node_get(node_get(calls, call), "expressions"), name),
                   depth);
    } else if (strncmp(base, module_prefix, sizeof module_prefix - 1) == 0) {
        const char *module = parts_of(arena, base, 2);
        const char *output = base + strlen(module);
        const char *inner = arena_printf(arena, "%s%s.", path, module);
        if (*output == '.')
            follow_all(search, inner,
                       node_get(node_get(node_get(configuration_of(search->plan, inner), "outputs"),
                                         parts_of(arena, output + 1, 1)),
                                "expression"),
                       depth);
    } else {
        add_resources(search, arena_printf(arena, "%s%s", path, parts_of(arena, base, 2)));
    }
}

/// "${type.name.attribute}" of a file in Terraform's own JSON.
static void follow_text(struct search *search, const struct node *value)
{
    for (size_t i = 0; value != NULL && value->kind == NODE_LIST && i < value->entries; i++)
        follow_text(search, value->entry[i].value);
    if (value == NULL || value->kind != NODE_TEXT || strncmp(value->text, "${", 2) != 0)
        return;
    struct arena *arena = search->plan->arena;
    follow(search, "", arena_strndup(arena, value->text + 2, strcspn(value->text + 2, "}")), 0);
}

size_t terraform_references(const struct terraform_plan *plan,
                            const struct terraform_resource *from, const char *attribute,
                            const struct terraform_resource **found)
{
    struct search search = {.plan = plan, .from = from, .found = found};
    follow_text(&search, node_get(from->values, attribute));
    size_t length = module_length(from->base);
    const char *path = arena_strndup(plan->arena, from->base, length);
    const struct node *list = node_get(configuration_of(plan, path), "resources");
    for (size_t i = 0; list != NULL && list->kind == NODE_LIST && i < list->entries; i++) {
        const struct node *resource = list->entry[i].value;
        if (node_is(node_get(resource, "address"), from->base + length))
            follow_all(&search, path, node_get(node_get(resource, "expressions"), attribute), 0);
    }
    return search.count;
}
