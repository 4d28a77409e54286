// Any bytes as a list of prices: read or refused, and what is read has a cost that rises.
#include "service/service_prices.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct service_prices prices = {0};
    struct err err = {0};
    struct byte_source *source = byte_source_memory((const char *)data, size);
    int result = service_prices_read(source, &prices, &err);
    byte_source_close(source);
    if ((result == 0) != (err.text[0] == '\0') || (result == 0 && prices.count == 0))
        abort();
    for (size_t i = 0; i < prices.count; i++) {
        const char *name = prices.price[i].name;
        if (!(service_prices_cost(&prices, name, 10) >= 0) ||
            service_prices_cost(&prices, name, 1e6) < service_prices_cost(&prices, name, 10))
            abort();
    }
    service_prices_release(&prices);
    return 0;
}
