#include "terms/tier_list.h"

#include "base/key_index.h"
#include "base/number.h"
#include "base/str.h"
#include "base/suggest.h"
#include "base/vec.h"
#include "sizing/database_limits.h"
#include "table/record_read.h"

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/// Of a database, kept for administrators where nothing is said: superuser_reserved_connections of
/// PostgreSQL.
static const double usual_reserved = 3;
static const double usual_fill = 0.8;
static const double bytes_per_mbit = 1e6 / 8;
static const double most_price = 1e4;

/// Of caches of web sites and key-value stores: 0.6 to 1 (Breslau et al., 1999), 0.99 in YCSB.
static const double usual_zipf = 0.99;

enum { SHOWN_MAX = 256, CYCLE_SHOWN = 20 };

struct system_reader {
    struct sizing_options *options;
    struct tier_system *system;
    size_t at; ///< the tier or the link
    struct err *err;
};

// --- a tier --------------------------------------------------------------------------------------

#define TIER_TERM(id, member, otherwise)                                                           \
    {                                                                                              \
        id, offsetof(struct tier, member), otherwise                                               \
    }

/// Terms that are one number of a tier each, with what stands where nothing is said.
static const struct {
    enum option_id id;
    size_t offset;
    double otherwise;
} terms[] = {
    TIER_TERM(OPT_PER_INSTANCE, per_instance, NAN),
    TIER_TERM(OPT_CONNECTIONS, connections, NAN),
    TIER_TERM(OPT_DURATION, duration, NAN),
    TIER_TERM(OPT_MAX_CONNECTIONS, max_connections, NAN),
    TIER_TERM(OPT_RESERVED_CONNECTIONS, reserved_connections, NAN),
    TIER_TERM(OPT_MEMORY, memory, NAN),
    TIER_TERM(OPT_MEMORY_BASE, memory_base, NAN),
    TIER_TERM(OPT_MEMORY_PER_CONNECTION, memory_per_connection, NAN),
    TIER_TERM(OPT_MEMORY_PER_REQUEST, memory_per_request, NAN),
    TIER_TERM(OPT_STORAGE, storage, NAN),
    TIER_TERM(OPT_DATA, data, NAN),
    TIER_TERM(OPT_FILL, fill, usual_fill),
    TIER_TERM(OPT_IOPS, iops, NAN),
    TIER_TERM(OPT_IO_PER_REQUEST, io_per_request, NAN),
    TIER_TERM(OPT_BANDWIDTH_MBIT, bandwidth, NAN),
    TIER_TERM(OPT_BYTES_PER_REQUEST, bytes_per_request, NAN),
    TIER_TERM(OPT_THROTTLE, throttle, NAN),
    TIER_TERM(OPT_QUOTA, quota, NAN),
    TIER_TERM(OPT_IMBALANCE, imbalance, 0),
    TIER_TERM(OPT_CACHE_HIT, cache_hit, NAN),
    TIER_TERM(OPT_SHARE, share, NAN),
    TIER_TERM(OPT_RETRY, retry, NAN),
    TIER_TERM(OPT_RETRIES, retries, NAN),
    TIER_TERM(OPT_ZONES, zones, NAN),
    TIER_TERM(OPT_MIN, min, NAN),
    TIER_TERM(OPT_MAX, max, NAN),
    TIER_TERM(OPT_MULTIPLE, multiple, NAN),
    TIER_TERM(OPT_CURRENT, current, NAN),
    TIER_TERM(OPT_PRICE, price, NAN),
    TIER_TERM(OPT_BOOT, boot, NAN),
    TIER_TERM(OPT_BATCH, batch, NAN),
};

#define STATE_TERM(id, member, otherwise)                                                          \
    {                                                                                              \
        id, offsetof(struct tier_state, member), otherwise                                         \
    }

/// The same of its state.
static const struct {
    enum option_id id;
    size_t offset;
    double otherwise;
} state_terms[] = {
    STATE_TERM(OPT_ITEM_SIZE, item_size, NAN),
    STATE_TERM(OPT_TTL, ttl, NAN),
    STATE_TERM(OPT_HIT_TARGET, hit_target, NAN),
    STATE_TERM(OPT_WAIT, wait, 0.005),
    STATE_TERM(OPT_WAIT_SHARE, wait_share, 0.01),
    STATE_TERM(OPT_APPLY_RATE, apply_rate, NAN),
    STATE_TERM(OPT_BURST_RATE, burst_rate, NAN),
    STATE_TERM(OPT_BURST_TIME, burst_time, NAN),
    STATE_TERM(OPT_SEND_RATE, send_rate, NAN),
    STATE_TERM(OPT_RECEIVE_RATE, receive_rate, NAN),
    STATE_TERM(OPT_REQUEST_VALUE, request_value, NAN),
    STATE_TERM(OPT_HASH_POINTS, hash_points, NAN),
    STATE_TERM(OPT_DOWNTIME, downtime, NAN),
    STATE_TERM(OPT_RESIZES, resizes, NAN),
    STATE_TERM(OPT_GROWTH_MONTH, growth_month, NAN),
    STATE_TERM(OPT_LEAD_TIME, lead_time, NAN),
    STATE_TERM(OPT_WRITE_BYTES, write_bytes, NAN),
    STATE_TERM(OPT_RETENTION, retention, NAN),
    STATE_TERM(OPT_COPIES, copies, 1),
    STATE_TERM(OPT_COMPRESSION, compression, 1),
};

/// Refuses the term `id` of the tier that is read.
__attribute__((format(printf, 3, 4))) static int refuse(const struct system_reader *reader,
                                                        enum option_id id, const char *format, ...)
{
    char text[ERR_TEXT_MAX];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const struct listed_resource *tier = &reader->system->list.item[reader->at];
    const struct setting setting = sizing_setting(reader->options, id, tier->name);
    const char *file = setting.row == NULL ? reader->system->list.path : setting.row->file;
    const size_t line = setting.row == NULL ? tier->line : setting.row->line;
    return err_at(reader->err, file, line, option_at(id)->assumption, "%s", text);
}

static bool has(double value)
{
    return !isnan(value);
}

static int settle_headroom(const struct system_reader *reader, const char *name, struct tier *tier)
{
    bool both;
    bool by_target = sizing_counts_target(reader->options, name, &both);
    if (both)
        return refuse(reader, OPT_TARGET,
                      "headroom is given, too, and says the same thing (headroom = 1/target - 1); "
                      "keep one of them");
    double target = sizing_setting(reader->options, OPT_TARGET, name).value;
    struct setting headroom = sizing_setting(reader->options, OPT_HEADROOM, name);
    if (!by_target && headroom.word != NULL)
        return refuse(reader, OPT_HEADROOM,
                      "of a tier it is a share, such as 50%%: only one fleet finds its own");
    tier->headroom = by_target ? 1 / target - 1 : headroom.value;
    return 0;
}

static int settle_spare(const struct system_reader *reader, const char *name, struct tier *tier)
{
    struct setting spare = sizing_setting(reader->options, OPT_SPARE, name);
    tier->spare_zone = spare.word != NULL;
    tier->spare = tier->spare_zone ? 0 : spare.value;
    if (tier->spare_zone && !(tier->zones >= 2))
        return refuse(reader, OPT_SPARE, "a whole %s as spare needs zones, 2 or more", spare.word);
    return 0;
}

static struct setting setting_of(const struct system_reader *reader, enum option_id id)
{
    return sizing_setting(reader->options, id, reader->system->list.item[reader->at].name);
}

/// Whether the keys of a cache are known, by their number or a file.
static bool keys_are_known(const struct system_reader *reader)
{
    return setting_of(reader, OPT_KEYS).origin != SETTING_ABSENT ||
           reader->system->list.item[reader->at].file != NULL;
}

static bool is_engine(const struct system_reader *reader)
{
    return setting_of(reader, OPT_ENGINE).word != NULL;
}

/// What is given without what it goes together with.
static int check_pairs(const struct system_reader *reader, const struct tier *tier,
                       const struct tier_state *state)
{
    const struct {
        enum option_id given, needs;
        bool lacking;
        const char *remedy;
    } pair[] = {
        {OPT_CONNECTIONS, OPT_DURATION, has(tier->connections) && !has(tier->duration),
         "how long a request occupies one, such as 50ms"},
        {OPT_QUOTA, OPT_DURATION, has(tier->quota) && !has(tier->duration),
         "how long a request lasts, such as 50ms"},
        {OPT_MEMORY_PER_REQUEST, OPT_DURATION,
         has(tier->memory_per_request) && !has(tier->duration),
         "how long a request holds it, such as 50ms"},
        {OPT_MEMORY_PER_REQUEST, OPT_MEMORY, has(tier->memory_per_request) && !has(tier->memory),
         "what a unit has, such as 12GiB"},
        {OPT_MEMORY_PER_CONNECTION, OPT_MEMORY,
         has(tier->memory_per_connection) && !has(tier->memory), "what a unit has, such as 64GiB"},
        {OPT_STORAGE, OPT_DATA, has(tier->storage) && !has(tier->data) && !has(state->write_bytes),
         "what is stored in all units, such as 4000GiB"},
        {OPT_DATA, OPT_STORAGE, has(tier->data) && !has(tier->storage),
         "the disk of a unit, such as 2000GiB"},
        {OPT_IOPS, OPT_IO_PER_REQUEST, has(tier->iops) && !has(tier->io_per_request),
         "what a request makes of them, such as 2"},
        {OPT_BANDWIDTH_MBIT, OPT_BYTES_PER_REQUEST,
         has(tier->bandwidth) && !has(tier->bytes_per_request),
         "what a request moves, such as 8KiB"},
        {OPT_WRITE_BYTES, OPT_RETENTION, has(state->write_bytes) && !has(state->retention),
         "how long it is kept, such as 30d"},
        {OPT_BURST_RATE, OPT_BURST_TIME, has(state->burst_rate) && !has(state->burst_time),
         "how long it lasts, such as 10m"},
        {OPT_BURST_RATE, OPT_APPLY_RATE, has(state->burst_rate) && !has(state->apply_rate),
         "how much is worked off, such as 500/s"},
        {OPT_KEYS, OPT_ITEM_SIZE, keys_are_known(reader) && !has(state->item_size),
         "what an item takes, such as 2KiB"},
        {OPT_KEYS, OPT_MEMORY, keys_are_known(reader) && !has(tier->memory),
         "what a node has, such as 12GiB"},
        {OPT_HIT_TARGET, OPT_KEYS, has(state->hit_target) && !keys_are_known(reader),
         "how many there are, with zipf, or popularity, a file of them"},
        {OPT_ENGINE, OPT_MEMORY, is_engine(reader) && !has(tier->memory),
         "what a unit has, such as 64GiB"},
        {OPT_SEND_RATE, OPT_DATA, has(state->send_rate) && !has(tier->data),
         "what is stored in all units, such as 4000GiB"},
    };
    for (size_t i = 0; i < sizeof pair / sizeof *pair; i++)
        if (pair[i].lacking)
            return refuse(reader, pair[i].given, "it needs the column %s: %s",
                          option_at(pair[i].needs)->assumption, pair[i].remedy);
    return 0;
}

static int check_tier(const struct system_reader *reader, const struct tier *tier,
                      const struct tier_state *state)
{
    if (tier->memory_base >= tier->memory)
        return refuse(reader, OPT_MEMORY_BASE,
                      "it takes all of memory: write less than a unit has");
    if (tier->reserved_connections >= tier->max_connections)
        return refuse(reader, OPT_MAX_CONNECTIONS,
                      "reserved_connections (%.10g) leave none of %.10g: write more, or reserve "
                      "fewer",
                      tier->reserved_connections, tier->max_connections);
    if (tier->min > tier->max)
        return refuse(reader, OPT_MIN, "%.10g is more than max, %.10g: change one of them",
                      tier->min, tier->max);
    if (tier->price > most_price)
        return refuse(reader, OPT_PRICE,
                      "%.10g an hour is more than 10,000 for a unit: look at its unit, such as "
                      "0.0832/h or 60/mo",
                      tier->price);
    if (tier->retry < 0 || tier->retry > 1)
        return refuse(reader, OPT_RETRY,
                      "it is the share of attempts that fail: from 0%% to 100%%");
    return check_pairs(reader, tier, state);
}

/// The rate of a unit has the unit of the demand, requests a second.
static int check_rate(const struct system_reader *reader, const char *name)
{
    struct setting rate = sizing_setting(reader->options, OPT_PER_INSTANCE, name);
    if (rate.origin == SETTING_ABSENT || rate.bare || rate.dimension == DIMENSION_RATE ||
        rate.dimension == DIMENSION_UNKNOWN)
        return 0;
    return refuse(reader, OPT_PER_INSTANCE, "it is a %s: of a tier it is a rate, such as 500/s",
                  dimension_name(rate.dimension));
}

// --- its state -----------------------------------------------------------------------------------

struct popularity_cells {
    const char *key, *count;
};

static const struct schema_column popularity_columns[] = {
    FIELD(struct popularity_cells, key, STYLE_PLAIN, NULL, "what is asked for"),
    FIELD(struct popularity_cells, count, STYLE_PLAIN, "requests", "how often"),
    FIELD_END,
};

const struct schema schema_popularity = {"the keys of a cache", popularity_columns,
                                         sizeof(struct popularity_cells)};

static const struct record_kind popularity_file = {
    .schema = &schema_popularity, .what = "a file of keys", .example = "such as key,count"};

static int take_counts(const struct record_file *file, struct arena *arena, double *count,
                       struct err *err)
{
    double sum = 0;
    for (size_t row = 0; row < file->cells.rows; row++) {
        struct popularity_cells cells;
        record_file_row(file, row, arena, &cells);
        if (cells.count == NULL || !number_parse(cells.count, strlen(cells.count), &count[row]) ||
            !(count[row] >= 0))
            return err_at(err, file->name, file->line[row], "count",
                          "it is no number of requests, 0 or more");
        sum += count[row];
    }
    return sum > 0 ? 0
                   : err_at(err, file->name, 0, "count",
                            "no key is asked for: a row each, with how often it is");
}

static int read_popularity(const struct system_reader *reader, const char *path,
                           struct popularity *popularity)
{
    struct byte_source *source;
    struct record_file file;
    struct arena arena = {0};
    int status = input_open(path, &source, reader->err);
    if (status != 0)
        return -1;
    status = record_file_read(source, &popularity_file, &arena, &file, reader->err);
    byte_source_close(source);
    if (status == 0) {
        double *count = mem_alloc(file.cells.rows + 1, sizeof *count);
        status = take_counts(&file, &arena, count, reader->err);
        if (status == 0)
            popularity_counted(count, file.cells.rows, popularity);
        free(count);
        record_file_release(&file);
    }
    arena_release(&arena);
    return status;
}

static int take_keys(const struct system_reader *reader, struct popularity *popularity)
{
    const char *path = reader->system->list.item[reader->at].file;
    struct setting keys = setting_of(reader, OPT_KEYS), zipf = setting_of(reader, OPT_ZIPF);
    if (path != NULL)
        return read_popularity(reader, path, popularity);
    if (keys.origin != SETTING_ABSENT)
        popularity_zipf(keys.value, isnan(zipf.value) ? usual_zipf : zipf.value, popularity);
    return 0;
}

static void take_state(const struct system_reader *reader, struct tier_state *state)
{
    struct setting growth = setting_of(reader, OPT_DATA_GROWTH);
    bool share = growth.dimension == DIMENSION_RATIO;
    *state = (struct tier_state){.growth_bytes = share ? (double)NAN : growth.value,
                                 .growth_share = share ? growth.value : (double)NAN};
    for (size_t i = 0; i < sizeof state_terms / sizeof *state_terms; i++) {
        double value = setting_of(reader, state_terms[i].id).value;
        *(double *)(void *)((char *)state + state_terms[i].offset) =
            isnan(value) ? state_terms[i].otherwise : value;
    }
}

static int take_tier(struct system_reader *reader)
{
    struct tier_system *system = reader->system;
    struct tier_graph *graph = &system->graph;
    const char *name = system->list.item[reader->at].name;
    struct tier tier = {.name = name};
    struct tier_state state;
    for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
        double value = sizing_setting(reader->options, terms[i].id, name).value;
        *(double *)(void *)((char *)&tier + terms[i].offset) =
            isnan(value) ? terms[i].otherwise : value;
    }
    tier.bandwidth *= bytes_per_mbit;
    take_state(reader, &state);
    struct setting kind = sizing_setting(reader->options, OPT_KIND, name);
    struct setting engine = setting_of(reader, OPT_ENGINE);
    if (isnan(tier.max_connections) && engine.word != NULL)
        tier.max_connections = default_connections(
            strcmp(engine.word, "mysql") == 0 ? ENGINE_MYSQL : ENGINE_POSTGRES, tier.memory);
    if (isnan(tier.reserved_connections) && has(tier.max_connections))
        tier.reserved_connections =
            kind.word != NULL && strcmp(kind.word, "database") == 0 ? usual_reserved : 0;
    if (check_rate(reader, name) != 0 || settle_headroom(reader, name, &tier) != 0 ||
        settle_spare(reader, name, &tier) != 0 || check_tier(reader, &tier, &state) != 0 ||
        take_keys(reader, &state.popularity) != 0)
        return -1;
    if (!tier_has_units(&tier) && isnan(tier.throttle) && isnan(tier.quota))
        notes_add(&reader->options->invocation->notes, NOTE_INFO, "tier-without-limit",
                  "%s:%zu: %s has no limit, such as per_instance: it is taken to serve whatever "
                  "comes, and not counted",
                  reader->system->list.path, reader->system->list.item[reader->at].line, name);
    VEC_PUSH(graph->tier, graph->tiers, graph->tier_capacity, tier);
    VEC_PUSH(system->state, system->states, system->state_capacity, state);
    return 0;
}

// --- the links -----------------------------------------------------------------------------------

struct link_cells {
    const char *from, *to, *calls, *on, *each, *pool, *surge;
};

static const struct schema_column link_columns[] = {
    FIELD(struct link_cells, from, STYLE_PLAIN, NULL, "the tier that calls"),
    FIELD(struct link_cells, to, STYLE_PLAIN, NULL, "the tier that is called"),
    FIELD_OPTIONAL(struct link_cells, calls, STYLE_PLAIN, NULL,
                   "for each request of `from`; default 1"),
    FIELD_OPTIONAL(struct link_cells, on, STYLE_PLAIN, NULL,
                   "all requests, or miss: only those that the cache of `from` did not answer"),
    FIELD_OPTIONAL(struct link_cells, each, STYLE_PLAIN, NULL,
                   "1: all of them go to every unit of `to`, as replication does; default 0"),
    FIELD_OPTIONAL(struct link_cells, pool, STYLE_PLAIN, "connections",
                   "that a unit of `from` opens to the tier `to`"),
    FIELD_OPTIONAL(struct link_cells, surge, STYLE_PLAIN, "share",
                   "of more units of `from` while it is deployed, such as 25%; default 0"),
    FIELD_END,
};

const struct schema schema_links = {"the links of --links", link_columns,
                                    sizeof(struct link_cells)};

static const struct record_kind links_file = {.schema = &schema_links,
                                              .what = "a links file",
                                              .example = "such as from,to,calls,on,each,pool"};

struct link_reader {
    struct system_reader reader;
    const struct record_file *file;
    struct link_cells cells;
    struct key_index names, pairs;
    size_t line;
    size_t *line_of; ///< of each link
};

static int refuse_link(const struct link_reader *links, const char *column, const char *problem)
{
    return err_at(links->reader.err, links->file->name, links->line, column, "%s", problem);
}

/// A number of 0 or more, or a share, or what stands where nothing is said.
static int take_number(const struct link_reader *links, const char *column, const char *text,
                       double otherwise, double most, double *value)
{
    struct quantity quantity;
    char problem[SHOWN_MAX * 2], shown[SHOWN_MAX], number[NUMBER_TEXT_MAX];
    *value = otherwise;
    if (text == NULL)
        return 0;
    if (quantity_parse(column, text, DIMENSION_UNKNOWN, UNIT_HOURS_PER_MONTH, &quantity, NULL) ==
            0 &&
        (quantity.bare || quantity.dimension == DIMENSION_COUNT ||
         quantity.dimension == DIMENSION_RATIO || quantity.dimension == DIMENSION_MULTIPLE) &&
        quantity.value >= 0 && quantity.value <= most) {
        *value = quantity.value;
        return 0;
    }
    snprintf(problem, sizeof problem, "\"%s\" is no number from 0 to %s",
             err_quote(shown, sizeof shown, text, strlen(text)), number_format(number, most));
    return refuse_link(links, column, problem);
}

static int take_end(struct link_reader *links, const char *column, const char *name, size_t *tier)
{
    const struct resource_list *list = &links->reader.system->list;
    char shown[SHOWN_MAX], known[SHOWN_MAX], problem[SHOWN_MAX * 4];
    if (name == NULL)
        return refuse_link(links, column, "the name of a tier is missing");
    *tier = key_index_find(&links->names, name, strlen(name));
    if (*tier != SIZE_MAX)
        return 0;
    const char **names = mem_alloc(list->count + 1, sizeof *names);
    for (size_t i = 0; i < list->count; i++)
        names[i] = list->item[i].name;
    const char *near = suggest_closest(name, names, list->count);
    const char *offer = near == NULL ? list->item[0].name : near;
    snprintf(problem, sizeof problem, "there is no tier \"%s\" in %s; %s \"%s\"?",
             err_quote(shown, sizeof shown, name, strlen(name)), list->path,
             near == NULL ? "add a row for it, or did you mean" : "did you mean",
             err_quote(known, sizeof known, offer, strlen(offer)));
    free(names);
    return refuse_link(links, column, problem);
}

static int take_words(const struct link_reader *links, struct tier_link *link)
{
    const struct tier *from = &links->reader.system->graph.tier[link->from];
    const char *on = links->cells.on, *each = links->cells.each;
    link->miss = on != NULL && strcmp(on, "miss") == 0;
    if (on != NULL && !link->miss && strcmp(on, "all") != 0)
        return refuse_link(links, "on", "it is all, or miss for what the cache did not answer");
    link->each = each != NULL && (strcmp(each, "1") == 0 || strcmp(each, "yes") == 0);
    if (each != NULL && !link->each && strcmp(each, "0") != 0 && strcmp(each, "no") != 0)
        return refuse_link(links, "each",
                           "it is 1 where all requests go to every unit, or 0 where they are "
                           "shared");
    if (link->miss && isnan(from->cache_hit) &&
        links->reader.system->state[link->from].popularity.groups == 0)
        notes_add(&links->reader.options->invocation->notes, NOTE_WARNING, "miss-without-cache",
                  "%s:%zu: %s has no cache_hit in %s: all of its requests are taken for misses",
                  links->file->name, links->line, from->name, links->reader.system->list.path);
    return 0;
}

static int check_alike(struct link_reader *links, const struct tier_link *link)
{
    const struct tier_graph *graph = &links->reader.system->graph;
    const size_t ends[] = {link->from, link->to};
    char problem[SHOWN_MAX * 2];
    bool added;
    size_t place = key_index_put(&links->pairs, (const char *)ends, sizeof ends, &added);
    if (added)
        return 0;
    snprintf(problem, sizeof problem,
             "a link from %s to %s is already in line %zu; make one of them, with the calls of "
             "both",
             graph->tier[link->from].name, graph->tier[link->to].name, links->line_of[place]);
    return refuse_link(links, "to", problem);
}

static int take_link(struct link_reader *links)
{
    struct tier_graph *graph = &links->reader.system->graph;
    struct tier_link link = {0};
    if (take_end(links, "from", links->cells.from, &link.from) != 0 ||
        take_end(links, "to", links->cells.to, &link.to) != 0 ||
        take_number(links, "calls", links->cells.calls, 1, 1e9, &link.calls) != 0 ||
        take_number(links, "pool", links->cells.pool, 0, 1e9, &link.pool) != 0 ||
        take_number(links, "surge", links->cells.surge, 0, 100, &link.surge) != 0 ||
        take_words(links, &link) != 0 || check_alike(links, &link) != 0)
        return -1;
    VEC_PUSH(graph->link, graph->links, graph->link_capacity, link);
    return 0;
}

static int take_links(struct link_reader *links)
{
    struct arena *arena = &links->reader.options->assumptions.arena;
    const struct record_file *file = links->file;
    const struct resource_list *list = &links->reader.system->list;
    char shown[SHOWN_MAX];
    for (size_t i = 0; i < file->cells.columns; i++) {
        const char *near = record_file_nearest(file, i), *name = file->cells.column[i].name;
        if (!record_file_knows(file, i))
            return err_at(links->reader.err, file->name, 1, NULL,
                          "there is no column \"%s\" in a links file; %s%s",
                          err_quote(shown, sizeof shown, name, strlen(name)),
                          near == NULL ? "leave it out" : "did you mean ",
                          near == NULL ? "" : near);
    }
    for (size_t i = 0; i < list->count; i++)
        key_index_put(&links->names, list->item[i].name, strlen(list->item[i].name), NULL);
    links->line_of = mem_alloc(file->cells.rows + 1, sizeof *links->line_of);
    for (size_t row = 0; row < file->cells.rows; row++) {
        links->line = file->line[row];
        links->line_of[links->reader.system->graph.links] = links->line;
        if (record_file_row(file, row, arena, &links->cells) && take_link(links) != 0)
            return -1;
    }
    return 0;
}

static int read_links(struct system_reader *reader, struct byte_source *source)
{
    struct record_file file;
    int status = record_file_read(source, &links_file, &reader->options->assumptions.arena, &file,
                                  reader->err);
    if (status != 0)
        return -1;
    reader->system->links_path = file.name;
    struct link_reader links = {.reader = *reader, .file = &file};
    status = take_links(&links);
    key_index_release(&links.names);
    key_index_release(&links.pairs);
    free(links.line_of);
    record_file_release(&file);
    return status;
}

// --- the system ----------------------------------------------------------------------------------

/// Names the tiers of a cycle: "a -> b -> a".
static int refuse_cycle(const struct system_reader *reader, size_t start)
{
    const struct tier_graph *graph = &reader->system->graph;
    size_t path[CYCLE_SHOWN];
    size_t length = tier_graph_cycle(graph, start, path, CYCLE_SHOWN);
    struct str text = {0};
    for (size_t i = 0; i < length; i++)
        str_appendf(&text, "%s -> ", graph->tier[path[i]].name);
    str_append(&text, length < CYCLE_SHOWN ? graph->tier[start].name : "...");
    err_at(reader->err, reader->system->links_path, 0, NULL,
           "the calls go in a circle: %s; take out the link that only answers, since answers are "
           "no calls",
           str_text(&text));
    str_release(&text);
    return -1;
}

static int settle_graph(const struct system_reader *reader)
{
    struct tier_graph *graph = &reader->system->graph;
    size_t cycle = 0;
    double roots = 0;
    if (!tier_graph_settle(graph, &cycle))
        return refuse_cycle(reader, cycle);
    for (size_t i = 0; i < graph->tiers; i++)
        if (tier_is_root(graph, i))
            roots += graph->visits[i];
    if (!(roots > 0))
        return err_at(reader->err, reader->system->list.path, 0, "share",
                      "no tier gets any of the demand: give one that none calls a share above 0");
    return 0;
}

int tier_system_read(struct sizing_options *options, struct tier_system *system, struct err *err)
{
    const struct invocation *invocation = options->invocation;
    struct system_reader reader = {.options = options, .system = system, .err = err};
    const char *links = option_text(invocation, OPT_LINKS);
    if (sizing_resources_read(options, LIST_OF_TIERS, option_text(invocation, OPT_TIERS),
                              &system->list, err) != 0)
        return -1;
    for (reader.at = 0; reader.at < system->list.count; reader.at++)
        if (take_tier(&reader) != 0)
            return -1;
    if (links == NULL)
        return settle_graph(&reader);
    struct byte_source *source;
    if (input_open(links, &source, err) != 0)
        return -1;
    int status = tier_links_read(options, source, system, err);
    byte_source_close(source);
    return status;
}

int tier_links_read(struct sizing_options *options, struct byte_source *source,
                    struct tier_system *system, struct err *err)
{
    struct system_reader reader = {.options = options, .system = system, .err = err};
    return read_links(&reader, source) != 0 ? -1 : settle_graph(&reader);
}

void tier_system_release(struct tier_system *system)
{
    for (size_t i = 0; i < system->states; i++)
        popularity_release(&system->state[i].popularity);
    free(system->state);
    resource_list_release(&system->list);
    tier_graph_release(&system->graph);
    *system = (struct tier_system){0};
}
