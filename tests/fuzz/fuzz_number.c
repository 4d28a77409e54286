// Numbers: parsing agrees with strtod, and what is printed reads back.
#include "base/number.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(int condition)
{
    if (!condition)
        abort();
}

static void check_formats(double value)
{
    char out[NUMBER_TEXT_MAX];
    double back;
    number_format(out, value);
    // Ten digits may round the largest numbers up to infinity.
    if (number_parse(out, strlen(out), &back))
        require(value == 0 ? back == 0 : fabs(back / value - 1) <= 1e-9 || fabs(value) < 1e-300);
    else
        require(fabs(value) > 1.7e308);
    for (int digits = -1; digits < 24; digits++) {
        require(strlen(number_format_fixed(out, value, digits)) < NUMBER_TEXT_MAX);
        require(strlen(number_format_human(out, value, digits)) < NUMBER_TEXT_MAX);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    double value = 42;
    size_t used = number_parse_prefix(text, size, &value);
    require(used <= size && isfinite(value));
    if (used > 0) {
        char *copy = malloc(used + 1);
        memcpy(copy, text, used);
        copy[used] = '\0';
        char *end;
        double want = strtod(copy, &end);
        require(*end == '\0' && memcmp(&want, &value, sizeof want) == 0);
        free(copy);
        require(number_parse(text, used, &want));
        check_formats(value);
    }
    size_t whole;
    if (number_parse_size(text, size, &whole))
        require(used == size || size > 300);
    if (size >= sizeof value) {
        memcpy(&value, data, sizeof value);
        if (isfinite(value))
            check_formats(value);
    }
    return 0;
}
