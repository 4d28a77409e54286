#include "service/service_prices.h"

#include "base/str.h"
#include "base/vec.h"
#include "service/embedded_tables.h"
#include "table/record_cells.h"
#include "table/record_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/// A row as it is written.
struct price_cells {
    const char *name, *price, *provider, *region, *unit, *above, *date, *source;
};

static const struct schema_column columns[] = {
    FIELD(struct price_cells, name, STYLE_PLAIN, NULL, "as in headroom help prices"),
    FIELD(struct price_cells, price, STYLE_PLAIN, "money", "of one unit"),
    FIELD_OPTIONAL(struct price_cells, provider, STYLE_PLAIN, NULL, "whose price it is"),
    FIELD_OPTIONAL(struct price_cells, region, STYLE_PLAIN, NULL, "where"),
    FIELD_OPTIONAL(struct price_cells, unit, STYLE_PLAIN, NULL, "what the price is of"),
    FIELD_OPTIONAL(struct price_cells, above, STYLE_PLAIN, "unit",
                   "for what is above this in a month; default 0"),
    FIELD_OPTIONAL(struct price_cells, date, STYLE_PLAIN, NULL, "of which day it is"),
    FIELD_OPTIONAL(struct price_cells, source, STYLE_PLAIN, NULL, "where it is from"),
    FIELD_END,
};

const struct schema schema_service_prices = {"the prices of --service-prices", columns,
                                             sizeof(struct price_cells)};

static const struct record_kind prices_file = {.schema = &schema_service_prices,
                                               .what = "a list of prices",
                                               .example = "such as name,unit,price,date,source"};

enum { PRICES_MAX = 1000 };

static int take_price(struct service_prices *prices, const struct price_cells *cells,
                      const struct record_place *place)
{
    static const struct value_range amounts = {.least = 0, .most = 1e18};
    struct service_price price = {
        .name = cells->name, .price = (double)NAN, .source = cells->source};
    if (price.name == NULL)
        return err_at(place->err, place->file, place->line, "name",
                      "the row has no name; headroom help prices lists them");
    if (record_quantity(place, RECORD_CELL(cells, price), DIMENSION_COUNT, &amounts,
                        &price.price) != 0 ||
        record_quantity(place, RECORD_CELL(cells, above), DIMENSION_COUNT, &amounts,
                        &price.above) != 0 ||
        record_time(place, RECORD_CELL(cells, date), &price.date) != 0)
        return -1;
    if (isnan(price.price))
        return err_at(place->err, place->file, place->line, "price",
                      "%s has no price; write what one unit costs", price.name);
    double last = -1;
    for (size_t i = 0; i < prices->count; i++)
        if (strcmp(prices->price[i].name, price.name) == 0)
            last = prices->price[i].above;
    if (last < 0 ? price.above != 0 : price.above <= last)
        return err_at(place->err, place->file, place->line, "above",
                      "the parts of %s have to begin at 0 and rise", price.name);
    VEC_PUSH(prices->price, prices->count, prices->capacity, price);
    return 0;
}

int service_prices_read(struct byte_source *source, struct service_prices *prices, struct err *err)
{
    struct record_file file;
    struct price_cells cells;
    if (record_file_read(source, &prices_file, &prices->arena, &file, err) != 0)
        return -1;
    int status = 0;
    prices->file = file.name;
    for (size_t row = 0; status == 0 && row < file.cells.rows; row++) {
        const struct record_place place = {file.name, file.line[row], err};
        if (!record_file_row(&file, row, &prices->arena, &cells))
            continue;
        status = prices->count == PRICES_MAX
                     ? err_at(err, file.name, place.line, NULL, "more than %d prices", PRICES_MAX)
                     : take_price(prices, &cells, &place);
    }
    if (status == 0 && prices->count == 0)
        status = err_at(err, file.name, 0, NULL, "no price in it; each row below the names is one");
    record_file_release(&file);
    return status;
}

int service_prices_open(const char *path, struct service_prices *prices, struct err *err)
{
    struct byte_source *source;
    struct str text = {0};
    if (path == NULL) {
        for (const char *const *line = embedded_service_prices; *line != NULL; line++)
            str_append(&text, *line);
        source = byte_source_memory(text.data, text.length);
    } else if (byte_source_open(&source, path, err) != 0) {
        return -1;
    }
    int status = service_prices_read(source, prices, err);
    byte_source_close(source);
    str_release(&text);
    return status;
}

int service_prices_find(const struct service_prices *prices, const char *name,
                        const struct service_price **price, struct err *err)
{
    for (size_t i = 0; i < prices->count; i++)
        if (strcmp(prices->price[i].name, name) == 0) {
            *price = &prices->price[i];
            return 0;
        }
    return err_at(err, prices->file, 0, NULL,
                  "no price \"%s\": write a row of this name (headroom help prices --format csv "
                  "puts out all that there may be)",
                  name);
}

double service_prices_cost(const struct service_prices *prices, const char *name, double amount)
{
    const struct service_price *part = NULL;
    double cost = 0;
    for (size_t i = 0; i < prices->count; i++) {
        const struct service_price *next = &prices->price[i];
        if (strcmp(next->name, name) != 0)
            continue;
        if (part != NULL && amount > part->above)
            cost += (fmin(amount, next->above) - part->above) * part->price;
        part = next;
    }
    if (part != NULL && amount > part->above)
        cost += (amount - part->above) * part->price;
    return cost;
}

void service_prices_release(struct service_prices *prices)
{
    free(prices->price);
    arena_release(&prices->arena);
    *prices = (struct service_prices){0};
}
