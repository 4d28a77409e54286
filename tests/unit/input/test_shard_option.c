// --shard: parts by the 64-bit FNV-1a hash of its authors' test vectors
// (http://www.isthe.com/chongo/tech/comp/fnv/), every key in just one part, refusals that say what
// to write.
#include "cli/command.h"
#include "input/shard_option.h"
#include "tap.h"

#include <stdio.h>

static const struct option_use options[] = {{.id = OPT_SHARD}, {.id = OPT_NONE}};
static const struct command command = {.name = "look", .options = {options}};

static int parse(const char *text, struct shard *shard, struct err *err)
{
    struct invocation run = {.command = &command};
    const char *values[] = {text};
    run.given[OPT_SHARD] = (struct option_values){.text = values, .count = 1};
    return shard_option(&run, shard, err);
}

/// The hash modulo 2^32, one part a residue.
static void check_vector(const char *key, uint64_t hash)
{
    const uint64_t parts = UINT64_C(1) << 32;
    struct shard own = {.part = hash % parts + 1, .parts = parts};
    struct shard other = {.part = (hash + 1) % parts + 1, .parts = parts};
    ok(shard_holds(&own, key) && !shard_holds(&other, key), "the hash of \"%s\"", key);
}

static void check_partition(void)
{
    for (uint64_t parts = 1; parts <= 7; parts++)
        for (int key = 0; key < 50; key++) {
            char name[16];
            int holders = 0;
            snprintf(name, sizeof name, "service-%d", key);
            for (uint64_t part = 1; part <= parts; part++)
                holders += shard_holds(&(struct shard){part, parts}, name);
            is_int(holders, 1, name);
        }
    ok(shard_holds(&(struct shard){1, 1}, NULL), "one part holds the series without a key");
}

int main(void)
{
    check_vector("", UINT64_C(0xcbf29ce484222325));
    check_vector("a", UINT64_C(0xaf63dc4c8601ec8c));
    check_vector("foobar", UINT64_C(0x85944171f73967e8));
    check_partition();

    struct shard shard;
    struct err err = {0};
    is_int(parse("2/8", &shard, &err), 0, "2/8");
    ok(shard.part == 2 && shard.parts == 8, "the second of eight");
    static const char *const wrong[] = {"0/8", "9/8",  "2",    "/8",   "2/",
                                        "2/0", "2/8x", "-1/8", "1/ 8", "99999999999999999999/1"};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ok(parse(wrong[i], &shard, &err) != 0, "%s is refused", wrong[i]);
        has_text(err.text, "is no part of a whole: I/N with I from 1 to N, such as 2/8", wrong[i]);
    }
    return done();
}
