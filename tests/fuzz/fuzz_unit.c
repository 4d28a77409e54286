// Quantities and units: any text gives a finite value or a message, in bounds.
#include "base/unit.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(int condition)
{
    if (!condition)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1);
    if (size > 0)
        memcpy(text, data, size);
    text[size] = '\0';
    for (int dimension = DIMENSION_UNKNOWN; dimension <= DIMENSION_MONEY_RATE; dimension++) {
        struct err err = {0};
        struct quantity quantity = {0};
        if (quantity_parse("--option", text, (enum dimension)dimension, 730, &quantity, &err) ==
            0) {
            require(isfinite(quantity.value));
            require(quantity.value >= 0 || dimension == DIMENSION_RATIO ||
                    dimension == DIMENSION_UNKNOWN);
            char out[UNIT_NAME_MAX];
            require(strlen(duration_format(out, quantity.value)) < UNIT_NAME_MAX);
        } else {
            require(strstr(err.text, "; for example") != NULL || size > 80);
        }
    }
    struct unit unit;
    unit_of_column(text, &unit);
    require(memchr(unit.name, '\0', sizeof unit.name) != NULL);
    free(text);
    const char *bytes = (const char *)data;
    unit_parse(bytes, size, &unit);
    require(unit.scale > 0 && memchr(unit.name, '\0', sizeof unit.name) != NULL);
    size_t length = 0;
    if (unit_split_cell(bytes, size, &length, &unit))
        require(length > 0 && length <= size && unit.scale > 0);
    return 0;
}
